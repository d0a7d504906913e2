"""How each place did over the years: small pictures side by side, on today's boundary, with the same figures as a table.

Every year is put together from the hamlets that stand now (`measures.geometry`), so that places that were merged can be followed past the
change. A year of which only some hamlets are known, and the year that still runs, are drawn hollow and held against nothing; one of which
nothing is known has no bar: what is missing is not zero.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_percent, percent_of
from hoctap.criteria.models import Title
from hoctap.measures.geometry import HamletThen, added, figures_through_years
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, Place
from hoctap.plans import queries as plan_queries
from hoctap.plans.queries import TargetResult
from hoctap.recognition import citizen_measures
from hoctap.recognition.measures import RECOGNISED
from hoctap.reports.comparison import communes_of, is_by_hamlet
from hoctap.reports.marks import communes_behind, sample_mark, titles_of
from hoctap.reports.season import table_url, words_of

YEARS = 5
_MEASURES: dict[Title, Measure] = {
    Title.LEARNING_FAMILY: RECOGNISED,
    # Adults have no counters of a past boundary; those who registered have.
    Title.LEARNING_CITIZEN: citizen_measures.OF_REGISTERED,
}

# Of one picture, in units of its own: bars stand on FLOOR, 100 % reaches up to CEILING.
WIDTH, CEILING, FLOOR = 200, 16, 78
YEARS_AT, HEIGHT = FLOOR + 14, FLOOR + 18
_BAR, _SLOT = 26, WIDTH // YEARS


@dataclass(frozen=True)
class TrendPoint:
    """None is "not known"; zero is zero."""

    year: int
    recognised: int | None
    whole: int | None
    known: int
    """Hamlets of today whose year is known."""
    hamlets: int
    position: int
    """Its place in the picture, from 0."""
    is_running: bool = False
    """The year is not over: its share still grows."""

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.recognised, self.whole)

    @property
    def is_partial(self) -> bool:
        return 0 < self.known < self.hamlets

    @property
    def is_whole(self) -> bool:
        """It says something of the whole place and the whole year."""
        return self.percent is not None and not self.is_partial and not self.is_running

    @property
    def text(self) -> str:
        return "—" if self.percent is None else format_percent(self.percent, 0)

    @property
    def middle(self) -> int:
        return self.position * _SLOT + _SLOT // 2

    @property
    def left(self) -> int:
        return self.middle - _BAR // 2

    @property
    def bar_width(self) -> int:
        return _BAR

    @property
    def top(self) -> int:
        return _height_at(self.percent or Decimal(0))

    @property
    def bar_height(self) -> int:
        return FLOOR - self.top

    @property
    def label_at(self) -> int:
        return self.top - 4


class Frame:
    """What the picture is drawn in."""

    width, height, floor, years_at = WIDTH, HEIGHT, FLOOR, YEARS_AT


@dataclass(frozen=True)
class Trend:
    place: Place
    points: tuple[TrendPoint, ...]
    url: str
    """Where its figures open: its own pictures, or the results of a hamlet."""
    target: Decimal | None = None
    part: str = "ấp, khóm"
    """What a year that is known in part is known of."""
    frame: ClassVar[type[Frame]] = Frame

    @property
    def line_at(self) -> int | None:
        return None if self.target is None else _height_at(self.target)

    @property
    def comparable(self) -> list[TrendPoint]:
        return [point for point in self.points if point.is_whole]

    @property
    def change(self) -> Decimal | None:
        """Percentage points between the first and the last year known in full."""
        known = self.comparable
        if len(known) < 2 or known[-1].percent is None or known[0].percent is None:
            return None
        return (known[-1].percent - known[0].percent).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def finding(self) -> str:
        known = self.comparable
        if not known:
            return self._unfinished or "chưa có số liệu"
        if self.change is None:
            return f"mới có năm {known[0].year}: {known[0].text}"
        between = f"{known[0].year}–{known[-1].year}"
        if not self.change:
            return f"như cũ, {known[-1].text} ({between})"
        word = "tăng" if self.change > 0 else "giảm"
        return f"{word} từ {known[0].text} ({known[0].year}) {_to(word)} {known[-1].text} ({known[-1].year})"

    @property
    def _unfinished(self) -> str:
        told = [point for point in self.points if point.percent is not None]
        if not told:
            return ""
        if told[-1].is_running:
            return f"năm {told[-1].year} đang làm: {told[-1].text}"
        return f"chỉ một số {self.part} có số liệu"

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        years = "; ".join(f"năm {point.year} {_spoken(point, self.part)}" for point in self.points)
        return f"{self.place.title}: {self.finding}. {years}."


@dataclass(frozen=True)
class TrendTable:
    place: Place
    title: Title
    measure: Measure
    years: tuple[int, ...]
    rows: tuple[Trend, ...]
    total: Trend
    read_at: dt.datetime
    sample_mark: str = ""

    @property
    def caption(self) -> str:
        return f"{self.measure.label} – {self.place.full_name}, {self.years[0]}–{self.years[-1]}"

    @property
    def finding(self) -> str:
        """What the pictures say, in one sentence."""
        if self.total.comparable or any(row.comparable for row in self.rows):
            up = sum(1 for row in self.rows if row.change is not None and row.change > 0)
            down = sum(1 for row in self.rows if row.change is not None and row.change < 0)
            counts = f" {up} nơi tăng, {down} nơi giảm." if up or down else ""
            return f"Cả địa bàn {self.total.finding}.{counts}"
        return f"Chưa có năm nào đủ số liệu từ {self.years[0]} đến {self.years[-1]}."


def trend_table(
    place: Place,
    last_year: int,
    title: Title = Title.LEARNING_FAMILY,
    *,
    results: Sequence[TargetResult] | None = None,
) -> TrendTable:
    """A row for each hamlet of a commune, or for each commune of a place above, over five years up to `last_year`. A fixed number of
    queries for each year, and one for each step of lineage. `results`: the place's targets, where they were read already.
    """
    years = tuple(range(last_year - YEARS + 1, last_year + 1))
    measure = _MEASURES.get(title) or words_of(title).of_whole
    communes = communes_of(place)
    read = figures_through_years(communes, years, measure)
    targets = plan_queries.target_results(place, last_year) if results is None else results
    target = _target(targets, measure)

    def trend(where: Place, by_year: Sequence[Iterable[HamletThen]], url: str) -> Trend:
        points = tuple(
            _point(year, list(rows), position)
            for position, (year, rows) in enumerate(zip(years, by_year, strict=True))
        )
        return Trend(where, points, url, target)

    if is_by_hamlet(place):
        hamlets = [row.hamlet for one in read[-1].values() for row in one.rows]
        if place.level == Level.HAMLET:
            hamlets = [hamlet for hamlet in hamlets if hamlet.pk == place.pk]
        of_hamlet = [{row.hamlet.pk: row for one in year.values() for row in one.rows} for year in read]
        rows = tuple(
            trend(hamlet, [[year[hamlet.pk]] for year in of_hamlet], table_url(hamlet, last_year, title))
            for hamlet in hamlets
        )
        whole = [[year[hamlet.pk] for hamlet in hamlets] for year in of_hamlet]
    else:
        rows = tuple(
            trend(commune, [year[commune.pk].rows for year in read], trend_url(commune, last_year, title))
            for commune in communes
        )
        whole = [[row for one in year.values() for row in one.rows] for year in read]
    return TrendTable(
        place,
        title,
        measure,
        years,
        rows,
        trend(place, whole, table_url(place, last_year, title)),
        timezone.now(),
        sample_mark(
            communes_behind(part for year in read for part in year.values()), years, titles_of([measure])
        ),
    )


def trend_url(place: Place, year: int, title: Title) -> str:
    asked = {"place": place.pk, "year": year}
    more = {} if title == Title.LEARNING_FAMILY else {"title": title.value}
    return f"{reverse('result_trend')}?{urlencode(asked | more)}"


def _point(year: int, rows: Sequence[HamletThen], position: int) -> TrendPoint:
    known = [row.figure for row in rows if row.figure and row.figure.numerator is not None]
    return TrendPoint(
        year=year,
        recognised=added(figure.numerator for figure in known),
        whole=added(figure.denominator for figure in known),
        known=len(known),
        hamlets=len(rows),
        position=position,
        is_running=year >= today().year,
    )


def _spoken(point: TrendPoint, part: str) -> str:
    if point.percent is None:
        return "chưa có số liệu"
    notes = [f"mới có {point.known}/{point.hamlets} {part}"] if point.is_partial else []
    notes += ["đang làm"] if point.is_running else []
    return f"{point.text}{f' ({", ".join(notes)})' if notes else ''}"


def _target(results: Sequence[TargetResult], measure: Measure) -> Decimal | None:
    for result in results:
        if result.target.measure == measure.code and result.is_percent:
            return result.bar_target
    return None


def _height_at(percent: Decimal) -> int:
    return FLOOR - int(min(percent, Decimal(100)) * (FLOOR - CEILING) / 100)


def _to(word: str) -> str:
    return "lên" if word == "tăng" else "xuống"
