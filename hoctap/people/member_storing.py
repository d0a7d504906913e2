"""Parts of a change of households: memberships opened and closed, the head's name carried along."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from hoctap.core.refusals import Refused
from hoctap.people import member_rules
from hoctap.people.models import Household, HouseholdMember, LeftKind, Person, Relation
from hoctap.places.boundaries.queries import register_reasons


def lock_household(household: Household) -> Household:
    return lock_households([household.pk])[household.pk]


def lock_households(ids: Iterable[UUID]) -> dict[UUID, Household]:
    """In one order, so that two officers who take the same two wait for each other and not crosswise."""
    rows = Household.objects.select_for_update(of=("self",)).select_related("head", "hamlet__parent")
    return {row.pk: row for row in rows.filter(pk__in=list(ids)).order_by("pk")}


def refuse_if_left(household: Household) -> None:
    """Also where the register is closed for good, because its commune ended."""
    if household.left_year is not None:
        raise Refused(f"Hộ này đã rời đi năm {household.left_year}.")
    if reasons := register_reasons(household.hamlet, household.listed_year):
        raise Refused(reasons)


def close_membership(member: HouseholdMember, *, year: int, kind: str, why: str = "") -> None:
    member.left_year = year
    member.left_kind = LeftKind(kind)
    member.left_why = why
    member.save(update_fields=["left_year", "left_kind", "left_why"])


def open_membership(household: Household, person: Person, *, year: int, relation: str) -> HouseholdMember:
    return HouseholdMember.objects.create(
        household=household,
        person=person,
        is_head=relation == Relation.HEAD,
        relation=relation,
        joined_year=year,
    )


def restart_membership(member: HouseholdMember, *, year: int, relation: str) -> None:
    """The same person in the same household under another relation from a year on."""
    if member.joined_year == year:
        member.relation = Relation(relation)
        member.is_head = relation == Relation.HEAD
        member.save(update_fields=["relation", "is_head"])
        return
    close_membership(member, year=year, kind=LeftKind.NEW_HEAD)
    open_membership(member.household, member.person, year=year, relation=relation)


def name_head(household: Household, head: Person) -> None:
    """The head and the keys by which the household is ordered and found."""
    household.head = head
    household.set_keys(head.full_name)
    household.save(update_fields=["head", "sort_key", "search_key"])
    household.residences.update(sort_key=household.sort_key)


@contextmanager
def renumber(household: Household) -> Iterator[None]:
    """The number of people follows the change of names made inside."""
    before = household.members.filter(left_year__isnull=True).count()
    yield
    after = household.members.filter(left_year__isnull=True).count()
    count = member_rules.count_after(household.members_count, before, after)
    if count != household.members_count:
        household.members_count = count
        household.save(update_fields=["members_count"])
