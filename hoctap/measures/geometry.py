"""Last year's figures on today's boundary, put together from hamlets by their lineage.

The figures of a year belong to the places of that year and stay there. To compare with them, a hamlet of today takes the figures of
the hamlets that became it whole. One that came out of a divided hamlet, or that nobody joined to an old one, has no last year: it is named.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from hoctap.measures.queries import ChildFigure, Figure, counting_day, hamlet_figures_through
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, LineageEdge, Place

_WHOLE = (LineageEdge.Kind.MERGE, LineageEdge.Kind.RENAME)


@dataclass(frozen=True)
class HamletThen:
    """A hamlet of today in an earlier year. `figure` is None where that year cannot be told."""

    hamlet: Place
    sources: tuple[ChildFigure, ...]
    """The hamlets whose figures of the year are its own, with each one's figure."""
    figure: Figure | None


@dataclass(frozen=True)
class OnTodaysBoundary:
    year: int
    rows: tuple[HamletThen, ...]

    @property
    def without(self) -> list[Place]:
        """Hamlets that have no such year."""
        return [row.hamlet for row in self.rows if row.figure is None]

    @property
    def numerator(self) -> int | None:
        return added(row.figure.numerator for row in self.rows if row.figure)

    @property
    def denominator(self) -> int | None:
        return added(row.figure.denominator for row in self.rows if row.figure)


def added(values: Iterable[int | None]) -> int | None:
    """None only when there is nothing to add: what is missing is not zero."""
    present = [value for value in values if value is not None]
    return sum(present) if present else None


def figures_on_todays_boundary(commune: Place, year: int, measure: Measure) -> OnTodaysBoundary:
    """A measure of an earlier year at each hamlet that the commune has now."""
    return figures_on_todays_boundaries([commune], year, measure)[commune.pk]


def _hamlets_now(communes: Sequence[Place]) -> dict[UUID, list[Place]]:
    """Commune → the hamlets that stand in it, or stood on its last day. One query."""
    below: dict[UUID, list[Place]] = {commune.pk: [] for commune in communes}
    last_day = {commune.pk: commune.valid_to for commune in communes}
    for hamlet in Place.objects.filter(parent__in=below, level=Level.HAMLET):
        if hamlet.parent_id and hamlet.valid_to == last_day[hamlet.parent_id]:
            below[hamlet.parent_id].append(hamlet)
    return below


def figures_on_todays_boundaries(
    communes: Sequence[Place], year: int, measure: Measure
) -> dict[UUID, OnTodaysBoundary]:
    """The same for many communes at once. Four queries and one for each step back, however many communes and hamlets."""
    return figures_through_years(communes, [year], measure)[0]


def figures_through_years(
    communes: Sequence[Place], years: Sequence[int], measure: Measure
) -> list[dict[UUID, OnTodaysBoundary]]:
    """The same for several years, in their order: one query more for each of them."""
    below = _hamlets_now(communes)
    today = [hamlet for hamlets in below.values() for hamlet in hamlets]
    edges = _Edges(today, min(years))
    then = {year: _hamlets_then(today, year, edges) for year in years}
    found = hamlet_figures_through(
        {
            year: list({place.pk: place for places in of_year.values() for place in places}.values())
            for year, of_year in then.items()
        },
        measure,
    )
    return [
        {
            pk: OnTodaysBoundary(
                year, tuple(_row(hamlet, then[year][hamlet.pk], found[year]) for hamlet in hamlets)
            )
            for pk, hamlets in below.items()
        }
        for year in years
    ]


def _row(hamlet: Place, then: Sequence[Place], found: dict[UUID, Figure]) -> HamletThen:
    sources = tuple(ChildFigure(old, found[old.pk]) for old in then if old.pk in found)
    return HamletThen(hamlet, sources, _added([source.figure for source in sources]))


def _added(figures: Sequence[Figure]) -> Figure | None:
    if not figures:
        return None
    return Figure(
        numerator=added(figure.numerator for figure in figures),
        denominator=added(figure.denominator for figure in figures),
        late=added(figure.late for figure in figures),
        communes_in=max(figure.communes_in for figure in figures),
        communes_all=max(figure.communes_all for figure in figures),
    )


