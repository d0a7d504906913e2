"""Reading the people of households: one household's list, one person's page, households to choose from."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.people.models import DataBasis, Household, HouseholdMember, Person, WorkStatus
from hoctap.people.registry import Link, person_sections
from hoctap.places.models import Level, Place

FOUND_AT_MOST = 20


@dataclass(frozen=True)
class HouseholdPeople:
    here: list[HouseholdMember]
    gone: list[HouseholdMember]
    """Those that left and are not here under another relation, each once, the last that left first."""


def people_of(household: Household) -> HouseholdPeople:
    """One query."""
    rows = list(
        household.members.select_related("person").order_by(
            F("left_year").desc(nulls_first=True), "-is_head", "joined_year", "id"
        )
    )
    here = [row for row in rows if row.left_year is None]
    seen = {row.person_id for row in here}
    gone = []
    for row in rows:
        if row.person_id not in seen:
            seen.add(row.person_id)
            gone.append(row)
    return HouseholdPeople(here, gone)


def household_visible(actor: Actor, pk: UUID) -> Household | None:
    rows = Household.objects.visible_to(actor).select_related(
        "head", "hamlet__parent", "came_from__head", "joined_into__head"
    )
    return rows.filter(pk=pk).first()


def households_to_choose(actor: Actor, words: str, *, besides: UUID | None = None) -> list[Household]:
    """Households of the places the actor edits, by the head's name with or without accents. One query."""
    typed = without_accents(words)
    if not typed:
        return []
    rows = Household.objects.filter(left_year__isnull=True, search_key__contains=typed)
    if not actor.system_job:
        rows = rows.filter(hamlet__path__overlap=actor.places_with(Permission.HOUSEHOLD_EDIT))
    if besides:
        rows = rows.exclude(pk=besides)
    return list(rows.select_related("head", "hamlet__parent").order_by("sort_key", "id")[:FOUND_AT_MOST])


def persons_to_choose(actor: Actor, words: str) -> list[HouseholdMember]:
    """People of the places the actor edits, where they live now. One query."""
    typed = without_accents(words)
    if not typed:
        return []
    rows = HouseholdMember.objects.filter(
        left_year__isnull=True,
        person__search_key__contains=typed,
        person__merged_into__isnull=True,
        person__erased_on__isnull=True,
    )
    if not actor.system_job:
        rows = rows.filter(household__hamlet__path__overlap=actor.places_with(Permission.HOUSEHOLD_EDIT))
    return list(
        rows.select_related("person", "household__hamlet").order_by("person__sort_key", "id")[:FOUND_AT_MOST]
    )


def hamlets_to_edit(actor: Actor) -> list[Place]:
    rows = Place.objects.filter(level=Level.HAMLET, valid_to__isnull=True)
    rows = rows.visible_to(actor, Permission.HOUSEHOLD_EDIT)
    return list(rows.select_related("parent").order_by("parent__sort_key", "sort_key", "id"))


def kept_of(person: Person) -> Person:
    """The person that stands for one merged, and again where that one was merged later."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


@dataclass(frozen=True)
class PersonPage:
    person: Person
    memberships: list[HouseholdMember]
    now: HouseholdMember | None
    links: list[Link]
    work: list[WorkStatus]
    bases: list[DataBasis]


def person_page(person: Person, actor: Actor) -> PersonPage:
    """The households he lived in, the last first; what higher apps know of him."""
    memberships = list(
        person.memberships.select_related("household__head", "household__hamlet__parent").order_by(
            F("left_year").desc(nulls_first=True), "-joined_year", "-id"
        )
    )
    now = next((row for row in memberships if row.left_year is None), None)
    links = [link for section in person_sections for link in section(person, actor)]
    return PersonPage(
        person, memberships, now, links, list(person.work_statuses.all()), list(person.bases.all())
    )
