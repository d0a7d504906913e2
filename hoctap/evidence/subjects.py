"""What evidence says of a person: handed out on request, his name taken out of its words on request."""

from django.db.models import Q
from django.urls import reverse

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.reading import is_watched, saw
from hoctap.core.vietnamese import format_datetime
from hoctap.evidence.models import Evidence, EvidenceKind
from hoctap.people.erasing import replace_name
from hoctap.people.models import Household, Person
from hoctap.people.registry import Erasure, ExportPart, PersonFile


def note_read(evidence: Evidence) -> None:
    """Its photo, file or words are about a household and who heads it. One query, in a request only."""
    if is_watched() and evidence.subject_kind == "people.household":
        found = list(Household.objects.filter(pk=evidence.subject_id).values_list("pk", "head_id"))
        saw(households=[household for household, _ in found], persons=[head for _, head in found])


def evidence_of_person(person: Person) -> list[ExportPart]:
    """Of the households he headed or lived in."""
    lived = Household.objects.filter(members__person=person) | Household.objects.filter(head=person)
    ids = [str(pk) for pk in lived.distinct().values_list("pk", flat=True)]
    rows = [
        {
            "Loại": one.get_kind_display(),
            "Nội dung": one.text,
            "Thêm lúc": format_datetime(one.added_at),
            "Người thêm": one.added_by_label,
        }
        for one in Evidence.objects.filter(subject_kind="people.household", subject_id__in=ids).order_by("id")
    ]
    return [ExportPart("Minh chứng của hộ", rows)]


def forget_person(erasure: Erasure) -> None:
    ids = [str(household.pk) for household in erasure.households]
    rows = Evidence.objects.filter(subject_kind="people.household", subject_id__in=ids)
    replace_name(rows, erasure.name, ["text", "withdrawn_why"])
    _forget_files(erasure)


def files_about(person: Person, by: Actor) -> list[PersonFile]:
    """Photos and files of the households he lived in or headed, where this actor may read evidence."""
    lived = Household.objects.filter(members__person=person) | Household.objects.filter(head=person)
    alone = {str(one.pk): not _others_live_in(one, person) for one in lived.distinct()}
    rows = Evidence.objects.visible_to(by).filter(
        subject_kind="people.household", subject_id__in=list(alone), kind=EvidenceKind.FILE, erased_on=None
    )
    return [
        PersonFile(
            key=f"evidence.{one.pk}",
            label=f"{one.text or 'Tệp minh chứng'} ({format_datetime(one.added_at)})",
            url=reverse("evidence_file", args=[one.pk]) if one.withdrawn_at is None else "",
            alone=alone[one.subject_id],
        )
        for one in rows.order_by("id")
    ]


def _forget_files(erasure: Erasure) -> None:
    """What was marked, and all of a household in which nobody is left. The content goes when no other row names it."""
    ids = [str(one.pk) for one in erasure.households if not _others_live_in(one, erasure.person)]
    marked = [key.removeprefix("evidence.") for key in erasure.files if key.startswith("evidence.")]
    rows = Evidence.objects.filter(kind=EvidenceKind.FILE, erased_on=None).filter(
        Q(subject_kind="people.household", subject_id__in=ids) | Q(pk__in=marked)
    )
    gone = list(rows.select_for_update())
    rows.filter(pk__in=[one.pk for one in gone]).update(erased_on=today())
    for sha256 in {one.sha256 for one in gone}:
        files.drop_if_unnamed(sha256)


def _others_live_in(household: Household, person: Person) -> bool:
    same = household.members.filter(Q(person=person) | Q(person__merged_into=person))
    return household.members.filter(person__erased_on=None).exclude(pk__in=same.values("pk")).exists()


STAYS = (
    "Hồ sơ vẫn ghi đã có minh chứng nào, ai thêm, khi nào; ảnh, tệp không đánh dấu bên dưới giữ cùng hồ sơ của hộ. "
    "Bản sao lưu còn giữ dữ liệu cũ cho đến khi hết hạn lưu."
)
