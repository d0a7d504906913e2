"""Days, events and movements in a change of boundaries.

A hamlet that joined a movement which is still going on above it goes on in it under its new name. A movement, an event and a day of a commune
that ended stay where they were, with their days: a person looks at what was still open, and launches anew where that is wanted.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.movements.models import CrosswalkLine, Movement, MovementUnit, Observance, Occasion, UnitResult
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.places.models import Level, Place

_OPEN = Q(movement__state="launched", withdrawn_on__isnull=True)


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    here = {"place__in": place_ids}
    movements = Movement.objects.filter(**here, state="launched")
    units = MovementUnit.objects.filter(_OPEN, **here, place__level=Level.COMMUNE).exclude(
        movement__place__in=place_ids
    )
    occasions = Occasion.objects.filter(**here, cancelled_on=None, results="", last_on__gte=today())
    list_url = reverse("movement_list")
    return [
        *waiting_at(movements, "place", "{n} phong trào chưa tổng kết", list_url),
        *waiting_at(
            units, "place", "{n} đơn vị của xã đang dự phong trào cấp trên: đăng ký lại ở xã mới", list_url
        ),
        *waiting_at(occasions, "place", "{n} sự kiện sắp tới", reverse("occasion_list")),
        *waiting_at(
            Observance.objects.standing().filter(**here),
            "place",
            "{n} ngày của địa phương trong lịch: xã mới dùng tiếp thì thêm lại",
            reverse("year_calendar"),
        ),
        *waiting_at(
            CrosswalkLine.objects.standing().filter(**here),
            "place",
            "{n} tiêu chí của hồ sơ khác đã nối với số liệu",
            reverse("crosswalk_list"),
        ),
    ]


def carry(carriage: Carriage) -> dict[str, Any]:
    """Only where the movement reaches the new hamlet too, and nobody of its name joined there already."""
    paths = dict(Place.objects.filter(pk__in=carriage.hamlets.values()).values_list("pk", "path"))
    moved: dict[str, str] = {}
    rows = MovementUnit.objects.filter(_OPEN, place__in=carriage.hamlets).select_related("movement")
    for unit in rows.order_by("pk").select_for_update(of=("self",)):
        successor = carriage.hamlets[unit.place_id]
        if unit.movement.place_id not in paths.get(successor, []):
            continue
        same = MovementUnit.objects.filter(
            movement=unit.movement_id,
            place=successor,
            kind=unit.kind,
            name_key=unit.name_key,
            withdrawn_on__isnull=True,
        )
        if not same.exists():
            moved[str(unit.pk)] = str(unit.place_id)
            unit.place_id = successor
            unit.save(update_fields=["place"])
    return {"units": moved}


def undo(_carriage: Carriage, kept: dict[str, Any]) -> None:
    for pk, place in kept.get("units", {}).items():
        MovementUnit.objects.filter(pk=pk).update(place=place)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    carried = list(kept.get("units", {}))
    units = MovementUnit.objects.filter(place__in=made).exclude(pk__in=carried)
    results = UnitResult.objects.filter(unit__in=carried, reported_on__gte=carriage.on)
    return (
        recorded_since(units, "{n} đơn vị đăng ký phong trào")
        + recorded_since(results, "{n} kết quả của đơn vị trong phong trào")
        + recorded_since(Movement.objects.filter(place__in=made), "{n} phong trào")
        + recorded_since(Occasion.objects.filter(place__in=made), "{n} sự kiện")
        + recorded_since(Observance.objects.filter(place__in=made), "{n} ngày trong lịch")
        + recorded_since(CrosswalkLine.objects.filter(place__in=made), "{n} tiêu chí đã nối")
    )


MOVEMENTS = BoundaryCarrier(open_work=open_work, carry=carry, undo=undo, undo_blockers=undo_blockers)
