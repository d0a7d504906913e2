"""What results hold about a person: handed out on request, forgotten on request."""

from hoctap.core.vietnamese import format_date, format_number
from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart
from hoctap.recognition.results.models import ElsewhereResult
from hoctap.recognition.results.rules import passed_words


def results_of_person(person: Person) -> list[ExportPart]:
    results = ElsewhereResult.objects.filter(dossier__person=person).select_related("dossier__round")
    rows = [
        {
            "Đợt": str(one.dossier.round),
            "Tổng điểm": format_number(one.total),
            "Kết quả": passed_words(one.passed),
            "Ngày": format_date(one.result_on),
            "Người xác nhận": one.confirmed_by,
            "Tình trạng": one.get_standing_display(),
            "Lý do": one.why,
        }
        for one in results
    ]
    return [ExportPart("Kết quả nhận từ phần mềm của Hội Khuyến học Việt Nam", rows)]


def forget_person(erasure: Erasure) -> None:
    """The name out of free text; rows of lists that wait are of a file and go with it."""
    replace_name(
        ElsewhereResult.objects.filter(dossier__person=erasure.person), erasure.name, ["confirmed_by", "why"]
    )
