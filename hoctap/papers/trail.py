"""How papers are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.papers.models import CaseFile, Incoming, OfficeTemplate, Paper, SignedPage

PAPER = rows_named(
    "Văn bản",
    lambda actor: Paper.objects.visible_to(actor).select_related("issuer"),
    lambda row: f"{row.full_number} {row.title}".strip(),
    lambda row: reverse("paper_detail", args=[row.pk]),
)
PAGE = rows_named(
    "Trang bản đã ký",
    lambda actor: SignedPage.objects.visible_to(actor),
    lambda row: f"{row.file_name}, trang {row.page_number}",
    lambda row: reverse("sheet_batch", args=[row.batch]),
)
CASE = rows_named(
    "Hồ sơ công việc",
    lambda actor: CaseFile.objects.visible_to(actor),
    lambda row: row.title,
    lambda row: reverse("case_file", args=[row.pk]),
)
TEMPLATE = rows_named(
    "Mẫu văn bản của cơ quan",
    lambda actor: OfficeTemplate.objects.visible_to(actor).select_related("organisation"),
    lambda row: f"{row}, {row.kind}",
    lambda row: reverse("officetemplate_detail", args=[row.pk]),
)
INCOMING = rows_named(
    "Văn bản đến",
    lambda actor: Incoming.objects.visible_to(actor),
    lambda row: row.label,
    lambda row: reverse("incoming_detail", args=[row.pk]),
)
