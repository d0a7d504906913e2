"""Figures of a measure at a place and year: the one reading that screens, tables, reports and commands share.

Counters are kept at hamlets and communes; above them a figure is Σ numerators / Σ denominators of the
communes below, never a mean of percentages. A commune without records for the year is *missing*, never
zero: it is left out of both sums and named.

A year's figures belong to the places that stand on its counting day: the last day of the year, or the last
day of a place that ended in it. So a year of mergers counts the successors, and no household twice.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, Sum

from hoctap.core.dates import ONE_DAY
from hoctap.core.vietnamese import format_number
from hoctap.measures.models import Summary
from hoctap.measures.registry import Counted, Measure, Stated, stated_figures
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class Figure:
    numerator: int | None
    denominator: int | None
    late: int | None
    communes_in: int
    communes_all: int
    missing: tuple[str, ...] = ()
    incomplete: str = ""
    """What it leaves out, in words; empty when it is whole."""
    stated: int = 0
    """Of the communes in it, those whose figure was written down, because no record gives one."""

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

    @cached_property
    def communes_by_child(self) -> dict[UUID, list[Place]]:
        if self.place.level in (Level.COMMUNE, Level.HAMLET):
            return {child.pk: list(self.communes) for child in self.children}
        by_id = {commune.pk: commune for commune in self.communes}
        below: dict[UUID, list[Place]] = {child.pk: [] for child in self.children}
        for child in self.children:
            if child.level == Level.HAMLET and child.parent_id in by_id:
                below[child.pk] = [by_id[child.parent_id]]
        for commune in self.communes:
            for pk in commune.path[len(self.place.path) :]:
                if pk in below:
                    below[pk].append(commune)
        return below


def counting_day(place: Place, year: int) -> dt.date:
    last = dt.date(year, 12, 31)
    return min(last, place.valid_to - ONE_DAY) if place.valid_to else last


def read_scope(place: Place, year: int, *, with_children: bool = True, listed: Level | None = None) -> Scope:
    """At most three queries, however many places are below. `listed`: all communes or all hamlets below in place of those directly below."""
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
        if listed == Level.COMMUNE and place.level in (Level.PROVINCE, Level.DISTRICT):
            return Scope(place, year, communes, communes)
        direct = Place.objects.filter(parent=place).exclude(level=Level.GROUP)
        if listed == Level.HAMLET:
            direct = Place.objects.filter(parent__in=[one.pk for one in communes], level=Level.HAMLET)
        # A hamlet that ended may still hold the year's records: it is listed where it has figures.
        by_hamlet = place.level == Level.COMMUNE or listed == Level.HAMLET
        children = tuple(direct if by_hamlet else _standing_on(direct, day))
    return Scope(place, year, communes, children)


def _standing_on(places: Iterable[Place], day: dt.date) -> list[Place]:
    return [
        place
        for place in places
        if place.valid_from <= day and (place.valid_to is None or day < place.valid_to)
    ]


def figures_in(scope: Scope, measure: Measure) -> Breakdown:
    """The place's figure and each child's, in two queries."""
    return breakdowns(scope, [measure])[measure.code]


@dataclass(frozen=True)
class Past:
    """Counters as they stood at the end of a past day, in place of those that are kept now."""

    day: dt.date
    counters: Mapping[tuple[str, UUID], int]
    """By counter and place; what is not there is zero."""
    names: frozenset[str]
    """The counters that it stands for; the others are read as they are kept."""
    with_data: frozenset[UUID]
    """The communes that had records on that day."""

    def stands_for(self, measure: Measure) -> bool:
        """The measure is counted from the titles whose records these are."""
        titles = {name.partition(".")[0] for name in self.names}
        return not titles.isdisjoint(measure.counted_from)


def breakdowns(scope: Scope, wanted: Sequence[Measure], *, past: Past | None = None) -> dict[str, Breakdown]:
    """The same for several measures at once: one query for all counters, one for each kind of records and each computed measure."""
    read_at = {commune.pk for commune in scope.communes}
    read_at |= {place.pk for place in (scope.place, *scope.children) if place.level == Level.HAMLET}
    commune_ids = [commune.pk for commune in scope.communes]
    sums = _Sums(wanted, read_at, scope.year, commune_ids, past)
    kinds = {measure.has_data for measure in wanted}
    with_data = {has_data: has_data(commune_ids, scope.year) if commune_ids else set() for has_data in kinds}
    if past is not None:
        of_rounds = {measure.has_data for measure in wanted if past.stands_for(measure)}
        with_data |= {has_data: with_data[has_data] & past.with_data for has_data in of_rounds}
    stated = _stated(wanted, commune_ids, scope.year, past)
    return {
        measure.code: _breakdown(
            scope, measure, sums, with_data[measure.has_data], stated.get(measure.code, {})
        )
        for measure in wanted
    }


def found_at(
    wanted: Sequence[Measure],
    communes: Sequence[UUID],
    year: int,
    *,
    hamlets: Mapping[UUID, UUID] = MappingProxyType({}),
    past: Past | None = None,
) -> dict[str, dict[UUID, Counted]]:
    """What each of these communes has, and each hamlet (id → its commune's). A commune without records is left out, and so
    are its hamlets. As many queries as for `breakdowns`.
    """
    sums = _Sums(wanted, {*communes, *hamlets}, year, communes, past)
    found: dict[str, dict[UUID, Counted]] = {}
    kinds = {measure.has_data for measure in wanted}
    with_data = {kind: kind(list(communes), year) if communes else set() for kind in kinds}
    if past is not None:
        with_data = {kind: ids & past.with_data for kind, ids in with_data.items()}
    stated = _stated(wanted, communes, year, past)
    for measure in wanted:
        present = with_data[measure.has_data]
        places = [pk for pk in communes if pk in present]
        places += [pk for pk, commune in hamlets.items() if commune in present]
        found[measure.code] = {
            pk: Counted(one.numerator, one.denominator, 0) for pk, one in stated.get(measure.code, {}).items()
        } | {
            pk: Counted(
                sums.numerator(measure, [pk]), sums.denominator(measure, [pk]), sums.late(measure, [pk])
            )
            for pk in places
        }
    return found


def _stated(
    wanted: Sequence[Measure], commune_ids: Sequence[UUID], year: int, past: Past | None
) -> dict[str, dict[UUID, Stated]]:
    """By measure and commune: only of measures that no counters keep."""
    codes = [measure.code for measure in wanted if measure.computed is not None]
    found: dict[str, dict[UUID, Stated]] = {}
    if codes and commune_ids:
        for given in stated_figures:
            for (code, commune), one in given(codes, commune_ids, year, past.day if past else None).items():
                found.setdefault(code, {})[commune] = one
    return found


def _breakdown(
    scope: Scope, measure: Measure, sums: "_Sums", with_data: set[UUID], stated: Mapping[UUID, Stated]
) -> Breakdown:
    def figure_at(place: Place, communes: Sequence[Place]) -> Figure:
        return _figure_at(place, communes, measure, sums, with_data, stated)

    children = [
        ChildFigure(child, figure_at(child, scope.communes_by_child[child.pk])) for child in scope.children
    ]
    return Breakdown(
        total=figure_at(scope.place, scope.communes),
        children=tuple(
            child for child in children if _stands_in(child.place, scope.year) or _holds(child.figure)
        ),
    )


def _figure_at(
    place: Place,
    communes: Sequence[Place],
    measure: Measure,
    sums: "_Sums",
    with_data: set[UUID],
    stated: Mapping[UUID, Stated] = MappingProxyType({}),
) -> Figure:
    present = [commune.pk for commune in communes if commune.pk in with_data]
    # What a commune wrote down stands where it has no records, and is not divided among its hamlets.
    is_part = place.level in (Level.HAMLET, Level.GROUP)
    written = {
        commune.pk: stated[commune.pk]
        for commune in communes
        if commune.pk not in with_data and commune.pk in stated and not is_part
    }
    if written:
        return Figure(
            numerator=sums.numerator(measure, present) + sum(one.numerator for one in written.values()),
            denominator=sums.denominator(measure, present) + sum(one.denominator for one in written.values()),
            late=sums.late(measure, present),
            communes_in=len(present) + len(written),
            communes_all=len(communes),
            missing=tuple(one.full_name for one in communes if one.pk not in with_data | set(written)),
            incomplete=_incomplete(measure, sums.left_out(measure, present), len(written)),
            stated=len(written),
        )
    # The register's own count is a fact of a commune or hamlet, whether or not a round was opened.
    stands_alone = place.level in (Level.HAMLET, Level.COMMUNE, Level.GROUP)
    read_from = [place.pk] if stands_alone else present
    denominator: int | None = sums.denominator(measure, read_from)
    if not present and not (stands_alone and denominator):
        denominator = None
    return Figure(
        numerator=sums.numerator(measure, read_from) if present else None,
        denominator=denominator,
        late=sums.late(measure, read_from) if present else None,
        communes_in=len(present),
        communes_all=len(communes),
        missing=tuple(commune.full_name for commune in communes if commune.pk not in with_data),
        incomplete=_incomplete(measure, sums.left_out(measure, read_from), 0),
    )


def _incomplete(measure: Measure, left_out: int, stated: int) -> str:
    words = [measure.incomplete]
    if left_out and measure.left_out_words:
        words.append(measure.left_out_words.format(format_number(left_out)))
    if stated:
        words.append(f"{stated} xã ghi số theo văn bản, không mở được đến từng người")
    return "; ".join(word for word in words if word)


def hamlet_figures(hamlets: Sequence[Place], year: int, measure: Measure) -> dict[UUID, Figure]:
    """The year's figure of hamlets of any communes, each read beside its own commune, whether or not it still stands. A
    hamlet that did not stand in the year and holds nothing of it is left out. Three queries.
    """
    communes = Place.objects.in_bulk({hamlet.parent_id for hamlet in hamlets if hamlet.parent_id})
    sums = _Sums([measure], {hamlet.pk for hamlet in hamlets}, year, list(communes))
    with_data = measure.has_data(list(communes), year) if communes else set()
    figures = {
        hamlet.pk: _figure_at(hamlet, [communes[hamlet.parent_id]], measure, sums, with_data)
        for hamlet in hamlets
        if hamlet.parent_id
    }
    return {
        hamlet.pk: figures[hamlet.pk]
        for hamlet in hamlets
        if hamlet.pk in figures and (_stands_in(hamlet, year) or _holds(figures[hamlet.pk]))
    }


def hamlet_figures_through(
    by_year: Mapping[int, Sequence[Place]], measure: Measure
) -> dict[int, dict[UUID, Figure]]:
    """The same for several years: two queries and one for each year. A computed measure is asked year by year."""
    if measure.computed is not None:
        return {year: hamlet_figures(hamlets, year, measure) for year, hamlets in by_year.items()}
    every = {hamlet.pk: hamlet for hamlets in by_year.values() for hamlet in hamlets}
    communes = Place.objects.in_bulk({hamlet.parent_id for hamlet in every.values() if hamlet.parent_id})
    found: dict[int, dict[UUID, Figure]] = {}
    for year, sums in _sums_through(measure, set(every), list(by_year)).items():
        with_data = measure.has_data(list(communes), year) if communes else set()
        figures = {
            hamlet.pk: _figure_at(hamlet, [communes[hamlet.parent_id]], measure, sums, with_data)
            for hamlet in by_year[year]
            if hamlet.parent_id
        }
        found[year] = {
            hamlet.pk: figures[hamlet.pk]
            for hamlet in by_year[year]
            if hamlet.pk in figures and (_stands_in(hamlet, year) or _holds(figures[hamlet.pk]))
        }
    return found


def _sums_through(measure: Measure, place_ids: set[UUID], years: Sequence[int]) -> dict[int, "_Sums"]:
    counters = {measure.numerator, measure.denominator, measure.late} - {""}
    rows = Summary.objects.filter(counter__in=counters, place_id__in=place_ids, year__lte=max(years))
    kept = list(
        rows.order_by().values_list("counter", "place_id", "year").annotate(value=Sum("value"))
        if place_ids
        else ()
    )
    return {year: _Sums.of_rows(kept, year) for year in years}


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
    """The counters of several measures at many places, read in one query: of the year, and up to it."""

    def __init__(
        self,
        wanted: Sequence[Measure],
        place_ids: set[UUID],
        year: int,
        commune_ids: Sequence[UUID],
        past: Past | None = None,
    ):
        counted = [measure for measure in wanted if measure.computed is None]
        running = {measure.denominator for measure in counted if measure.denominator_runs}
        of_year = {measure.denominator for measure in counted if not measure.denominator_runs}
        of_year |= {
            counter for measure in counted for counter in (measure.numerator, measure.late) if counter
        }
        self._of_year: dict[tuple[str, UUID], int] = {}
        self._up_to: dict[tuple[str, UUID], int] = {}
        self._computed: dict[str, dict[UUID, Counted]] = {
            measure.code: measure.computed(commune_ids, year, past.day if past else None)
            if commune_ids
            else {}
            for measure in wanted
            if measure.computed is not None
        }
        if past is not None:
            self._of_year |= past.counters
            of_year -= past.names
        if not place_ids or not (of_year or running):
            return
        rows = (
            Summary.objects.filter(
                Q(counter__in=of_year, year=year) | Q(counter__in=running, year__lte=year),
                place_id__in=place_ids,
            )
            .order_by()
            .values_list("counter", "place_id")
            .annotate(of_year=Sum("value", filter=Q(year=year), default=0), up_to=Sum("value"))
        )
        for counter, place_id, in_year, up_to in rows:
            self._of_year[counter, place_id] = in_year
            self._up_to[counter, place_id] = up_to

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[str, UUID, int, int]], year: int) -> "_Sums":
        """From rows of any years: counter, place, year, value."""
        made = cls([], set(), year, [])
        for counter, place_id, of, value in rows:
            key = (counter, place_id)
            if of == year:
                made._of_year[key] = made._of_year.get(key, 0) + value
            if of <= year:
                made._up_to[key] = made._up_to.get(key, 0) + value
        return made

    def numerator(self, measure: Measure, place_ids: Sequence[UUID]) -> int:
        if measure.computed is not None:
            return sum(one.numerator for one in self._found(measure, place_ids))
        return self._sum(self._of_year, measure.numerator, place_ids)

    def denominator(self, measure: Measure, place_ids: Sequence[UUID]) -> int:
        if measure.computed is not None:
            return sum(one.denominator for one in self._found(measure, place_ids))
        kept = self._up_to if measure.denominator_runs else self._of_year
        return self._sum(kept, measure.denominator, place_ids)

    def late(self, measure: Measure, place_ids: Sequence[UUID]) -> int:
        if measure.computed is not None:
            return sum(one.late for one in self._found(measure, place_ids))
        return self._sum(self._of_year, measure.late, place_ids)

    def left_out(self, measure: Measure, place_ids: Sequence[UUID]) -> int:
        if measure.computed is None:
            return 0
        return sum(one.left_out for one in self._found(measure, place_ids))

    def _found(self, measure: Measure, place_ids: Sequence[UUID]) -> list[Counted]:
        found = self._computed[measure.code]
        return [found[place_id] for place_id in place_ids if place_id in found]

    @staticmethod
    def _sum(kept: dict[tuple[str, UUID], int], counter: str, place_ids: Sequence[UUID]) -> int:
        return sum(kept.get((counter, place_id), 0) for place_id in place_ids)
