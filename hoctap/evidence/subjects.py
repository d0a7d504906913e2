"""What evidence says of a person: handed out on request, his name taken out of its words on request."""

from hoctap.core.reading import is_watched, saw
from hoctap.core.vietnamese import format_datetime
from hoctap.evidence.models import Evidence
from hoctap.people.erasing import replace_name
from hoctap.people.models import Household, Person
from hoctap.people.registry import Erasure, ExportPart


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


STAYS = "Ảnh, tệp minh chứng của hồ sơ: giữ cùng hồ sơ; muốn bỏ, hãy rút từng minh chứng ở hồ sơ đó."
