"""Who counts in a place in a year: denominators of the measures about people (S3-12: workers, S3-13: staff of units, others: adults).

Each function gives persons, every one once however many rows tell of him, so that a caller can narrow, intersect and count them. A year
means its end: who lived there or worked then. What nobody wrote down is not guessed: without a birth year nobody is an adult, without a
row about his work nobody is a worker; `of_unknown_age` and `of_unknown_work` say of how many that holds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.people.models import (
    HouseholdMember,
    Person,
    PersonQuerySet,
    Residence,
    UnitMembership,
    UnitStaffCount,
    Work,
    WorkStatus,
    WorkUnit,
)
from hoctap.places.models import Place

# Người lao động: those who work, whoever employs them.
WORKING = (Work.WORKER, Work.OFFICIAL, Work.ARMED)
# Người lớn: a civil age; a measure whose text says another age gives its own.
ADULT = 18


def residents(place: Place, year: int, households: Collection[UUID] | None = None) -> PersonQuerySet:
    """Who lived in a household of the place; of certain households, if given.

    Where a household counted in that year is told by its residences, so that one that moved counts where it was.
    """
    there = Residence.objects.counted_in(year).within([place.pk])
    if households is not None:
        there = there.filter(household__in=households)
    lived = HouseholdMember.objects.filter(
        Q(left_year__isnull=True) | Q(left_year__gt=year),
        joined_year__lte=year,
        household__in=there.values("household"),
    )
    return Person.objects.standing().filter(pk__in=lived.values("person"))


def adults(
    place: Place, year: int, households: Collection[UUID] | None = None, *, age: int = ADULT
) -> PersonQuerySet:
    """Residents who reached the age in that year or before; only the year of birth is known."""
    return residents(place, year, households).filter(birth_year__lte=year - age)


def of_unknown_age(place: Place, year: int, households: Collection[UUID] | None = None) -> PersonQuerySet:
    return residents(place, year, households).filter(birth_year__isnull=True)


def workers(place: Place, year: int, households: Collection[UUID] | None = None) -> PersonQuerySet:
    """Residents who worked, whoever employed them and wherever."""
    return residents(place, year, households).filter(pk__in=_at_work(year, WORKING).values("person"))


def of_unknown_work(place: Place, year: int, households: Collection[UUID] | None = None) -> PersonQuerySet:
    """Residents of whom no row says what they did in that year."""
    return residents(place, year, households).exclude(pk__in=_at_work(year).values("person"))


def _at_work(year: int, statuses: Collection[str] = Work.values) -> QuerySet[WorkStatus]:
    return WorkStatus.objects.filter(
        Q(to_year__isnull=True) | Q(to_year__gt=year), from_year__lte=year, status__in=statuses
    )


def staff(place: Place, year: int, units: Collection[UUID] | None = None) -> PersonQuerySet:
    """Who is named as working in a unit of the place, wherever he lives; of certain units, if given."""
    named = UnitMembership.objects.filter(
        Q(to_year__isnull=True) | Q(to_year__gt=year),
        from_year__lte=year,
        unit__in=_units(place, year, units).values("pk"),
    )
    return Person.objects.standing().filter(pk__in=named.values("person"))


def _units(place: Place, year: int, units: Collection[UUID] | None) -> QuerySet[WorkUnit]:
    standing = WorkUnit.objects.standing_in(year).filter(place__path__overlap=[place.pk])
    return standing if units is None else standing.filter(pk__in=units)


@dataclass(frozen=True)
class Heads:
    """How many work in the units of a place: those named, each once, and heads counted in units that give no names."""

    named: int
    counted: int

    @property
    def total(self) -> int:
        return self.named + self.counted


def heads_of_staff(place: Place, year: int, units: Collection[UUID] | None = None) -> Heads:
    """A unit with a head count of the year is taken at it, else at its names. Three queries.

    Heads are no persons: who works in two units that only give heads is in both.
    """
    ids = list(_units(place, year, units).values_list("pk", flat=True))
    counts = dict(UnitStaffCount.objects.filter(unit__in=ids, year=year).values_list("unit", "count"))
    by_name = [pk for pk in ids if pk not in counts]
    return Heads(named=staff(place, year, by_name).count(), counted=sum(counts.values()))