class _Edges:
    """What became of which hamlet since the beginning of a year, back from the hamlets of today. One query for each step."""

    def __init__(self, today: Sequence[Place], since: int, level: Level = Level.HAMLET):
        self._into: dict[UUID, list[LineageEdge]] = {}
        frontier = {hamlet.pk for hamlet in today}
        while frontier:
            found = LineageEdge.objects.filter(
                successor__in=frontier, predecessor__level=level, on__year__gte=since
            ).select_related("predecessor")
            self._into |= {pk: [] for pk in frontier}
            for edge in found:
                self._into[edge.successor_id].append(edge)
            frontier = {edge.predecessor_id for edge in found if edge.kind in _WHOLE} - set(self._into)

    def into(self, place: Place, since: int) -> list[LineageEdge]:
        return [edge for edge in self._into.get(place.pk, ()) if edge.on.year >= since]


def hamlets_then(
    today: Sequence[Place], year: int, *, level: Level = Level.HAMLET
) -> dict[UUID, list[Place]]:
    """Hamlet of today → the hamlets whose figures of the year are its own; `level`: the same of other places. One query for each step back."""
    return _hamlets_then(today, year, _Edges(today, year, level))


def _hamlets_then(today: Sequence[Place], year: int, edges: _Edges) -> dict[UUID, list[Place]]:
    """Hamlet of today → the hamlets whose figures of the year are its own: itself if it stood then, and those that became it
    whole. Empty where a predecessor went there only in part.
    """
    roots: dict[UUID, list[Place]] = {hamlet.pk: [] for hamlet in today}
    unknown: set[UUID] = set()
    frontier = [(hamlet.pk, hamlet) for hamlet in today]
    while frontier:
        behind: list[tuple[UUID, Place]] = []
        for root, place in frontier:
            stood = place.valid_from.year <= year and not (place.valid_to and place.valid_to.year < year)
            if stood and place not in roots[root]:  # two ways back to one hamlet count it once
                roots[root].append(place)
            # Also one that stood all along may have taken others in since, and in the year itself they hold its first months.
            own = edges.into(place, year)
            if place.valid_from.year > year and any(edge.kind not in _WHOLE for edge in own):
                unknown.add(root)
                continue
            behind += [(root, edge.predecessor) for edge in own if edge.kind in _WHOLE]
        frontier = behind
    return {pk: [] if pk in unknown else places for pk, places in roots.items()}


@dataclass(frozen=True)
class Ground:
    """What places of a year were at the end of an earlier one: those whose figures of it, added, are theirs on the boundary they have now."""

    communes: Mapping[UUID, tuple[Place, ...]]
    """Commune → those that became it whole, or itself. Empty where its ground was part of another's, or lost a part."""
    hamlets: Mapping[UUID, tuple[Place, ...]]
    """The same of hamlets: of the communes that are not known as a whole, and of those whose hamlets were asked for."""
    below: Mapping[UUID, tuple[UUID, ...]]
    """Commune → its hamlets, as far as they were read."""
    joined: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    """Hamlet → those that it took in within the year that is asked for: these may hold records of it."""

    def sources(self, place: UUID, *, in_hamlets: bool) -> tuple[Place, ...]:
        """Empty where that year cannot be told. `in_hamlets`: what is asked for is known of each hamlet."""
        if found := self.communes.get(place) or self.hamlets.get(place):
            return found
        parts = [self.hamlets.get(hamlet, ()) for hamlet in self.below.get(place, ())]
        if not in_hamlets or not parts or not all(parts):
            return ()
        return tuple({one.pk: one for part in parts for one in part}.values())

    def is_other(self, place: UUID, *, in_hamlets: bool) -> bool:
        """Its earlier figures are not those that stand under its own name."""
        return [one.pk for one in self.sources(place, in_hamlets=in_hamlets)] != [place]

    @property
    def every(self) -> list[Place]:
        """Whose figures are asked for, hamlets and communes."""
        found = {one.pk: one for ones in self.communes.values() for one in ones}
        return list((found | {one.pk: one for ones in self.hamlets.values() for one in ones}).values())


