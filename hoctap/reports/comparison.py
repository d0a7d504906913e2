"""A season beside an earlier one (last year's as a rule), both on today's boundary: one reading for the screen, the workbook and the command.

Both years are put together from the hamlets that stand now (`measures.geometry`), so that communes that were merged or divided are
held against themselves. What the earlier year cannot tell is named, left out of the difference, and never zero.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.measures.geometry import HamletThen, OnTodaysBoundary, added, figures_on_todays_boundaries
from hoctap.measures.queries import ChildFigure, Figure
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.recognition.measures import RECOGNISED
from hoctap.reports.marks import communes_behind, sample_mark, titles_of

_CHILD_LABELS = {Level.COMMUNE: "Ấp, khóm", Level.HAMLET: "Ấp, khóm"}
NO_PREDECESSOR = "chưa nối với ấp, khóm nào của năm được so"
OUT_OF_A_DIVISION = "tách ra từ ấp, khóm khác"
WAS_DIVIDED = "đã tách một phần thành ấp, khóm khác"
NO_ROUND_BEFORE = "năm được so chưa mở đợt công nhận"
NO_ROUND_NOW = "năm đang xem chưa mở đợt công nhận"
PARTLY_KNOWN = "năm được so chỉ một số ấp cũ có số liệu"


@dataclass(frozen=True)
class Source:
    """A hamlet of the earlier year whose figures are those of a hamlet of today."""

    place: Place
    commune: str
    figure: Figure
    url: str
    """The dossiers behind its figure; empty where the reader may not open them."""


@dataclass(frozen=True)
class Counts:
    """None is "not known"; zero is zero."""

    households: int | None
    recognised: int | None

    @property
    def percent(self) -> Decimal | None:
        if self.recognised is None or not self.households:
            return None
        return Decimal(self.recognised) / Decimal(self.households) * 100


@dataclass(frozen=True)
class ComparisonRow:
    place: Place
    then: Counts
    now: Counts
    change: int | None
    """Recognised households more or fewer; only where both years are of the same ground."""
    hamlets: int
    comparable: int
    """Of the hamlets, those that have both years."""
    why: str = ""
    """Why there is no difference; for a hamlet only."""
    sources: tuple[Source, ...] = ()
    now_url: str = ""
    table_url: str = ""

    @property
    def points(self) -> Decimal | None:
        """Percentage points more or fewer, to a tenth. A sum over some of the hamlets has none."""
        if self.change is None or self.comparable != self.hamlets:
            return None
        if self.now.percent is None or self.then.percent is None:
            return None
        return (self.now.percent - self.then.percent).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Comparison:
    place: Place
    year: int
    before: int
    """The earlier year, before `year`."""
    rows: tuple[ComparisonRow, ...]
    total: ComparisonRow
    read_at: dt.datetime
    sample_mark: str = ""

    @property
    def child_label(self) -> str:
        return _CHILD_LABELS.get(Level(self.place.level), "Xã, phường")

    @property
    def is_by_hamlet(self) -> bool:
        return self.place.level in (Level.COMMUNE, Level.HAMLET)

    @property
    def without(self) -> list[ComparisonRow]:
        """Rows that cannot be held against the year before, or only in part."""
        return [row for row in self.rows if row.comparable < row.hamlets]

    @property
    def title(self) -> str:
        return f"Năm {self.year} so với năm {self.before} trên địa giới hôm nay"

    @property
    def caption(self) -> str:
        return f"Gia đình học tập năm {self.before} và {self.year} trên địa giới hôm nay – {self.place.full_name}"

    @property
    def finding(self) -> str:
        """What the table says, in one sentence."""
        if not self.total.hamlets:
            return "Chưa có ấp, khóm nào trong danh mục."
        if self.total.change is None:
            return f"Chưa so được năm {self.year} với năm {self.before}: không có ấp, khóm nào đủ số liệu cả hai năm. Có thể chọn một năm khác để so."
        words = "số hộ được công nhận như nhau"
        if self.total.change:
            more = "tăng" if self.total.change > 0 else "giảm"
            words = f"{more} {format_number(abs(self.total.change))} hộ được công nhận"
        if self.total.comparable == self.total.hamlets:
            return f"So với năm {self.before}: {words}."
        return (
            f"Ở {format_number(self.total.comparable)}/{format_number(self.total.hamlets)} ấp, khóm so được "
            f"với năm {self.before}: {words}."
        )


def comparison(place: Place, year: int, before: int | None = None, *, by: Actor | None = None) -> Comparison:
    """A row for each hamlet of a commune, or for each commune of a place above. A fixed number of queries, and one for
    each step of lineage. `by` decides only which dossiers are linked; without one, none.
    """
    before = year - 1 if before is None else before
    communes = communes_of(place)
    then = figures_on_todays_boundaries(communes, before, RECOGNISED)
    now = figures_on_todays_boundaries(communes, year, RECOGNISED)
    links = _Links(by, then.values(), before) if is_by_hamlet(place) else None
    divisions = _Divisions(then.values(), before, year)
    of_commune = {
        commune.pk: tuple(
            _hamlet_row(earlier, later, year, divisions, links)
            for earlier, later in zip(then[commune.pk].rows, now[commune.pk].rows, strict=True)
        )
        for commune in communes
    }
    every = [row for rows in of_commune.values() for row in rows]
    if place.level == Level.HAMLET:
        every = [row for row in every if row.place.pk == place.pk]
    rows = (
        tuple(every)
        if is_by_hamlet(place)
        else tuple(_sum_row(commune, of_commune[commune.pk], before, year) for commune in communes)
    )
    mark = sample_mark(
        communes_behind([*then.values(), *now.values()]), [before, year], titles_of([RECOGNISED])
    )
    return Comparison(place, year, before, rows, _sum_row(place, every, before, year), timezone.now(), mark)


def is_by_hamlet(place: Place) -> bool:
    return place.level in (Level.COMMUNE, Level.HAMLET)


def communes_of(place: Place) -> list[Place]:
    if place.level == Level.COMMUNE:
        return [place]
    if place.level == Level.HAMLET:
        return list(Place.objects.filter(pk__in=place.path, level=Level.COMMUNE))
    return list(Place.objects.within([place.pk]).filter(level=Level.COMMUNE, valid_to=place.valid_to))


def _hamlet_row(
    before: HamletThen, after: HamletThen, year: int, divisions: "_Divisions", links: "_Links | None"
) -> ComparisonRow:
    hamlet = after.hamlet
    then, now = _counts(before.figure), _counts(after.figure)
    why = _why_not(before, after, divisions)
    change = None
    if not why and then.recognised is not None and now.recognised is not None:
        change = now.recognised - then.recognised
    return ComparisonRow(
        place=hamlet,
        then=then,
        now=now,
        change=change,
        hamlets=1,
        comparable=0 if change is None else 1,
        why=why,
        sources=tuple(links.source(source) for source in before.sources) if links else (),
        now_url=links.url(hamlet, year) if links and now.recognised is not None else "",
    )


def _why_not(before: HamletThen, after: HamletThen, divisions: "_Divisions") -> str:
    if before.figure is None:
        return OUT_OF_A_DIVISION if before.hamlet.pk in divisions.out_of else NO_PREDECESSOR
    if divisions.touched(before):
        return WAS_DIVIDED
    if before.figure.numerator is None:
        return NO_ROUND_BEFORE
    if any(source.figure.numerator is None for source in before.sources):
        return PARTLY_KNOWN
    if after.figure is None or after.figure.numerator is None:
        return NO_ROUND_NOW
    return ""


def _counts(figure: Figure | None) -> Counts:
    return Counts(figure.denominator, figure.numerator) if figure else Counts(None, None)


def _sum_row(place: Place, rows: Sequence[ComparisonRow], before: int, year: int) -> ComparisonRow:
    return ComparisonRow(
        place=place,
        then=Counts(
            added(row.then.households for row in rows),
            added(row.then.recognised for row in rows),
        ),
        now=Counts(
            added(row.now.households for row in rows),
            added(row.now.recognised for row in rows),
        ),
        change=added(row.change for row in rows),
        hamlets=len(rows),
        comparable=sum(row.comparable for row in rows),
        table_url=f"{reverse('result_comparison')}?place={place.pk}&year={year}&before={before}",
    )


class _Divisions:
    """Which hamlets gave a part away between the two years, so that these are not of the same ground, and which came out of
    a division. One earlier or later leaves both years alike.
    """

    def __init__(self, parts: Iterable[OnTodaysBoundary], before: int, year: int):
        rows = [row for part in parts for row in part.rows]
        here = {row.hamlet.pk for row in rows} | {source.place.pk for row in rows for source in row.sources}
        partial = LineageEdge.objects.filter(
            Q(predecessor__in=here) | Q(successor__in=here),
            kind__in=(LineageEdge.Kind.DIVIDE, LineageEdge.Kind.MOVE),
        )
        self._divided: set[UUID] = set()
        self.out_of: set[UUID] = set()
        for predecessor_id, successor_id, on in partial.values_list("predecessor", "successor", "on"):
            self.out_of.add(successor_id)
            if before < on.year <= year:
                self._divided.add(predecessor_id)

    def touched(self, row: HamletThen) -> bool:
        return not self._divided.isdisjoint([row.hamlet.pk, *(source.place.pk for source in row.sources)])


class _Links:
    """Dossiers behind the sources, where the reader may open them: the communes of before are seldom his."""

    def __init__(self, by: Actor | None, parts: Iterable[OnTodaysBoundary], before: int):
        sources = [source.place for part in parts for row in part.rows for source in row.sources]
        self._communes = Place.objects.in_bulk({place.parent_id for place in sources if place.parent_id})
        self._readable = set(by.places_with(Permission.DOSSIER_READ)) if by else set()
        self._before = before

    def source(self, source: ChildFigure) -> Source:
        commune = self._communes.get(source.place.parent_id) if source.place.parent_id else None
        has_records = source.figure.numerator is not None
        return Source(
            place=source.place,
            commune=commune.full_name if commune else "",
            figure=source.figure,
            url=self.url(source.place, self._before) if has_records else "",
        )

    def url(self, place: Place, year: int) -> str:
        if self._readable.isdisjoint(place.path):
            return ""
        return RECOGNISED.drill_url(place, year, "numerator")
