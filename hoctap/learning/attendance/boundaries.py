"""Attendance in a change of boundaries: where a person lived on the day stays as it was written."""

from typing import Any

from hoctap.core.refusals import Reason
from hoctap.learning.models import Attendance
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, recorded_since


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return recorded_since(Attendance.objects.filter(hamlet__in=carriage.made), "{n} lần điểm danh")


ATTENDANCE = BoundaryCarrier(undo_blockers=undo_blockers)
