"""What attendance holds of a person: shown on his page, handed out on request, erased on request, one row a session after a merge."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.learning.attendance.models import LearnerCard, SignedList
from hoctap.learning.attendance.rules import name_key
from hoctap.learning.models import Attendance
from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart, Link, PersonFile, PersonReference
from hoctap.people.subject_rules import ERASED_NAME


def attendance_link(person: Person, by: Actor) -> list[Link]:
    count = Attendance.objects.standing().filter(person=person).count()
    if not count:
        return []
    return [
        Link("Buổi học, chuyên đề đã dự", reverse("attendance_list", args=[person.pk]), note=f"{count} buổi")
    ]


def _of(person: Person) -> QuerySet[Attendance]:
    """His, and of the rows of the register that turned out to be he."""
    rows = Attendance.objects.filter(person=person) | Attendance.objects.filter(person__merged_into=person)
    return rows.select_related("session__activity").order_by("session__on", "id")


def attendance_of_person(person: Person) -> list[ExportPart]:
    rows = [
        {
            "Buổi": f"{row.session.activity.title}, {row.session}",
            "Ghi là": row.get_role_display(),
            "Tên đã ghi": row.full_name,
            "Ghi bằng": row.get_via_display(),
            "Người ghi": row.taken_by,
            "Ghi lúc": format_datetime(row.taken_at),
            "Đã bỏ": row.removed_why,
        }
        for row in _of(person)
    ]
    cards = [
        {
            "Lập lúc": format_datetime(card.made_at),
            "Người lập": card.made_by,
            "Thôi dùng": format_datetime(card.revoked_at) if card.revoked_at else "",
        }
        for card in LearnerCard.objects.filter(person=person).order_by("id")
    ]
    return [ExportPart("Buổi học, chuyên đề đã dự", rows), ExportPart("Thẻ học viên", cards)]


def forget_person(erasure: Erasure) -> None:
    """The name goes, that somebody was there stays: sums that were reported do not change."""
    rows = Attendance.objects.filter(person=erasure.person)
    rows.update(full_name=ERASED_NAME, name_key=name_key(ERASED_NAME), birth_year=None, sex="", from_where="")
    replace_name(rows, erasure.name, ["removed_why"])
    LearnerCard.objects.filter(person=erasure.person, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by="Xóa theo yêu cầu"
    )
    marked = [key.removeprefix("signed_list.") for key in erasure.files if key.startswith("signed_list.")]
    gone = list(SignedList.objects.standing().filter(pk__in=marked).select_for_update())
    for signed in gone:
        sha256, signed.sha256 = signed.sha256, ""
        signed.dropped_at, signed.dropped_by = timezone.now(), "Xóa theo yêu cầu"
        signed.dropped_why = "Có dữ liệu của một người đã yêu cầu xóa"
        signed.save(update_fields=["sha256", "dropped_at", "dropped_by", "dropped_why"])
        files.drop_if_unnamed(sha256)


def signed_lists_of(person: Person, by: Actor) -> list[PersonFile]:
    """Photos of lists of sessions he was at: they show others too."""
    sessions = _of(person).order_by().values("session")
    rows = SignedList.objects.visible_to(by).standing().filter(session__in=sessions)
    return [
        PersonFile(
            key=f"signed_list.{one.pk}",
            label=f"Danh sách ký nhận {one.session.activity.title}, {format_date(one.session.on)}",
            url=reverse("signedlist_file", args=[one.pk]),
            alone=False,
        )
        for one in rows.select_related("session__activity").order_by("id")
    ]


STAYS = "Buổi học vẫn đếm đủ số người dự; danh sách ký nhận đã in, đã ký giữ cùng hồ sơ hoạt động, trừ ảnh đánh dấu bên dưới."


def moves_with_him(rows: QuerySet[Attendance], kept: Person) -> QuerySet[Attendance]:
    """Where both were ticked at one session the row of the one dropped stays with him, and counts no more (`standing`)."""
    both = Attendance.objects.filter(session=OuterRef("session"), person=kept, removed_at__isnull=True)
    return rows.exclude(Exists(both), removed_at__isnull=True)


def cards_that_move(rows: QuerySet[LearnerCard], kept: Person) -> QuerySet[LearnerCard]:
    """One card in use: where both have one, that of the one dropped finds nobody any more."""
    has_one = LearnerCard.objects.filter(person=kept, revoked_at__isnull=True).exists()
    return rows.filter(revoked_at__isnull=False) if has_one else rows


REFERENCES = (
    PersonReference(Attendance, "person", sealed=("person",), which=moves_with_him, words="lần dự buổi học"),
    PersonReference(LearnerCard, "person", sealed=("person",), which=cards_that_move, words="thẻ học viên"),
)
