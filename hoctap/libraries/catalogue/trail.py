"""How the trail calls what the catalogue keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.libraries.models import Copy, Title

SUBJECTS: dict[str, SubjectKind] = {
    "libraries.title": rows_named(
        "Đầu sách",
        lambda actor: Title.objects.visible_to(actor),
        str,
        lambda row: reverse("title_detail", args=[row.pk]),
    ),
    "libraries.copy": rows_named(
        "Bản sách",
        lambda actor: Copy.objects.visible_to(actor).select_related("title"),
        lambda row: f"{row.code}, {row.title.name}",
        lambda row: reverse("title_detail", args=[row.title_id]),
    ),
}
