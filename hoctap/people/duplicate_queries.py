"""Which rows of the register may be one person. Names are compared without accents, so this never decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.people.member_queries import PersonPage, person_page
from hoctap.people.models import DuplicateCandidate, HouseholdMember, Likeness, Person, PersonMerge
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


def waiting_for(actor: Actor) -> int:
    """Pairs that this actor may look at and that nobody has decided; 0 without a query for who may not. One query."""
    if not actor.may_anywhere(Permission.HOUSEHOLD_EDIT):
        return 0
    return DuplicateCandidate.objects.visible_to(actor).waiting().count()


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


@dataclass(frozen=True)
class Alike:
    a: UUID
    b: UUID
    judgement: Judgement


# One pass over those who live in the commune; names that stand once pair with nobody.
_ALIKE = """
    WITH here AS (
        SELECT p.id, p.full_name, p.search_key, p.birth_year, h.hamlet_id
        FROM people_householdmember AS m
        JOIN people_household AS h ON h.id = m.household_id
        JOIN places_place AS hamlet ON hamlet.id = h.hamlet_id
        JOIN people_person AS p ON p.id = m.person_id
        WHERE m.left_year IS NULL AND hamlet.parent_id = %s
          AND p.merged_into_id IS NULL AND p.erased_on IS NULL
    )
    SELECT a.id, b.id, a.full_name, b.full_name, a.birth_year, b.birth_year, a.hamlet_id = b.hamlet_id
    FROM here AS a
    JOIN here AS b ON a.search_key = b.search_key AND a.id < b.id
    WHERE (a.birth_year = b.birth_year OR a.birth_year IS NULL OR b.birth_year IS NULL)
      AND NOT EXISTS (
          SELECT FROM people_duplicatecandidate AS c WHERE c.person_a_id = a.id AND c.person_b_id = b.id
      )"""


def alike_in(commune: Place) -> Iterator[Alike]:
    """Pairs of a commune that are not noted yet, read in pieces: memory does not grow with their number."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ALIKE, [commune.pk])
        while rows := cursor.fetchmany(_PIECE):
            for a, b, name_a, name_b, born_a, born_b, same_hamlet in rows:
                one, other = _stub(a, name_a, born_a), _stub(b, name_b, born_b)
                if found := judge(one, other, same_hamlet=same_hamlet):
                    yield Alike(a, b, found)


_PIECE = 1_000


def _stub(pk: UUID, name: str, birth_year: int | None) -> Person:
    person = Person(pk=pk, full_name=name, birth_year=birth_year)
    person.set_keys()
    return person


@dataclass(frozen=True)
class PairPage:
    candidate: DuplicateCandidate
    sides: list[PersonPage]
    merge: PersonMerge | None


def pair_page(candidate: DuplicateCandidate, actor: Actor) -> PairPage:
    """Both persons with their households and what higher apps know of them."""
    merge = candidate.merges.filter(undone_at__isnull=True).select_related("kept", "dropped").first()
    sides = [person_page(person, actor) for person in (candidate.person_a, candidate.person_b)]
    return PairPage(candidate, sides, merge)
