"""How the trail calls names, photos and cards of a roll-call."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.learning.attendance.models import LearnerCard, SignedList
from hoctap.learning.models import Attendance

SUBJECTS: dict[str, SubjectKind] = {
    "learning.attendance": rows_named(
        "Một lần dự buổi học",
        lambda actor: Attendance.objects.visible_to(actor).select_related("session__activity"),
        lambda row: f"{row.session}: {row.session.activity.title}",
        lambda row: reverse("session_detail", args=[row.session_id]),
    ),
    "learning.signedlist": rows_named(
        "Ảnh danh sách ký nhận",
        lambda actor: SignedList.objects.visible_to(actor).select_related("session__activity"),
        lambda row: f"{row.session}: {row.session.activity.title}",
        lambda row: reverse("session_detail", args=[row.session_id]),
    ),
    "learning.learnercard": rows_named(
        "Thẻ học viên",
        lambda actor: LearnerCard.objects.visible_to(actor),
        lambda row: f"lập ngày {row.made_at:%d/%m/%Y}",
    ),
}
