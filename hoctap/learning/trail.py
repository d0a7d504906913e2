"""How the trail calls what this app keeps."""

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.learning.models import Session

SUBJECTS: dict[str, SubjectKind] = {
    "learning.session": rows_named(
        "Buổi học, buổi chuyên đề",
        lambda actor: Session.objects.visible_to(actor).select_related("activity"),
        lambda row: f"{row}: {row.activity.title}",
    ),
}
