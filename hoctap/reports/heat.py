"""Places by indicators in one table: each cell a share that opens to its records, each column sorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Figure
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, Place
from hoctap.plans import queries as plan_queries
from hoctap.plans.rules import is_met
from hoctap.reports.queries import with_titles
from hoctap.reports.season import words_of


@dataclass(frozen=True)
class HeatCell:
    figure: Figure
    url: str
    met: bool | None
    """Against the target that binds the place above; None without one, or without a figure."""

    @property
    def step(self) -> int:
        """How dark: a quarter of the way each; 0 where nothing is known."""
        share = self.figure.percent
        return 0 if share is None else min(4, int(share // 25) + 1)

    @property
    def word(self) -> str:
        return {True: "đạt", False: "chưa đạt", None: ""}[self.met]


@dataclass(frozen=True)
class HeatRow:
    place: Place
    url: str
    named: tuple[tuple[Measure, HeatCell], ...]

    @property
    def cells(self) -> tuple[HeatCell, ...]:
        return tuple(cell for _, cell in self.named)


@dataclass(frozen=True)
class HeatTable:
    place: Place
    year: int
    measures: tuple[Measure, ...]
    rows: tuple[HeatRow, ...]
    sort: str
    lacking: tuple[str, ...] = ()
    """What its columns leave out, a sentence each."""

    @property
    def finding(self) -> str:
        if not self.measures:
            return f"Năm {self.year} chưa có số liệu: chưa mở đợt công nhận."
        known = sum(1 for row in self.rows if any(cell.figure.percent is not None for cell in row.cells))
        return f"{known}/{len(self.rows)} nơi có số liệu năm {self.year}; bấm đầu cột để xếp thứ tự."


def heat_table(place: Place, year: int, sort: str = "") -> HeatTable:
    """A fixed number of queries for any number of places below. `sort`: a measure's code, with "-" from the highest down;
    what is missing stands last either way.
    """
    wanted = [measure for title in with_titles(place, year) for measure in words_of(title).all]
    scope = measure_queries.read_scope(place, year)
    read = measure_queries.breakdowns(scope, wanted)
    measures = tuple(
        measure for measure in wanted if not measure.why_missing or not read[measure.code].total.is_missing
    )
    targets = {
        result.target.measure: result.target
        for result in reversed(plan_queries.target_results(place, year))
        if result.is_percent
    }
    figures = {
        measure.code: {child.place.pk: child.figure for child in read[measure.code].children}
        for measure in measures
    }

    def cell(measure: Measure, child: Place) -> HeatCell:
        figure = figures[measure.code].get(child.pk) or _NOTHING
        target = targets.get(measure.code)
        met = is_met(target.comparator, target.value, target.value_max, figure.percent) if target else None
        url = "" if figure.percent is None else measure.drill_url(child, year, "numerator")
        return HeatCell(figure, url, met)

    rows = [
        HeatRow(
            child,
            "" if child.level == Level.HAMLET else f"{reverse('result_heat')}?place={child.pk}&year={year}",
            tuple((measure, cell(measure, child)) for measure in measures),
        )
        for child in scope.children
    ]
    lacking = tuple(
        f"{measure.label}: chưa đủ, {read[measure.code].total.incomplete}."
        for measure in measures
        if read[measure.code].total.incomplete
    )
    return HeatTable(place, year, measures, tuple(_sorted(rows, measures, sort)), sort, lacking)


_NOTHING = Figure(None, None, None, 0, 0)


def _sorted(rows: list[HeatRow], measures: Sequence[Measure], sort: str) -> list[HeatRow]:
    codes = [measure.code for measure in measures]
    code = sort.removeprefix("-")
    if code not in codes:
        return rows
    at, sign = codes.index(code), -1 if sort.startswith("-") else 1

    def key(row: HeatRow) -> tuple[bool, Decimal]:
        share = row.cells[at].figure.percent
        return share is None, sign * share if share is not None else Decimal(0)

    return sorted(rows, key=key)
