"""The persons behind a figure of a measure about persons: those very ones that it counted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.criteria.models import Title
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Figure
from hoctap.measures.registry import Measure
from hoctap.people.models import Person, WorkUnit
from hoctap.places.models import Place
from hoctap.recognition.as_of import past_counters
from hoctap.recognition.citizen_measures import Behind, people_behind
from hoctap.recognition.models import Dossier

PEOPLE_PARTS = ("numerator", "denominator", "late")


@dataclass(frozen=True)
class MeasuredPerson:
    person: Person
    hamlet: Place
    dossier: Dossier | None
    """The one that gave him the title of the year."""
    unit: WorkUnit | None = None
    """Where he works, of a measure about units."""


@dataclass(frozen=True)
class MeasuredPeople:
    listed: list[Behind]
    """Whom this actor may see by name."""
    kept_back: int
    """Of the figure, those that stand in a register he may not open."""
    figure: Figure


def measured_people(
    measure: Measure, place: Place, year: int, part: str, *, as_of: dt.date | None = None, by: Actor
) -> MeasuredPeople:
    """Whoever may read dossiers but no register of households sees the holders of the title and how many others there are."""
    scope = measure_queries.read_scope(place, year, with_children=False)
    past = (
        past_counters([one.pk for one in scope.communes], year, [Title.LEARNING_CITIZEN], as_of)
        if as_of
        else None
    )
    figure = measure_queries.breakdowns(scope, [measure], past=past)[measure.code].total
    ids = [commune.pk for commune in scope.communes]
    with_data = measure.has_data(ids, year) if ids else set()
    found = people_behind(measure.code, place, [pk for pk in ids if pk in with_data], year, part, as_of=as_of)
    if by.may(Permission.HOUSEHOLD_READ, at=place):
        return MeasuredPeople(found, 0, figure)
    holders = [one for one in found if one.dossier_id is not None]
    return MeasuredPeople(holders, len(found) - len(holders), figure)


def named_people(behind: Sequence[Behind]) -> list[MeasuredPerson]:
    """A page of them with their names. Three queries, four of units."""
    persons = Person.objects.in_bulk([one.person_id for one in behind])
    hamlets = Place.objects.in_bulk({one.hamlet_id for one in behind})
    dossiers = Dossier.objects.in_bulk([one.dossier_id for one in behind if one.dossier_id])
    units = {one.unit_id for one in behind if one.unit_id}
    of_units = WorkUnit.objects.in_bulk(units) if units else {}
    return [
        MeasuredPerson(
            persons[one.person_id],
            hamlets[one.hamlet_id],
            dossiers.get(one.dossier_id) if one.dossier_id else None,
            of_units.get(one.unit_id) if one.unit_id else None,
        )
        for one in behind
    ]


def people_label(measure: Measure, part: str) -> str:
    words = {
        "numerator": measure.numerator_label,
        "denominator": measure.denominator_label,
        "late": f"{measure.numerator_label}, trễ hạn",
    }[part]
    return words[0].upper() + words[1:]
