"""Centres in a change of boundaries: one whose commune ends waits for the decision that merges it; it is never passed on silently."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    rows = Centre.objects.filter(organisation__place__in=place_ids, organisation__valid_to__isnull=True)
    words = "{n} trung tâm học tập cộng đồng còn hoạt động: sáp nhập vào trung tâm của xã mới theo quyết định"
    return waiting_at(rows, "organisation__place", words, reverse("centre_list"))


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return recorded_since(
        Centre.objects.filter(organisation__place__in=carriage.made), "{n} trung tâm học tập cộng đồng"
    )


CENTRES = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
