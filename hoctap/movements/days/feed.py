"""The calendar of a position, for calendar programs."""

import datetime as dt

from hoctap.core import ical
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.movements.choosing import own_places
from hoctap.movements.days.queries import entries_at
from hoctap.plans.models import CalendarLink

BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=400)
_SIGHT = {Permission.MOVEMENT_READ, Permission.CENTRE_READ}


def holder_of(link: CalendarLink) -> Actor:
    """Whoever holds the address: the position's sight of days, movements and activities, and nothing else of its rights."""
    grants = tuple(
        Grant(grant.place_id, grant.permissions & _SIGHT) for grant in link.capacity.actor().grants
    )
    return Actor(name="Chương trình lịch", capacity_id=link.capacity_id, grants=grants, held_link=link.pk)


def entries_for(actor: Actor) -> list[ical.Entry]:
    """Of the places that the position was given; what several of them have stands once."""
    day = today()
    found = {
        one.key: one
        for place in own_places(actor)
        for one in entries_at(actor, place, day - BACK, day + AHEAD)
    }
    return [
        ical.Entry(
            key=one.key,
            title=f"{one.title} ({one.word})" if one.kind == "movement" else one.title,
            starts=one.first,
            ends=one.last,
            text=one.note if one.kind != "activity" else "",
            where=one.note if one.kind == "activity" else "",
        )
        for one in found.values()
    ]
