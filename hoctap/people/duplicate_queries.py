"""Which rows of the register may be one person. Names are compared without accents, so this never decides."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.people.models import HouseholdMember, Likeness, Person
from hoctap.places.models import Place


@dataclass(frozen=True)
class Judgement:
    likeness: Likeness
    why: str


def judge(a: Person, b: Person, *, same_hamlet: bool) -> Judgement | None:
    """How alike two persons of one commune are; None when they are not. The same scale as the finder's SQL."""
    if a.search_key != b.search_key:
        return None
    where = "cùng ấp" if same_hamlet else "cùng xã"
    name = "cùng họ tên" if a.full_name == b.full_name else "cùng tên khi bỏ dấu"
    if a.birth_year and a.birth_year == b.birth_year:
        likeness = Likeness.SURE if same_hamlet else Likeness.LIKELY
        return Judgement(likeness, f"{name}, cùng năm sinh, {where}")
    if a.birth_year and b.birth_year:
        return None
    if not a.birth_year and not b.birth_year and not same_hamlet:
        return None
    likeness = Likeness.LIKELY if same_hamlet else Likeness.WEAK
    return Judgement(likeness, f"{name}, thiếu năm sinh, {where}")


def pairs_with(person: Person, hamlet: Place, limit: int = 20) -> list[tuple[Person, Person, str]]:
    """The person beside those of his commune who may be he. Two queries."""
    rows = (
        HouseholdMember.objects.filter(
            left_year__isnull=True,
            household__hamlet__parent_id=hamlet.parent_id,
            person__search_key=person.search_key,
            person__merged_into__isnull=True,
        )
        .exclude(person=person)
        .select_related("person", "household")[:limit]
    )
    pairs = []
    for row in rows:
        found = judge(person, row.person, same_hamlet=row.household.hamlet_id == hamlet.pk)
        if found:
            pairs.append((person, row.person, found.why))
    return pairs


def homes_of(person_ids: list[UUID]) -> dict[UUID, tuple[UUID, UUID | None, list[UUID]]]:
    """Where persons live: hamlet, commune, path. One query."""
    rows = HouseholdMember.objects.filter(Q(left_year__isnull=True), person__in=person_ids).values_list(
        "person_id", "household__hamlet_id", "household__hamlet__parent_id", "household__hamlet__path"
    )
    return {person: (hamlet, commune, path) for person, hamlet, commune, path in rows}
