"""Parts of the register's changes: writing rows that were checked, in the transaction of the action that checked them."""

from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import rules
from hoctap.people.models import Household, HouseholdMember, ImportRun, Person, Relation, Residence
from hoctap.people.registry import after_households_added
from hoctap.places.models import Place

_BATCH = 2_000


def create_households(rows: list[rules.GoodRow], hamlets: dict[str, Place], year: int) -> list[Household]:
    people, households, members, residences = [], [], [], []
    for row in rows:
        person = Person(full_name=row.name, birth_year=row.birth_year, sex=row.sex, phone=row.phone)
        household = Household(
            hamlet=hamlets[row.hamlet_id],
            head=person,
            number=row.household_number,
            group_name=row.group,
            address=row.address,
            members_count=row.members,
            listed_year=year,
        )
        person.set_keys()
        household.set_keys(row.name)
        people.append(person)
        households.append(household)
        members.append(
            HouseholdMember(
                household=household, person=person, is_head=True, relation=Relation.HEAD, joined_year=year
            )
        )
        residences.append(
            Residence(
                household=household, hamlet=household.hamlet, from_year=year, sort_key=household.sort_key
            )
        )
    Person.objects.bulk_create(people, batch_size=_BATCH)
    Household.objects.bulk_create(households, batch_size=_BATCH)
    HouseholdMember.objects.bulk_create(members, batch_size=_BATCH)
    Residence.objects.bulk_create(residences, batch_size=_BATCH)
    return households


def tell_of_new_households(households: list[Household], by: Actor) -> None:
    if households:
        for add in after_households_added:
            add(households, by)


def lock_commune(commune_id: Any) -> None:
    Place.objects.select_for_update(of=("self",)).get(pk=commune_id)


def locked_run(run: ImportRun, by: Actor, *, wait: bool = True) -> ImportRun:
    """The run, for whoever may import there. Without `wait` one that is being worked on is refused."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=run)
    rows = ImportRun.objects.select_for_update(of=("self",), skip_locked=not wait)
    found = rows.select_related("place", "from_place").filter(pk=run.pk).first()
    if found is None:
        raise Refused("Danh sách này đang được xử lý. Hãy đợi, hoặc bấm Dừng trước.")
    return found
