"""How reports are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.reports.models import ForeignForm, Report

REPORT = rows_named(
    "Báo cáo",
    lambda actor: Report.objects.visible_to(actor),
    lambda row: f"{row.get_kind_display()} năm {row.year}, bản {row.version}",
    lambda row: reverse("report_detail", args=[row.pk]),
)
FOREIGN_FORM = rows_named(
    "Biểu Excel của cấp trên",
    lambda actor: ForeignForm.objects.visible_to(actor),
    lambda row: row.name,
    lambda row: reverse("foreign_detail", args=[row.pk]),
)
