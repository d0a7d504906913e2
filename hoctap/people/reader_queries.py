"""Who has seen the data of a person or of a household, from the trail of reads."""

from hoctap.audit.queries import Looks, who_looked
from hoctap.core.vietnamese import format_date, format_time
from hoctap.people.models import Household, Person
from hoctap.people.registry import ExportPart

# A person's own copy holds them all; nobody is looked at this often.
EXPORTED_AT_MOST = 100_000


def readers_of_person(person: Person, *, most: int | None = None) -> Looks:
    """Also under the rows that turned out to be the same person. Two queries."""
    same = Person.objects.filter(merged_into=person).values_list("pk", flat=True)
    subjects = [person.pk, *same]
    return who_looked(subjects, most=most) if most else who_looked(subjects)


def readers_of_household(household: Household) -> Looks:
    return who_looked([household.pk])


def readers_part(person: Person) -> list[ExportPart]:
    """For the copy of his data that a person is given."""
    looks = readers_of_person(person, most=EXPORTED_AT_MOST)
    rows = [
        {
            "Ngày": format_date(day.on),
            "Lần đầu lúc": format_time(look.first_at),
            "Ai": look.who,
            "Đã xem": look.page,
            "Số lần": str(look.times),
        }
        for day in looks.days
        for look in day.looks
    ]
    return [ExportPart("Ai đã xem dữ liệu", rows)]
