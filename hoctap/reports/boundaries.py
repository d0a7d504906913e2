"""Reports in a change of boundaries: one that was made stays under the old name."""

from typing import Any

from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, recorded_since
from hoctap.reports.models import ForeignForm, Report


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    forms = ForeignForm.objects.filter(place__in=made)
    return recorded_since(Report.objects.filter(place__in=made), "{n} báo cáo") + recorded_since(
        forms, "{n} biểu Excel của cấp trên"
    )


REPORTS = BoundaryCarrier(undo_blockers=undo_blockers)
