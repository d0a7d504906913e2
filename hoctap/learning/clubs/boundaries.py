"""Clubs in a change of boundaries: those that stand go on in the hamlet's successor; what they did stays where it was done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from hoctap.core.refusals import Reason
from hoctap.learning.models import Club, ClubMeeting
from hoctap.places.boundaries.apart import told_apart
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    Counted,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.places.models import Level

_LONGEST_NAME = 150


def count(hamlet_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = Club.objects.filter(place__in=list(hamlet_ids), ended_on__isnull=True).order_by()
    return dict(rows.values_list("place").annotate(n=Count("pk")))


def carry(carriage: Carriage) -> dict[str, Any]:
    """What a club was before is kept, so that it can be taken back."""
    standing = Club.objects.filter(ended_on__isnull=True)
    clubs = list(
        standing.filter(place__in=list(carriage.hamlets)).select_related("place__parent").order_by("pk")
    )
    kept = {str(club.pk): str(club.place_id) for club in clubs}
    taken = set(standing.filter(place__in=carriage.hamlets.values()).values_list("place", "name"))
    names = {name for _, name in taken} | {club.name for club in clubs}
    renamed = {}
    for club in clubs:
        successor, was = carriage.hamlets[club.place_id], club.name
        if (successor, was) in taken:  # two hamlets that become one had each a club of this name
            club.name = told_apart(was, club.place, names, longest=_LONGEST_NAME)
            names.add(club.name)
            renamed[str(club.pk)] = [was, club.name]
        taken.add((successor, club.name))
        club.place_id = successor
    Club.objects.bulk_update(clubs, ["place", "name"])
    return {"clubs": kept, "renamed": renamed}


def go_along(hamlet_ids: Sequence[UUID], _year: int) -> list[str]:
    """Told before hamlets are joined."""
    n = sum(count(hamlet_ids).values())
    return [f"{n} câu lạc bộ ở các ấp, khóm được nhập đi theo sang ấp, khóm nhận."] if n else []


def undo(carriage: Carriage, kept: dict[str, Any]) -> None:
    """A name that somebody wrote since stays."""
    was = {UUID(club): UUID(place) for club, place in kept["clubs"].items()}
    clubs = list(Club.objects.filter(pk__in=was))
    for club in clubs:
        club.place_id = was[club.pk]
    Club.objects.bulk_update(clubs, ["place"])
    for pk, (name, became) in kept.get("renamed", {}).items():
        Club.objects.filter(pk=pk, name=became).update(name=name)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    carried = [UUID(club) for club in kept.get("clubs", {})]
    new = Club.objects.filter(place__in=carriage.made).exclude(pk__in=carried)
    met = ClubMeeting.objects.filter(activity__place__in=carriage.made)
    return [
        *recorded_since(new, "{n} câu lạc bộ"),
        *recorded_since(met, "{n} buổi sinh hoạt câu lạc bộ"),
    ]


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    """A commune's own club belongs to no hamlet that is carried over: a person says where it goes on."""
    rows = Club.objects.filter(place__in=list(place_ids), place__level=Level.COMMUNE, ended_on__isnull=True)
    return waiting_at(
        rows, "place", "{n} câu lạc bộ cấp xã còn hoạt động: lập ở xã mới hoặc ghi thôi", reverse("club_list")
    )


CLUBS = BoundaryCarrier(
    counted=(Counted("câu lạc bộ còn hoạt động", count),),
    carry=carry,
    join=carry,
    undo=undo,
    undo_blockers=undo_blockers,
    open_work=open_work,
)
