"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.associations.models import Briefing, Chapter, Closing, Member, Officer, Support, Term
from hoctap.audit.registry import SubjectKind, rows_named

SUBJECTS: dict[str, SubjectKind] = {
    "associations.term": rows_named(
        "Nhiệm kỳ của Hội",
        lambda actor: Term.objects.visible_to(actor).select_related("association"),
        lambda row: f"{row.name}, {row.association.name}",
        lambda row: reverse("association_detail", args=[row.association_id]),
    ),
    "associations.chapter": rows_named(
        "Chi hội, Ban khuyến học",
        lambda actor: Chapter.objects.visible_to(actor),
        lambda row: row.name,
        lambda row: reverse("chapter_detail", args=[row.pk]),
    ),
    "associations.member": rows_named(
        "Hội viên",
        lambda actor: Member.objects.visible_to(actor),
        lambda row: row.full_name,
        lambda row: reverse("association_member_detail", args=[row.pk]),
    ),
    "associations.officer": rows_named(
        "Chức vụ trong Hội",
        lambda actor: Officer.objects.visible_to(actor).select_related("member"),
        str,
    ),
    "associations.briefing": rows_named(
        "Buổi học tập, quán triệt",
        lambda actor: Briefing.objects.visible_to(actor),
        str,
        lambda row: reverse("briefing_detail", args=[row.pk]),
    ),
    "associations.closing": rows_named(
        "Bàn giao của Hội đã kết thúc",
        lambda actor: Closing.objects.visible_to(actor).select_related("association"),
        lambda row: row.association.name,
        lambda row: reverse("association_detail", args=[row.association_id]),
    ),
    "associations.support": rows_named(
        "Khuyến khích, hỗ trợ của Hội",
        lambda actor: Support.objects.visible_to(actor),
        str,
        lambda row: reverse("aid_list", args=[row.association_id], query={"year": row.given_on.year}),
    ),
}
