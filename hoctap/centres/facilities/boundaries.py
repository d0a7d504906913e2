"""Facilities in a change of boundaries: a house stays where it stands, its hamlet becomes another; what plans wanted of the old hamlet
stays with it. What a commune has itself waits for a person.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.centres.models import Booking, Equipment, Upgrade, Venue, VenuePlan
from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.places.models import Level


def carry(carriage: Carriage) -> dict[str, Any]:
    """Standing venues of the old hamlets go to their successors, with what was asked for them. What moved is kept, to be taken back."""
    moved: dict[str, list[str]] = {}
    for old, new in carriage.hamlets.items():
        for name, rows in (
            ("venues", Venue.objects.standing().filter(place=old)),
            ("upgrades", Upgrade.objects.filter(place=old)),
        ):
            ids = [str(pk) for pk in rows.values_list("pk", flat=True).order_by("pk")]
            rows.update(place=new)
            moved[f"{name} {old}"] = ids
    return moved


def undo(carriage: Carriage, kept: dict[str, Any]) -> None:
    for key, ids in kept.items():
        name, _, old = key.partition(" ")
        model = Venue if name == "venues" else Upgrade
        model._default_manager.filter(pk__in=ids).update(place=UUID(old))


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = carriage.made
    carried = [pk for key, ids in kept.items() if key.startswith("venues") for pk in ids]
    asked = [pk for key, ids in kept.items() if key.startswith("upgrades") for pk in ids]
    return [
        *recorded_since(Venue.objects.filter(place__in=made).exclude(pk__in=carried), "{n} cơ sở"),
        *recorded_since(VenuePlan.objects.filter(place__in=made), "{n} dòng quy hoạch mạng lưới"),
        *recorded_since(Upgrade.objects.filter(place__in=made).exclude(pk__in=asked), "{n} đề nghị"),
    ]


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    own = Venue.objects.standing().filter(place__in=place_ids, place__level=Level.COMMUNE)
    return [
        *waiting_at(own, "place", "{n} cơ sở của xã: ghi nơi mới quản lý", reverse("venue_list")),
        *waiting_at(
            Equipment.objects.standing().filter(centre__organisation__place__in=place_ids),
            "centre__organisation__place",
            "{n} dòng thiết bị của trung tâm: kiểm kê, bàn giao",
            reverse("equipment_list"),
        ),
        *waiting_at(
            Booking.objects.standing().filter(venue__in=own, ends_at__date__gte=today()),
            "venue__place",
            "{n} lượt đặt phòng chưa tới",
            reverse("booking_list"),
        ),
    ]


FACILITIES = BoundaryCarrier(carry=carry, undo=undo, undo_blockers=undo_blockers, open_work=open_work)
