"""Last year's figures on today's boundary, put together from hamlets by their lineage.

The figures of a year belong to the places of that year and stay there. To compare with them, a hamlet of today takes the figures of
the hamlets that became it whole. One that came out of a divided hamlet, or that nobody joined to an old one, has no last year: it is named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.measures.queries import Figure, Scope, breakdowns
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, LineageEdge, Place

_WHOLE = (LineageEdge.Kind.MERGE, LineageEdge.Kind.RENAME)


@dataclass(frozen=True)
class HamletThen:
    """A hamlet of today in an earlier year. `figure` is None where that year cannot be told."""

    hamlet: Place
    then: tuple[Place, ...]
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
        return _sum(row.figure.numerator for row in self.rows if row.figure)

    @property
    def denominator(self) -> int | None:
        return _sum(row.figure.denominator for row in self.rows if row.figure)


def _sum(values: Iterable[int | None]) -> int | None:
    """None only when there is nothing to add: what is missing is not zero."""
    present = [value for value in values if value is not None]
    return sum(present) if present else None


def figures_on_todays_boundary(commune: Place, year: int, measure: Measure) -> OnTodaysBoundary:
    """A measure of an earlier year at each hamlet that the commune has now. A few queries for each commune they came from."""
    today = list(commune.children.filter(level=Level.HAMLET, valid_to=commune.valid_to))
    then = hamlets_then(today, year)
    found: dict[UUID, Figure] = {}
    communes = Place.objects.in_bulk(
        {place.parent_id for places in then.values() for place in places if place.parent_id}
    )
    for old in communes.values():
        children = tuple(
            {
                place.pk: place for places in then.values() for place in places if place.parent_id == old.pk
            }.values()
        )
        breakdown = breakdowns(Scope(old, year, (old,), children), [measure])[measure.code]
        found |= {child.place.pk: child.figure for child in breakdown.children}
    return OnTodaysBoundary(
        year,
        tuple(
            HamletThen(
                hamlet,
                tuple(then[hamlet.pk]),
                _added([found[old.pk] for old in then[hamlet.pk] if old.pk in found]),
            )
            for hamlet in today
        ),
    )


def _added(figures: Sequence[Figure]) -> Figure | None:
    if not figures:
        return None
    return Figure(
        numerator=_sum(figure.numerator for figure in figures),
        denominator=_sum(figure.denominator for figure in figures),
        late=_sum(figure.late for figure in figures),
        communes_in=max(figure.communes_in for figure in figures),
        communes_all=max(figure.communes_all for figure in figures),
    )


def hamlets_then(today: Sequence[Place], year: int) -> dict[UUID, list[Place]]:
    """Hamlet of today → the hamlets whose figures of the year are its own: itself if it stood then, and those that became it
    whole. Empty where a predecessor went there only in part. One query for each step back.
    """
    roots: dict[UUID, list[Place]] = {hamlet.pk: [] for hamlet in today}
    unknown: set[UUID] = set()
    frontier = [(hamlet.pk, hamlet) for hamlet in today]
    while frontier:
        for root, place in frontier:
            if place.valid_from.year <= year and not (place.valid_to and place.valid_to.year < year):
                roots[root].append(place)
        # A hamlet that began in the year may have predecessors with records of its first months.
        back = [(root, place) for root, place in frontier if place.valid_from.year >= year]
        edges: dict[UUID, list[LineageEdge]] = {}
        for edge in LineageEdge.objects.filter(
            successor__in=[place.pk for _, place in back], predecessor__level=Level.HAMLET
        ).select_related("predecessor"):
            edges.setdefault(edge.successor_id, []).append(edge)
        frontier = []
        for root, place in back:
            own = edges.get(place.pk, [])
            if place.valid_from.year > year and any(edge.kind not in _WHOLE for edge in own):
                unknown.add(root)
                continue
            frontier += [(root, edge.predecessor) for edge in own if edge.kind in _WHOLE]
    return {pk: [] if pk in unknown else places for pk, places in roots.items()}
