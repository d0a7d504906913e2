"""Plans in a change of boundaries: one that names a place that ends waits for a person; it is never passed on silently."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.plans.models import Plan


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    running = Plan.objects.filter(place__in=place_ids, year_to__gte=today().year)
    return waiting_at(
        running,
        "place",
        "{n} kế hoạch còn hiệu lực: nơi mới kế thừa, chấm dứt hay chờ hướng dẫn",
        reverse("plan_list"),
    )


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return recorded_since(Plan.objects.filter(place__in=carriage.made), "{n} kế hoạch")


PLANS = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
