"""The calendar of a position, for calendar programs."""

import datetime as dt

from hoctap.core import ical
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.movements.choosing import own_places
from hoctap.movements.days.queries import entries_at

BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=400)


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
