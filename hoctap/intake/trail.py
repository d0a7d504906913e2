"""How readings are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.intake.models import Proposal, Reading

SUBJECTS: dict[str, SubjectKind] = {
    "intake.reading": rows_named(
        "Văn bản được đọc",
        lambda actor: Reading.objects.visible_to(actor),
        lambda row: row.file_name,
        lambda row: reverse("reading_detail", args=[row.pk]),
    ),
    "intake.proposal": rows_named(
        "Đề xuất từ văn bản",
        lambda actor: Proposal.objects.visible_to(actor).select_related("reading"),
        lambda row: f"{row.get_group_display()} trong {row.reading.file_name}",
        lambda row: reverse("reading_detail", args=[row.reading_id]),
    ),
}
