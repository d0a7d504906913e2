"""The association in a change of boundaries: its books stay with the association that kept them; a person takes the chapters over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.associations.models import Briefing, Chapter
from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    standing = Chapter.objects.standing().filter(place__in=place_ids)
    words = "{n} chi hội, Ban khuyến học còn hoạt động: nhận vào Hội mới hay cho thôi"
    return waiting_at(standing, "place", words, reverse("association_list"))


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return [
        *recorded_since(Chapter.objects.filter(place__in=carriage.made), "{n} chi hội, Ban khuyến học"),
        *recorded_since(Briefing.objects.filter(association__place__in=carriage.made), "{n} buổi quán triệt"),
    ]


ASSOCIATIONS = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
