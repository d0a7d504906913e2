"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.learning.models import Activity, DifficultHamlet, Programme, ProgrammeLine, Session

SUBJECTS: dict[str, SubjectKind] = {
    "learning.programme": rows_named(
        "Chương trình năm",
        lambda actor: Programme.objects.visible_to(actor).select_related("centre__organisation"),
        str,
        lambda row: reverse("programme_detail", args=[row.pk]),
    ),
    "learning.programmeline": rows_named(
        "Hoạt động trong chương trình năm",
        lambda actor: ProgrammeLine.objects.filter(programme__in=Programme.objects.visible_to(actor)),
        str,
        lambda row: reverse("programme_detail", args=[row.programme_id]),
    ),
    "learning.activity": rows_named(
        "Lớp, chuyên đề, hoạt động",
        lambda actor: Activity.objects.visible_to(actor),
        str,
        lambda row: reverse("activity_detail", args=[row.pk]),
    ),
    "learning.session": rows_named(
        "Buổi học, buổi chuyên đề",
        lambda actor: Session.objects.visible_to(actor).select_related("activity"),
        lambda row: f"{row}: {row.activity.title}",
        lambda row: reverse("activity_detail", args=[row.activity_id]),
    ),
    "learning.difficulthamlet": rows_named(
        "Ấp, khóm khó khăn",
        lambda actor: DifficultHamlet.objects.visible_to(actor).select_related("hamlet"),
        str,
        lambda _row: reverse("difficulthamlet_list"),
    ),
}
