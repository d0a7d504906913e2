"""Reports in a change of boundaries: one that was made stays under the old name."""

from typing import Any

from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, recorded_since
from hoctap.reports.models import Report


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return recorded_since(Report.objects.filter(place__in=carriage.made), "{n} báo cáo")


REPORTS = BoundaryCarrier(undo_blockers=undo_blockers)
