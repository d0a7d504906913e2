"""How periodic reports, what is asked for and types are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportType

PERIODIC = rows_named(
    "Báo cáo định kỳ",
    lambda actor: PeriodicReport.objects.visible_to(actor).select_related("type"),
    lambda row: f"{row}, bản {row.version}",
    lambda row: reverse("periodic_detail", args=[row.pk]),
)
CALL = rows_named(
    "Yêu cầu báo cáo",
    lambda actor: ReportCall.objects.visible_to(actor).select_related("type"),
    lambda row: str(row),
    lambda row: reverse("call_detail", args=[row.pk]),
)
TYPE = rows_named(
    "Loại báo cáo",
    lambda actor: ReportType.objects.all(),
    lambda row: f"{row.name}, bản {row.version}",
    lambda row: reverse("report_type_detail", args=[row.pk]),
)
