"""What lists of other titles hold about a person: handed out on request, forgotten on request."""

from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart
from hoctap.recognition.other_titles.models import OtherHolder


def other_titles_of_person(person: Person) -> list[ExportPart]:
    holders = OtherHolder.objects.filter(household__head=person) | OtherHolder.objects.filter(
        household__members__person=person
    )
    rows = [
        {
            "Danh hiệu": one.other_list.facts.name,
            "Năm": str(one.other_list.year),
            "Quyết định": one.other_list.paper_words,
            "Lấy từ": one.other_list.source,
        }
        for one in holders.select_related("other_list").distinct().order_by("-other_list__year", "id")
    ]
    return [ExportPart("Danh hiệu khác của hộ", rows)]


def forget_person(erasure: Erasure) -> None:
    replace_name(OtherHolder.objects.filter(household__in=erasure.households), erasure.name, ["name"])
