"""Plans in a change of boundaries: one that names a place that ends waits for a person; it is never passed on silently."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
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
from hoctap.plans.models import IN_FORCE, Plan, TaskInstance


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    in_force = Plan.objects.filter(state__in=IN_FORCE)
    running = in_force.filter(place__in=place_ids).filter(Q(year_to__gte=today().year) | Q(open_ended=True))
    work = TaskInstance.objects.running().filter(place__in=place_ids, task__plan__in=in_force)
    url = reverse("unsettled_list")
    words = "{n} kế hoạch còn hiệu lực: nơi mới kế thừa, chấm dứt hay chờ hướng dẫn"
    return [
        *waiting_at(running, "place", words, url),
        *waiting_at(work, "place", "{n} việc trong kế hoạch còn đang làm", url),
    ]


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return recorded_since(Plan.objects.filter(place__in=carriage.made), "{n} kế hoạch")


PLANS = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
