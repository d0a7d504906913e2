"""What the screens of requests show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.surveys.requests.models import Wish, WishBox, WishState


def box_of(token: str) -> WishBox | None:
    return WishBox.objects.select_related("centre__organisation__place").filter(token=token).first()


def holder_of(box: WishBox) -> Actor:
    return Actor(name="Người gửi đề nghị học", held_link=box.pk)


def recent(box: WishBox, since: dt.datetime) -> int:
    return Wish.objects.filter(centre=box.centre, from_outside=True, recorded_at__gt=since).count()


@dataclass(frozen=True)
class ListedWish:
    wish: Wish
    waited: int
    is_over: bool


def wishes_for(actor: Actor, *, centre: Centre | None, waiting: bool, today: dt.date) -> list[ListedWish]:
    rows = Wish.objects.visible_to(actor).select_related("centre__organisation", "commune", "hamlet")
    if centre is not None:
        rows = rows.filter(centre=centre)
    over = [WishState.ANSWERED, WishState.DROPPED]
    rows = (
        rows.exclude(state__in=over).order_by("received_on", "id") if waiting else rows.filter(state__in=over)
    )
    return [ListedWish(one, one.waited(today), one.state in over) for one in rows[:300]]


def usual_wait(wishes: Sequence[ListedWish]) -> int | None:
    """Days from asking to answer, in the middle of those answered; None where none was."""
    days = [one.waited for one in wishes if one.wish.state == WishState.ANSWERED]
    return round(median(days)) if days else None


def hamlets_to_enter(centres: Sequence[Centre], actor: Actor) -> list[Place]:
    communes = [one.organisation.place_id for one in centres]
    rows = Place.objects.visible_to(actor, Permission.NEED_ENTER)
    return list(
        rows.filter(parent__in=communes, level="hamlet", valid_to__isnull=True).order_by("sort_key", "id")
    )


def centres_to_enter(actor: Actor) -> list[Centre]:
    """Of the communes in which the actor may enter, also where it is one ấp of it."""
    granted = Place.objects.filter(pk__in=actor.places_with(Permission.NEED_ENTER))
    above = {place_id for path in granted.values_list("path", flat=True) for place_id in path}
    rows = Centre.objects.select_related("organisation__place")
    found = rows.filter(organisation__place__path__overlap=[one.pk for one in granted]) | rows.filter(
        organisation__place__in=above
    )
    return list(found.distinct().order_by("organisation__place__sort_key", "id"))
