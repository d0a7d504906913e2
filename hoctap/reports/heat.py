"""Places by indicators in one table: each cell a share that opens to its records, each column sorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from hoctap.assessments.measures import MEASURES as FILE_MEASURES
from hoctap.core.vietnamese import format_date, format_number, format_percent
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Figure
from hoctap.measures.registry import Measure
from hoctap.places.models import Level, Place
from hoctap.plans import queries as plan_queries
from hoctap.plans.figures.queries import PlaceFigure, figures_of_each
from hoctap.plans.indicators import Indicator, indicators
from hoctap.plans.rules import PERCENT, is_met
from hoctap.reports.marks import sample_mark, titles_of
from hoctap.reports.queries import with_titles
from hoctap.reports.season import words_of


@dataclass(frozen=True)
class HeatCell:
    figure: Figure | None
    """Of a measure; a dated figure of an indicator has none."""
    url: str
    met: bool | None
    """Against the target that binds the place above; None without one, or without a figure."""
    told: PlaceFigure | None = None
    unit: str = ""

    @property
    def share(self) -> Decimal | None:
        """In percent, where it is one."""
        if self.told is not None:
            return self.told.value if self.told.denominator else None
        return self.figure.percent if self.figure else None

    @property
    def value(self) -> Decimal | None:
        """What it is sorted by."""
        return self.told.value if self.told is not None else self.share

    @property
    def text(self) -> str:
        if self.told is not None and not self.told.denominator:
            return f"{format_number(self.told.value)}\N{NO-BREAK SPACE}{self.unit}"
        return format_percent(self.share)

    @property
    def since(self) -> str:
        return f"đến {format_date(self.told.as_of)}" if self.told else ""

    @property
    def step(self) -> int:
        """How dark: a quarter of the way each; 0 where nothing is known, and for what is no share."""
        return 0 if self.share is None else min(4, int(self.share // 25) + 1)

    @property
    def word(self) -> str:
        return {True: "đạt", False: "chưa đạt", None: ""}[self.met]


@dataclass(frozen=True)
class HeatRow:
    place: Place
    url: str
    named: tuple[tuple[Measure | Indicator, HeatCell], ...]

    @property
    def cells(self) -> tuple[HeatCell, ...]:
        return tuple(cell for _, cell in self.named)


@dataclass(frozen=True)
class HeatTable:
    place: Place
    year: int
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    """Those of which a place below wrote a dated figure down."""
    rows: tuple[HeatRow, ...]
    sort: str
    lacking: tuple[str, ...] = ()
    """What its columns leave out, a sentence each."""
    sample_mark: str = ""

    @property
    def columns(self) -> tuple[Measure | Indicator, ...]:
        return (*self.measures, *self.indicators)

    @property
    def finding(self) -> str:
        if not self.columns:
            return f"Năm {self.year} chưa có số liệu: chưa mở đợt công nhận."
        known = sum(1 for row in self.rows if any(cell.value is not None for cell in row.cells))
        return f"{known}/{len(self.rows)} nơi có số liệu năm {self.year}; bấm đầu cột để xếp thứ tự."


def heat_table(place: Place, year: int, sort: str = "") -> HeatTable:
    """A fixed number of queries for any number of places below. `sort`: a column's code, with "-" from the highest down;
    what is missing stands last either way. Columns: the titles with a round, titles of files that somebody holds or a target asks for,
    and dated figures that a place below wrote down.
    """
    targets = {
        result.target.measure: result.target for result in reversed(plan_queries.target_results(place, year))
    }
    of_rounds = [measure for title in with_titles(place, year) for measure in words_of(title).all]
    scope = measure_queries.read_scope(place, year)
    read = measure_queries.breakdowns(scope, [*of_rounds, *FILE_MEASURES])
    measures = tuple(
        measure for measure in of_rounds if not measure.why_missing or not read[measure.code].total.is_missing
    ) + tuple(
        measure
        for measure in FILE_MEASURES
        if read[measure.code].total.numerator
        or (measure.code in targets and not read[measure.code].total.is_missing)
    )
    told = figures_of_each([child.pk for child in scope.children], year)
    dated = tuple(one for one in indicators if any(code == one.code for code, _ in told))
    figures = {
        measure.code: {child.place.pk: child.figure for child in read[measure.code].children}
        for measure in measures
    }

    def met(code: str, value: Decimal | None, *, in_percent: bool) -> bool | None:
        target = targets.get(code)
        if target is None or (target.unit == PERCENT) != in_percent:
            return None
        return is_met(target.comparator, target.value, target.value_max, value)

    def cell(measure: Measure, child: Place) -> HeatCell:
        figure = figures[measure.code].get(child.pk) or _NOTHING
        url = "" if figure.percent is None else measure.drill_url(child, year, "numerator")
        return HeatCell(figure, url, met(measure.code, figure.percent, in_percent=True))

    def told_cell(indicator: Indicator, child: Place) -> HeatCell:
        one = told.get((indicator.code, child.pk))
        value = one.value if one and not indicator.needs_base_year else None
        in_percent = bool(one and one.denominator)
        return HeatCell(None, "", met(indicator.code, value, in_percent=in_percent), one, indicator.unit)

    rows = [
        HeatRow(
            child,
            "" if child.level == Level.HAMLET else f"{reverse('result_heat')}?place={child.pk}&year={year}",
            (
                *((measure, cell(measure, child)) for measure in measures),
                *((indicator, told_cell(indicator, child)) for indicator in dated),
            ),
        )
        for child in scope.children
    ]
    lacking = tuple(
        f"{measure.label}: chưa đủ, {read[measure.code].total.incomplete}."
        for measure in measures
        if read[measure.code].total.incomplete
    )
    columns: list[Measure | Indicator] = [*measures, *dated]
    codes = [column.code for column in columns]
    mark = sample_mark([commune.pk for commune in scope.communes], year, titles_of(measures))
    return HeatTable(place, year, measures, dated, tuple(_sorted(rows, codes, sort)), sort, lacking, mark)


_NOTHING = Figure(None, None, None, 0, 0)


def _sorted(rows: list[HeatRow], codes: Sequence[str], sort: str) -> list[HeatRow]:
    code = sort.removeprefix("-")
    if code not in codes:
        return rows
    at, sign = codes.index(code), -1 if sort.startswith("-") else 1

    def key(row: HeatRow) -> tuple[bool, Decimal]:
        value = row.cells[at].value
        return value is None, sign * value if value is not None else Decimal(0)

    return sorted(rows, key=key)
