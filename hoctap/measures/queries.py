"""Figures of a measure at a place and year: the one reading that screens, tables, reports and commands share.

Counters are kept at hamlets and communes; above them a figure is Σ numerators / Σ denominators of the
communes below, never a mean of percentages. A commune without records for the year is *missing*, never
zero: it is left out of both sums and named.

A year's figures belong to the places that stand on its counting day: the last day of the year, or the last
day of a place that ended in it. So a year of mergers counts the successors, and no household twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from hoctap.core.dates import ONE_DAY
from hoctap.measures.models import Summary
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class Figure:
    numerator: int | None
    denominator: int | None
    late: int | None
    communes_in: int
    communes_all: int
    missing: tuple[str, ...] = ()

    @property
    def ratio(self) -> Decimal | None:
        """Σ/Σ as a share of one; None when something is missing or there is nothing to divide by."""
        if self.numerator is None or not self.denominator:
            return None
        return Decimal(self.numerator) / Decimal(self.denominator)

    @property
    def percent(self) -> Decimal | None:
        return None if self.ratio is None else self.ratio * 100

    @property
    def is_missing(self) -> bool:
        return self.communes_in == 0

    @property
    def is_partial(self) -> bool:
        return 0 < self.communes_in < self.communes_all


@dataclass(frozen=True)
class ChildFigure:
    place: Place
    figure: Figure


@dataclass(frozen=True)
class Breakdown:
    total: Figure
    children: tuple[ChildFigure, ...]


@dataclass(frozen=True)
class Scope:
    """A place in a year with what stands below it, read once and used for any number of measures."""

    place: Place
    year: int
    communes: tuple[Place, ...]
    """Those whose records the figures come from; for a hamlet its own commune."""
    children: tuple[Place, ...] = ()

    def communes_of(self, child: Place) -> list[Place]:
        if child.level in (Level.HAMLET, Level.GROUP):
            return list(self.communes)
        return [commune for commune in self.communes if child.pk in commune.path]


def counting_day(place: Place, year: int) -> dt.date:
    last = dt.date(year, 12, 31)
    return min(last, place.valid_to - ONE_DAY) if place.valid_to else last


def read_scope(place: Place, year: int, *, with_children: bool = True) -> Scope:
    """At most three queries, however many places are below."""
    day = counting_day(place, year)
    if day.year != year or place.valid_from > day:
        return Scope(place, year, ())
    communes: tuple[Place, ...]
    if place.level == Level.COMMUNE:
        communes = (place,)
    elif place.level in (Level.HAMLET, Level.GROUP):
        communes = tuple(Place.objects.filter(pk__in=place.path, level=Level.COMMUNE))
    else:
        below = Place.objects.within([place.pk]).filter(level=Level.COMMUNE)
        communes = tuple(_standing_on(below, day))
    children: tuple[Place, ...] = ()
    if with_children:
        direct = Place.objects.filter(parent=place).exclude(level=Level.GROUP)
        # A hamlet that ended may still hold the year's records: it is listed where it has figures.
        children = tuple(direct if place.level == Level.COMMUNE else _standing_on(direct, day))
    return Scope(place, year, communes, children)


def _standing_on(places: Iterable[Place], day: dt.date) -> list[Place]:
    return [
        place
        for place in places
        if place.valid_from <= day and (place.valid_to is None or day < place.valid_to)
    ]


def figures_in(scope: Scope, measure: Measure) -> Breakdown:
    """The place's figure and each child's, in two queries."""
    with_data = (
        measure.has_data([commune.pk for commune in scope.communes], scope.year) if scope.communes else set()
    )
    summed_at = {commune.pk for commune in scope.communes}
    summed_at |= {child.pk for child in scope.children if child.level == Level.HAMLET}
    if scope.place.level == Level.HAMLET:
        summed_at.add(scope.place.pk)
    sums = _Sums(measure, summed_at, scope.year)

    def figure_at(place: Place, communes: list[Place]) -> Figure:
        present = [commune for commune in communes if commune.pk in with_data]
        if place.level in (Level.HAMLET, Level.COMMUNE, Level.GROUP):
            # The register's own count is a fact of the place, whether or not a round was opened.
            read_from = [place.pk]
            denominator = sums.denominator(read_from) or (0 if present else None)
        else:
            read_from = [commune.pk for commune in present]
            denominator = sums.denominator(read_from) if present else None
        return Figure(
            numerator=sums.numerator(read_from) if present else None,
            denominator=denominator,
            late=sums.late(read_from) if present else None,
            communes_in=len(present),
            communes_all=len(communes),
            missing=tuple(commune.full_name for commune in communes if commune.pk not in with_data),
        )

    children = [ChildFigure(child, figure_at(child, scope.communes_of(child))) for child in scope.children]
    return Breakdown(
        total=figure_at(scope.place, list(scope.communes)),
        children=tuple(
            child for child in children if _stands_in(child.place, scope.year) or _holds(child.figure)
        ),
    )


def _stands_in(place: Place, year: int) -> bool:
    return place.valid_from <= dt.date(year, 12, 31) and (
        place.valid_to is None or place.valid_to > dt.date(year, 1, 1)
    )


def _holds(figure: Figure) -> bool:
    return bool(figure.numerator or figure.denominator)


def figure(measure: Measure, place: Place, year: int) -> Figure:
    return figures_in(read_scope(place, year, with_children=False), measure).total


def figures_by_child(measure: Measure, place: Place, year: int) -> list[ChildFigure]:
    """One figure for each place directly below; the number of queries does not grow with the places."""
    return list(figures_in(read_scope(place, year), measure).children)


class _Sums:
    """The three counters of a measure at many places, read in one query."""

    def __init__(self, measure: Measure, place_ids: set[UUID], year: int):
        this_year = Q(
            counter__in=[counter for counter in (measure.numerator, measure.late) if counter], year=year
        )
        of_denominator = Q(counter=measure.denominator)
        of_denominator &= Q(year__lte=year) if measure.denominator_runs else Q(year=year)
        self._measure = measure
        self._values: dict[tuple[str, UUID], int] = defaultdict(int)
        if not place_ids:
            return
        rows = (
            Summary.objects.filter(this_year | of_denominator, place_id__in=place_ids)
            .order_by()
            .values_list("counter", "place_id")
            .annotate(total=Sum("value"))
        )
        for counter, place_id, total in rows:
            self._values[counter, place_id] = total

    def numerator(self, place_ids: list[UUID]) -> int:
        return sum(self._values[self._measure.numerator, place_id] for place_id in place_ids)

    def denominator(self, place_ids: list[UUID]) -> int:
        return sum(self._values[self._measure.denominator, place_id] for place_id in place_ids)

    def late(self, place_ids: list[UUID]) -> int:
        return (
            sum(self._values[self._measure.late, place_id] for place_id in place_ids)
            if self._measure.late
            else 0
        )
