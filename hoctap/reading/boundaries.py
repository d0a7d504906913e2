"""Reading in a change of boundaries. What was counted, judged, driven and given stays where it was; a bookcase in a hamlet goes on under the
hamlet's new name, and what is still open is looked at by a person.
"""

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
from hoctap.reading.models import (
    BookcaseGrant,
    BookRequest,
    MobileTrip,
    ReadingAssessment,
    ReadingStandard,
    RequestState,
    Rotation,
    Trip,
    TripState,
)


def _open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    trips = Trip.objects.filter(sender__place__in=place_ids).exclude(state=TripState.BACK)
    plans = Rotation.objects.filter(place__in=place_ids, year__gte=today().year)
    asked = BookRequest.objects.filter(library__place__in=place_ids, state=RequestState.OPEN)
    standards = ReadingStandard.objects.filter(place__in=place_ids)
    return [
        *waiting_at(
            trips, "sender__place", "{n} chuyến luân chuyển sách chưa nhận lại", reverse("rotation_list")
        ),
        *waiting_at(
            plans, "place", "{n} kế hoạch luân chuyển sách: lập tiếp ở nơi mới", reverse("rotation_list")
        ),
        *waiting_at(asked, "library__place", "{n} đề nghị sách chưa trả lời", reverse("bookrequest_list")),
        *waiting_at(
            standards,
            "place",
            "{n} mức đánh giá thư viện: đặt lại ở nơi mới",
            reverse("readingstandard_list"),
        ),
    ]


def _carry(carriage: Carriage) -> dict[str, Any]:
    rows = BookcaseGrant.objects.filter(place__in=carriage.hamlets).select_for_update(of=("self",))
    moved = {}
    for grant in rows:
        moved[str(grant.pk)] = str(grant.place_id)
        grant.place_id = carriage.hamlets[grant.place_id]
        grant.save(update_fields=["place"])
    return {"grants": moved}


def _undo(_carriage: Carriage, kept: dict[str, Any]) -> None:
    for pk, place in kept.get("grants", {}).items():
        BookcaseGrant.objects.filter(pk=pk).update(place=place)


def _undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    grants = BookcaseGrant.objects.filter(place__in=made).exclude(pk__in=kept.get("grants", {}))
    return (
        recorded_since(grants, "{n} tủ sách đã trao")
        + recorded_since(Rotation.objects.filter(place__in=made), "{n} kế hoạch luân chuyển sách")
        + recorded_since(MobileTrip.objects.filter(place__in=made), "{n} chuyến xe thư viện")
        + recorded_since(ReadingAssessment.objects.filter(place__in=made), "{n} đánh giá văn hóa đọc")
        + recorded_since(ReadingStandard.objects.filter(place__in=made), "{n} mức đánh giá thư viện")
    )


READING = BoundaryCarrier(
    open_work=_open_work, carry=_carry, join=_carry, undo=_undo, undo_blockers=_undo_blockers
)
