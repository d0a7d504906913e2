"""How the trail calls libraries."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.libraries.models import Library

SUBJECTS: dict[str, SubjectKind] = {
    "libraries.library": rows_named(
        "Thư viện, tủ sách",
        lambda actor: Library.objects.visible_to(actor),
        str,
        lambda row: reverse("library_detail", args=[row.pk]),
    ),
}
