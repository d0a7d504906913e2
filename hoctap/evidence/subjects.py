"""What evidence says of a person: handed out on request, his name taken out of its words on request."""

from django.db.models import Q
from django.urls import reverse

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.reading import is_watched, saw
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, Subject
from hoctap.people.erasing import replace_name
from hoctap.people.models import Household, Person
from hoctap.people.registry import Erasure, ExportPart, PersonFile


def note_read(evidence: Evidence) -> None:
    """Its photo, file or words are about a person, or a household and who heads it. One query, in a request only."""
    if not is_watched():
        return
    if evidence.subject_kind == HOUSEHOLD:
        found = list(Household.objects.filter(pk=evidence.subject_id).values_list("pk", "head_id"))
        saw(households=[household for household, _ in found], persons=[head for _, head in found])
    if evidence.subject_kind == PERSON:
        saw(persons=[evidence.subject.id])


def evidence_of_person(person: Person) -> list[ExportPart]:
    """His own, and of the households he headed or lived in."""
    lived = Household.objects.filter(members__person=person) | Household.objects.filter(head=person)
    subjects = [Subject(HOUSEHOLD, pk) for pk in lived.distinct().values_list("pk", flat=True)]
    rows = [
        {
            "Về": "người này" if one.subject_kind == PERSON else "hộ",
            "Loại": one.kind_label,
            "Nội dung": one.text,
            "Người xác nhận": ", ".join(
                part
                for part in (one.confirmer, one.confirmer_capacity, format_date(one.confirmed_on))
                if part
            )
            if one.confirmer
            else "",
            "Thêm lúc": format_datetime(one.added_at),
            "Người thêm": one.added_by_label,
            "Đã đối chiếu bản gốc": one.verified_by_label,
            "Đã rút": one.withdrawn_why,
        }
        for one in Evidence.objects.about(*subjects, *_himself(person)).order_by("id")
    ]
    return [ExportPart("Minh chứng của người, của hộ", rows)]


def _himself(person: Person) -> list[Subject]:
    """And the doubles of him that were merged."""
    merged = Person.objects.filter(merged_into=person).values_list("pk", flat=True)
    return [Subject(PERSON, person.pk), *(Subject(PERSON, pk) for pk in merged)]


def forget_person(erasure: Erasure) -> None:
    households = [Subject(HOUSEHOLD, household.pk) for household in erasure.households]
    rows = Evidence.objects.about(*households, *_himself(erasure.person))
    replace_name(rows, erasure.name, ["text", "withdrawn_why", "confirmer"])
    _forget_files(erasure)


def files_about(person: Person, by: Actor) -> list[PersonFile]:
    """His own photos and files, and of the households he lived in or headed, where this actor may read evidence."""
    lived = Household.objects.filter(members__person=person) | Household.objects.filter(head=person)
    alone = {Subject(HOUSEHOLD, one.pk): not _others_live_in(one, person) for one in lived.distinct()}
    alone |= dict.fromkeys(_himself(person), True)
    rows = Evidence.objects.visible_to(by).about(*alone).exclude(sha256="").filter(erased_on=None)
    return [
        PersonFile(
            key=f"evidence.{one.pk}",
            label=f"{one.text or 'Tệp minh chứng'} ({format_datetime(one.added_at)})",
            url=reverse("evidence_file", args=[one.pk]) if one.withdrawn_at is None else "",
            alone=alone[one.subject],
        )
        for one in rows.order_by("id")
    ]


def _forget_files(erasure: Erasure) -> None:
    """What was marked, and all of a household in which nobody is left. The content goes when no other row names it."""
    alone = [
        Subject(HOUSEHOLD, one.pk) for one in erasure.households if not _others_live_in(one, erasure.person)
    ]
    marked = [key.removeprefix("evidence.") for key in erasure.files if key.startswith("evidence.")]
    with_file = Evidence.objects.exclude(sha256="").filter(erased_on=None)
    rows = with_file.about(*alone, *_himself(erasure.person)) | with_file.filter(pk__in=marked)
    gone = list(rows.select_for_update())
    # What a photo looked like goes with it.
    Evidence.objects.filter(pk__in=[one.pk for one in gone]).update(erased_on=today(), likeness=None)
    for sha256 in {one.sha256 for one in gone}:
        files.drop_if_unnamed(sha256)


def _others_live_in(household: Household, person: Person) -> bool:
    same = household.members.filter(Q(person=person) | Q(person__merged_into=person))
    return household.members.filter(person__erased_on=None).exclude(pk__in=same.values("pk")).exists()


STAYS = (
    "Hồ sơ vẫn ghi đã có minh chứng nào, ai thêm, khi nào; ảnh, tệp không đánh dấu bên dưới giữ cùng hồ sơ của hộ. "
    "Bản sao lưu còn giữ dữ liệu cũ cho đến khi hết hạn lưu."
)
