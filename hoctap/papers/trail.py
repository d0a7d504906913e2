"""How papers are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.papers.models import Paper

PAPER = rows_named(
    "Văn bản",
    lambda actor: Paper.objects.visible_to(actor).select_related("issuer"),
    lambda row: f"{row.full_number} {row.title}".strip(),
    lambda row: reverse("paper_detail", args=[row.pk]),
)
