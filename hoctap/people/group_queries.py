"""Reading clans, units of work, and how many people work in a place: the denominators of several targets.

S3-12 counts workers, S3-13 the staff of units; a person is counted once, however many rows he has.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from hoctap.core.actor import Actor
from hoctap.people.models import (
    Clan,
    ClanShare,
    HouseholdMember,
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


def workers_in(place: Place, year: int, households: Collection[UUID] | None = None) -> int:
    """Distinct persons who lived in a place at the end of the year and worked then; of certain households, if given.

    Where a household counted in that year is told by its residences, so that a household that moved counts where it was. One query.
    """
    there = Residence.objects.counted_in(year).within([place.pk])
    if households is not None:
        there = there.filter(household__in=households)
    lived = HouseholdMember.objects.filter(
        Q(left_year__isnull=True) | Q(left_year__gt=year),
        joined_year__lte=year,
        household__in=there.values("household"),
    )
    working = WorkStatus.objects.filter(
        Q(to_year__isnull=True) | Q(to_year__gt=year),
        from_year__lte=year,
        status__in=WORKING,
        person__merged_into__isnull=True,
        person__in=lived.values("person"),
    )
    return working.values("person").distinct().count()


@dataclass(frozen=True)
class Staff:
    """People who work in the units of a place: those named, each once, and heads counted in units that give no names."""

    named: int
    counted: int

    @property
    def total(self) -> int:
        return self.named + self.counted


def staff_of_units(place: Place, year: int, units: Collection[UUID] | None = None) -> Staff:
    """Of certain units, if given. A unit with a head count of the year is taken at it, else at its names. Three queries."""
    standing = WorkUnit.objects.standing_in(year).filter(place__path__overlap=[place.pk])
    if units is not None:
        standing = standing.filter(pk__in=units)
    ids = list(standing.values_list("pk", flat=True))
    counts = dict(UnitStaffCount.objects.filter(unit__in=ids, year=year).values_list("unit", "count"))
    named = (
        UnitMembership.objects.filter(
            Q(to_year__isnull=True) | Q(to_year__gt=year),
            from_year__lte=year,
            unit__in=[pk for pk in ids if pk not in counts],
        )
        .values("person")
        .distinct()
        .count()
    )
    return Staff(named=named, counted=sum(counts.values()))


def clans(actor: Actor, year: int) -> QuerySet[Clan]:
    """With households and people of their latest figures, added up over the ấp. Vietnamese order."""
    latest = (
        ClanShare.objects.filter(clan=OuterRef("clan"), hamlet=OuterRef("hamlet"), as_of__year__lte=year)
        .order_by("-as_of")
        .values("pk")[:1]
    )
    shares = ClanShare.objects.filter(clan=OuterRef("pk"), pk=Subquery(latest))
    return (
        Clan.objects.visible_to(actor)
        .standing_in(year)
        .select_related("place", "representative")
        .annotate(
            households=Subquery(_sum(shares, "households")),
            persons=Subquery(_sum(shares, "persons")),
            hamlets=Subquery(shares.order_by().values("clan").annotate(n=Count("pk")).values("n")),
        )
        .order_by("sort_key", "id")
    )


def _sum(shares: QuerySet[ClanShare], field: str) -> QuerySet[ClanShare, Any]:
    return shares.order_by().values("clan").annotate(total=Sum(field)).values("total")


def units(actor: Actor, year: int) -> QuerySet[WorkUnit]:
    """With their head count of the year and the number of those named. Vietnamese order."""
    counts = UnitStaffCount.objects.filter(unit=OuterRef("pk"), year=year).values("count")
    named = (
        UnitMembership.objects.filter(
            Q(to_year__isnull=True) | Q(to_year__gt=year), unit=OuterRef("pk"), from_year__lte=year
        )
        .order_by()
        .values("unit")
        .annotate(n=Count("person", distinct=True))
        .values("n")
    )
    return (
        WorkUnit.objects.visible_to(actor)
        .standing_in(year)
        .select_related("place")
        .annotate(staff=Subquery(counts), named=Subquery(named))
        .order_by("sort_key", "id")
    )