def ground_then(communes: Sequence[Place], year: int, before: int, *, with_hamlets: bool = False) -> Ground:
    """Of communes as they stand in `year`, at the end of `before`. Two queries, one more for each step back; the same for hamlets,
    where they are needed.
    """
    days = {commune.pk: counting_day(commune, year) for commune in communes}
    whole = _were(communes, days, before, Level.COMMUNE)
    apart = [commune for commune in communes if with_hamlets or not whole[commune.pk]]
    if not apart:
        return Ground(whole, {}, {})
    below: dict[UUID, list[Place]] = {commune.pk: [] for commune in apart}
    ended: list[Place] = []
    for hamlet in Place.objects.filter(parent__in=below, level=Level.HAMLET):
        assert hamlet.parent_id is not None
        day = days[hamlet.parent_id]
        if hamlet.valid_from <= day and (hamlet.valid_to is None or hamlet.valid_to > day):
            below[hamlet.parent_id].append(hamlet)
        elif hamlet.valid_from.year <= before and hamlet.valid_to and hamlet.valid_to.year == year:
            ended.append(hamlet)
    hamlets = [hamlet for ones in below.values() for hamlet in ones]
    day_of = {hamlet.pk: days[hamlet.parent_id] for hamlet in hamlets if hamlet.parent_id}
    then = _were(hamlets, day_of, before, Level.HAMLET)
    # One that ended within the year is read as it was: its last year is its own, unless it went into another.
    gone = {hamlet.pk for hamlet in ended}
    joined = {pk: tuple(one.pk for one in ones if one.pk in gone) for pk, ones in then.items()}
    return Ground(
        whole,
        then | {hamlet.pk: (hamlet,) for hamlet in ended},
        {pk: tuple(hamlet.pk for hamlet in ones) for pk, ones in below.items()},
        {pk: ones for pk, ones in joined.items() if ones},
    )


def _were(
    places: Sequence[Place], days: Mapping[UUID, dt.date], before: int, level: Level
) -> dict[UUID, tuple[Place, ...]]:
    """Place → those that stood at the end of the year and became it whole. Empty where something of its ground went elsewhere since, or
    came from a place of which only a part did.
    """
    into: dict[UUID, list[LineageEdge]] = {}
    frontier = {place.pk for place in places}
    last = max(days.values(), default=dt.date(before, 12, 31))
    while frontier:
        found = LineageEdge.objects.filter(
            successor__in=frontier, predecessor__level=level, on__year__gt=before, on__lte=last
        ).select_related("predecessor")
        into |= {pk: [] for pk in frontier}
        for edge in found:
            into[edge.successor_id].append(edge)
        frontier = {edge.predecessor_id for edge in found} - set(into)
    lost: dict[UUID, dt.date] = {}
    partial = LineageEdge.objects.filter(
        ~Q(kind__in=_WHOLE), predecessor__in=list(into), on__year__gt=before, on__lte=last
    )
    for pk, on in partial.values_list("predecessor", "on"):
        lost[pk] = min(on, lost.get(pk, on))
    result: dict[UUID, tuple[Place, ...]] = {}
    for root in places:
        day, roots = days[root.pk], {}
        behind, is_told = [root], True
        while behind:
            place = behind.pop()
            edges = [edge for edge in into.get(place.pk, ()) if edge.on <= day]
            if place.pk in lost and lost[place.pk] <= day:
                is_told = False
            if any(edge.kind not in _WHOLE for edge in edges):
                is_told = False
            if place.valid_from.year <= before and not (place.valid_to and place.valid_to.year <= before):
                roots[place.pk] = place
            behind += [edge.predecessor for edge in edges if edge.predecessor_id not in roots]
        result[root.pk] = tuple(roots.values()) if is_told else ()
    return result
