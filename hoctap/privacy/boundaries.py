"""Data protection in a change of boundaries: what was decided and recorded stays with the commune it was recorded for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hoctap.core.refusals import Reason
from hoctap.people.models import PrivacyNotice
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, OpenWork, recorded_since, waiting_at
from hoctap.privacy.models import DayOff, Incident, RetentionRule, RetentionRun, RunState


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    return [
        *recorded_since(PrivacyNotice.objects.filter(place__in=made), "{n} bản thông báo về dữ liệu"),
        *recorded_since(Incident.objects.filter(place__in=made), "{n} sự cố về dữ liệu"),
        *recorded_since(DayOff.objects.filter(place__in=made), "{n} ngày nghỉ"),
        *recorded_since(RetentionRule.objects.filter(place__in=made), "{n} thời hạn lưu"),
        *recorded_since(RetentionRun.objects.filter(place__in=made), "{n} đợt dọn dữ liệu"),
    ]


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    runs = RetentionRun.objects.filter(
        place__in=place_ids, state__in=[RunState.PREPARED, RunState.RUNNING, RunState.STOPPED]
    )
    return [
        *waiting_at(
            Incident.objects.filter(place__in=place_ids, closed_on__isnull=True),
            "place",
            "{n} sự cố dữ liệu chưa kết thúc",
        ),
        *waiting_at(runs, "place", "{n} đợt dọn dữ liệu chưa xong"),
    ]


PRIVACY = BoundaryCarrier(undo_blockers=undo_blockers, open_work=open_work)
