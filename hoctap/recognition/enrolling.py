"""Who of the register has no dossier in a round yet: households of its year, or the persons in them from an age on."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoctap.people.models import HouseholdMember, Residence
from hoctap.recognition.models import Dossier, RecognitionRound

ADULT = 18
"""Judgement, a setting of each round: no law says from which age somebody is a citizen of this title."""
YOUNGEST = 6
"""School age: one of the forms of QĐ 324/QĐ-KHVN is for pupils."""


def households_without(season: RecognitionRound) -> QuerySet[Residence]:
    return residences_without(season.dossiers.all(), season.place_id, season.year)


def residences_without(dossiers: QuerySet[Dossier], place_id: UUID, year: int) -> QuerySet[Residence]:
    """Households of the year in a place that have none of these dossiers as a family. One look into an index for each
    household, however little the planner knows of the tables.
    """
    family = dossiers.filter(person__isnull=True, household=OuterRef("household"))
    return Residence.objects.counted_in(year).within([place_id]).exclude(Exists(family))


def households_missing(season: RecognitionRound) -> list[dict[str, Any]]:
    """What a new dossier of each begins with."""
    return [
        {
            "household_id": residence.household_id,
            "hamlet_id": residence.hamlet_id,
            "sort_key": residence.sort_key,
        }
        for residence in households_without(season)
    ]


def citizens_without(season: RecognitionRound) -> QuerySet[HouseholdMember]:
    """Members at the end of the year, old enough or of unknown age: nobody is left out because a year was not written down."""
    assert season.age_from is not None
    lives_here = Residence.objects.counted_in(season.year).within([season.place_id])
    return (
        HouseholdMember.objects.filter(
            Exists(lives_here.filter(household=OuterRef("household"))),
            Q(birth_year__isnull=True) | Q(birth_year__lte=season.year - season.age_from),
            Q(left_year__isnull=True) | Q(left_year__gt=season.year),
            joined_year__lte=season.year,
            person__merged_into__isnull=True,
            person__erased_on__isnull=True,
        )
        .exclude(Exists(season.dossiers.filter(person=OuterRef("person"))))
        .order_by("pk")
    )


def citizens_missing(season: RecognitionRound) -> list[dict[str, Any]]:
    """What a new dossier of each begins with; who is written in two households is one citizen, of the one he came to last."""
    hamlet_of = dict(
        Residence.objects.counted_in(season.year)
        .within([season.place_id])
        .values_list("household_id", "hamlet_id")
    )
    lines = (
        citizens_without(season)
        .order_by("joined_year", "pk")
        .values_list("person_id", "household_id", "sort_key")
    )
    found = {
        person_id: {
            "person_id": person_id,
            "household_id": household_id,
            "hamlet_id": hamlet_of[household_id],
            "sort_key": sort_key,
        }
        for person_id, household_id, sort_key in lines
    }
    return list(found.values())


def missing_count(season: RecognitionRound) -> int:
    """Households (citizens) that the round has no dossier of."""
    if season.age_from is None:
        return households_without(season).count()
    return citizens_without(season).values("person").distinct().count()
