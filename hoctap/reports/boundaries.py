"""Reports in a change of boundaries: one that was made stays under the old name."""

from typing import Any

from django.db.models import Model

from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, recorded_since
from hoctap.reports.models import (
    ForeignForm,
    PeriodicReport,
    PublicFigures,
    PublicPlace,
    Report,
    ReportCall,
    ReportType,
    SavedTable,
    TableExport,
)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    """What was made at the new places since: nothing of it may be left without its place."""
    made = list(carriage.made)
    what: list[tuple[type[Model], str]] = [
        (Report, "{n} báo cáo"),
        (PeriodicReport, "{n} báo cáo định kỳ"),
        (ReportCall, "{n} yêu cầu báo cáo"),
        (ReportType, "{n} loại báo cáo"),
        (ForeignForm, "{n} biểu Excel của cấp trên"),
        (SavedTable, "{n} bảng đã lưu"),
        (TableExport, "{n} tệp danh sách"),
        (PublicFigures, "{n} lần công khai số liệu"),
        (PublicPlace, "{n} lần bật trang công khai"),
    ]
    return [
        reason
        for model, words in what
        for reason in recorded_since(model._default_manager.filter(place__in=made), words)
    ]


REPORTS = BoundaryCarrier(undo_blockers=undo_blockers)
