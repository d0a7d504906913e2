"""Members of inspection teams as persons: handed out on request, the name taken out on request.

Only where somebody said which person of the register a member is: a typed name may be anybody's. The day and the points stay.
"""

from hoctap.assessments.models import Inspection, InspectionMember
from hoctap.core.vietnamese import format_date
from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart, PersonReference
from hoctap.people.subject_rules import ERASED_NAME

REFERENCES = (PersonReference(InspectionMember, "person"),)
STAYS = "Ở kết quả kiểm tra trung tâm học tập cộng đồng: ngày, điểm, ngành cử người; biên bản đã ký giữ nguyên họ tên."


def teams_of_person(person: Person) -> list[ExportPart]:
    rows = [
        {
            "Trung tâm": one.inspection.ranking.centre.name,
            "Năm xếp loại": str(one.inspection.ranking.year),
            "Ngày kiểm tra": format_date(one.inspection.held_on),
            "Thành phần": one.get_side_display(),
            "Chức vụ, cơ quan": one.body,
        }
        for one in InspectionMember.objects.filter(person=person)
        .select_related("inspection__ranking__centre__organisation")
        .order_by("inspection__held_on", "id")
    ]
    return [ExportPart("Thành viên đoàn kiểm tra trung tâm học tập cộng đồng", rows)] if rows else []


def forget_person(erasure: Erasure) -> None:
    """Each keeps his place in the team, so that two who were erased are still two."""
    seats = InspectionMember.objects.filter(person=erasure.person)
    replace_name(Inspection.objects.filter(members__in=seats), erasure.name, ["remarks"])
    for seat in seats:
        seat.name, seat.body = ERASED_NAME, f"thành viên thứ {seat.position}"
        seat.save(update_fields=["name", "body"])
