"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.schooling.models import Pupil

SUBJECTS: dict[str, SubjectKind] = {
    "schooling.pupil": rows_named(
        "Người học cần vận động ra lớp",
        lambda actor: Pupil.objects.visible_to(actor),
        lambda row: row.full_name,
        lambda row: reverse("pupil_detail", args=[row.pk]),
    ),
}
