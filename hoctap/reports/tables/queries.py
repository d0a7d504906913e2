"""The ad hoc table: rows × columns × filter of any measure, read where every other screen reads (`measures.queries`)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import MISSING, format_date, format_number, format_percent
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Breakdown, Figure, Past, Scope
from hoctap.measures.registry import Measure, measures
from hoctap.places import lineage
from hoctap.places.models import Level, Organisation, Place
from hoctap.recognition.as_of import past_counters
from hoctap.reports.marks import sample_mark, titles_of
from hoctap.reports.queries import with_titles
from hoctap.reports.season import dated, words_of
from hoctap.reports.tables.models import PublicPlace, SavedTable
from hoctap.reports.tables.rules import (
    COLUMNS,
    OF_PLACES,
    PARTS,
    ROWS,
    Definition,
    size_reasons,
    up_to,
)

_LISTED = {"communes": Level.COMMUNE, "hamlets": Level.HAMLET}
_NOTHING = Figure(None, None, None, 0, 0)


@dataclass(frozen=True)
class Column:
    """One column of figures: a measure in a year, one part of it."""

    key: str
    label: str
    part: str
    measure: Measure | None = None
    year: int = 0

    @property
    def head(self) -> str:
        return self.label if self.part == "percent" else f"{self.label}: {PARTS[self.part]}"

    @property
    def is_share(self) -> bool:
        return self.part == "percent"


@dataclass(frozen=True)
class Cell:
    figure: Figure
    part: str
    label: str = ""
    """The head of its column, for a card on a phone."""
    url: str = ""

    @property
    def value(self) -> int | Decimal | None:
        """None is "not known"; zero is zero."""
        if self.part == "percent":
            return self.figure.percent
        return self.figure.numerator if self.part == "numerator" else self.figure.denominator

    @property
    def text(self) -> str:
        if self.value is None:
            return MISSING
        return format_percent(self.value) if self.part == "percent" else format_number(self.value)

    @property
    def note(self) -> str:
        figure = self.figure
        return f"{figure.communes_in}/{figure.communes_all} xã" if figure.is_partial else ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    url: str = ""
    place: Place | None = None

    @property
    def lacks(self) -> bool:
        return any(cell.value is None for cell in self.cells)


@dataclass(frozen=True)
class AdhocTable:
    place: Place
    definition: Definition
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    read_at: dt.datetime
    of_all: int = 0
    """Rows before the filter."""
    missing: tuple[str, ...] = ()
    """For each measure and year that some communes have no records of: how many have, and who has not."""
    lacking: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Codes that are no measure here any more."""
    ended_on: dt.date | None = None
    """The last day of a place that ended."""
    reasons: tuple[Reason, ...] = ()
    """Why it is not shown."""
    sample_mark: str = ""

    @property
    def total_label(self) -> str:
        kinds = f" ({', '.join(self.definition.kinds)})" if self.definition.kinds else ""
        return f"Cả {self.place.full_name}{kinds}"

    @property
    def row_label(self) -> str:
        return {"years": "Năm", "measures": "Chỉ số", "hamlets": "Ấp, khóm"}.get(
            self.definition.rows, "Địa bàn"
        )

    @property
    def caption(self) -> str:
        asked = self.definition
        if asked.is_across_years:
            when = f"{asked.years[0]}–{asked.years[-1]}"
        else:
            when = f"năm {asked.year}"
        then = f", đến hết ngày {format_date(asked.as_of)}" if asked.as_of else ""
        then += f", chỉ {', '.join(asked.kinds)}" if asked.kinds else ""
        return f"{ROWS[asked.rows].capitalize()} × {COLUMNS[asked.columns]} – {self.place.full_name}, {when}{then}"

    @property
    def finding(self) -> str:
        """What its first column says, in one sentence."""
        if self.reasons:
            return "Bảng quá lớn để xem trên trang."
        if not self.columns:
            return "Chưa có chỉ số nào để xem: chọn chỉ số ở dưới."
        if not self.rows:
            return f"Không có dòng nào thỏa điều kiện lọc, trong {format_number(self.of_all)} dòng."
        known = [row for row in self.rows if row.cells[0].value is not None]
        without = len(self.rows) - len(known)
        lack = (
            f" {format_number(without)}/{format_number(len(self.rows))} dòng chưa có số liệu."
            if without
            else ""
        )
        if not known:
            return f"Chưa có số liệu: {self.columns[0].head}."
        if self.definition.rows == "measures":
            return f"{format_number(len(known))}/{format_number(len(self.rows))} chỉ số có số liệu: {self.columns[0].label}."
        if self.definition.rows == "years":
            first, last = known[0], known[-1]
            if first is last:
                return f"{self.columns[0].head}: mới có năm {first.label}, {first.cells[0].text}.{lack}"
            return (
                f"{self.columns[0].head}: {first.cells[0].text} ({first.label}), "
                f"{last.cells[0].text} ({last.label}).{lack}"
            )
        ranked = sorted(known, key=lambda row: row.cells[0].value or 0)
        low, high = ranked[0], ranked[-1]
        if low.cells[0].value == high.cells[0].value:
            return f"{self.columns[0].head}: {low.cells[0].text} ở mọi nơi có số liệu.{lack}"
        return (
            f"{self.columns[0].head}: cao nhất {high.label} ({high.cells[0].text}), "
            f"thấp nhất {low.label} ({low.cells[0].text}).{lack}"
        )

    @property
    def url(self) -> str:
        return table_address(self.place, self.definition)

    @property
    def query(self) -> str:
        return urlencode([("place", str(self.place.pk)), *self.definition.asked()])


def table_address(place: Place, definition: Definition) -> str:
    return f"{reverse('adhoc_table')}?{urlencode([('place', str(place.pk)), *definition.asked()])}"


def offered_measures(place: Place) -> list[Measure]:
    """Those that may be named at the place. One query."""
    return measures.at(place.path)


def table_of(place: Place, definition: Definition, *, most_cells: bool = True) -> AdhocTable:
    """A fixed number of queries for any number of places below; some more for each year of it."""
    ended_on = place.valid_to - ONE_DAY if place.valid_to else None
    asked = up_to(definition, ended_on)
    offered = {measure.code: measure for measure in offered_measures(place)}
    gone = tuple(code for code in asked.measures if code not in offered)
    wanted = [offered[code] for code in asked.measures if code in offered]
    if not asked.measures:
        wanted = _with_records(place, asked)
    by_title = asked.columns == "titles"
    if by_title:
        wanted = [words_of(title).of_whole for title in with_titles(place, asked.year)]
    years = asked.years if asked.is_across_years else (asked.year,)
    if asked.is_across_years and asked.rows in OF_PLACES:
        wanted = wanted[:1]
    scopes = {year: _scope(place, asked, year) for year in years}
    columns = _columns(asked, wanted, years, by_title=by_title)
    if most_cells:
        counted = {"years": len(years), "measures": len(wanted)}.get(
            asked.rows, len(scopes[years[-1]].children)
        )
        if reasons := size_reasons(rows=counted, columns=len(columns)):
            return AdhocTable(
                place, asked, columns, (), None, timezone.now(), counted, gone=gone, reasons=tuple(reasons)
            )
    read = {year: _read(scopes[year], wanted, asked.as_of, by_title=by_title) for year in years}
    named = lineage.as_called_on([place], dt.date(asked.year, 12, 31))[place.pk]
    if asked.rows in OF_PLACES:
        rows, total = _place_rows(place, asked, columns, scopes[years[-1]], read)
    elif asked.rows == "years":
        rows = [_row(str(year), _at(columns, read[year], year), place, asked) for year in years]
        total = None
    else:
        rows = [
            _row(measure.label, _across(columns, measure, read), place, asked, measure=measure)
            for measure in wanted
        ]
        total = None
    shown = _sorted(_filtered(rows, asked), columns, asked)
    missing, lacking = _notes(wanted, read, by_year=len(years) > 1)
    return AdhocTable(
        place=named,
        definition=asked,
        columns=columns,
        rows=tuple(shown),
        total=total,
        read_at=timezone.now(),
        of_all=len(rows),
        missing=missing,
        lacking=lacking,
        gone=gone,
        ended_on=ended_on if ended_on else None,
        sample_mark=sample_mark(
            {commune.pk for scope in scopes.values() for commune in scope.communes}, years, titles_of(wanted)
        ),
    )


def _with_records(place: Place, asked: Definition) -> list[Measure]:
    """Where none is named: those of the titles that have a round in the year."""
    return [measure for title in with_titles(place, asked.year) for measure in words_of(title).all]


def _scope(place: Place, asked: Definition, year: int) -> Scope:
    in_rows = asked.rows in OF_PLACES
    scope = measure_queries.read_scope(place, year, with_children=in_rows, listed=_LISTED.get(asked.rows))
    if not asked.kinds or place.level not in (Level.PROVINCE, Level.DISTRICT):
        return scope
    communes = tuple(one for one in scope.communes if one.kind.lower() in asked.kinds)
    kept = {one.pk for one in communes}
    held = {pk for one in communes for pk in one.path}
    children = tuple(child for child in scope.children if child.pk in held or (child.parent_id in kept))
    return Scope(place, year, communes, children)


def _read(
    scope: Scope, wanted: Sequence[Measure], as_of: dt.date | None, *, by_title: bool
) -> dict[str, Breakdown]:
    """By code. As of a past day each title is read by itself: who had opened its round differs."""
    if as_of is None:
        return measure_queries.breakdowns(scope, wanted)
    communes = [commune.pk for commune in scope.communes]
    of_season = set(season_titles([scope.place, *scope.communes]))
    by_group: dict[str, list[Measure]] = {}
    for measure in wanted:
        by_group.setdefault(measure.code.partition(".")[0], []).append(measure)
    read: dict[str, Breakdown] = {}
    for name, group in by_group.items():
        if name in of_season:
            past = past_counters(communes, scope.year, [name], as_of)
        else:
            past = Past(as_of, {}, frozenset(), frozenset(communes))
        read |= measure_queries.breakdowns(scope, group, past=past)
    return read


def _columns(
    asked: Definition, wanted: Sequence[Measure], years: Sequence[int], *, by_title: bool
) -> tuple[Column, ...]:
    if asked.columns == "years":
        measure = wanted[0] if wanted and asked.rows in OF_PLACES else None
        if measure is None and asked.rows in OF_PLACES:
            return ()
        return tuple(
            Column(f"{year}:{part}", str(year), part, measure, year) for year in years for part in asked.parts
        )
    return tuple(
        Column(f"{measure.code}:{part}", _title_label(measure) if by_title else measure.label, part, measure)
        for measure in wanted
        for part in asked.parts
    )


def _title_label(measure: Measure) -> str:
    return Title(measure.code.partition(".")[0]).label


def _place_rows(
    place: Place,
    asked: Definition,
    columns: Sequence[Column],
    scope: Scope,
    read: dict[int, dict[str, Breakdown]],
) -> tuple[list[Row], Row | None]:
    figures = {
        (year, code): {child.place.pk: child.figure for child in breakdown.children}
        for year, by_code in read.items()
        for code, breakdown in by_code.items()
    }
    children = {
        child.place.pk: child.place
        for by_code in read.values()
        for breakdown in by_code.values()
        for child in breakdown.children
    }
    # In the order of the places; across years also those that ended meanwhile.
    order = {child.pk: at for at, child in enumerate(scope.children)}
    listed = sorted(children.values(), key=lambda one: (order.get(one.pk, len(order)), one.sort_key))
    called = lineage.as_called_on(listed, dt.date(asked.year, 12, 31))
    communes = {commune.pk: commune for commune in scope.communes}
    if asked.rows == "hamlets" and place.level != Level.COMMUNE:
        listed.sort(
            key=lambda one: (
                communes[one.parent_id].sort_key if one.parent_id in communes else "",
                str(one.parent_id),
                one.sort_key,
            )
        )

    def figure(column: Column, pk: UUID) -> Figure:
        assert column.measure is not None
        return figures.get((column.year or asked.year, column.measure.code), {}).get(pk, _NOTHING)

    rows = []
    for child in listed:
        label = called[child.pk].title
        if asked.rows == "hamlets" and child.parent_id in communes and place.level != Level.COMMUNE:
            label = f"{label}, {communes[child.parent_id].full_name}"
        found = [(column, figure(column, child.pk)) for column in columns]
        url = "" if child.level == Level.HAMLET else table_address(child, asked)
        rows.append(_row(label, found, child, asked, url=url))
    if not columns:
        return rows, None
    totals = [
        (column, read[column.year or asked.year][column.measure.code].total)
        for column in columns
        if column.measure is not None
    ]
    return rows, _row("", totals, place, asked)


def _at(columns: Sequence[Column], read: dict[str, Breakdown], year: int) -> list[tuple[Column, Figure]]:
    return [
        (Column(column.key, column.label, column.part, column.measure, year), read[column.measure.code].total)
        for column in columns
        if column.measure is not None
    ]


def _across(
    columns: Sequence[Column], measure: Measure, read: dict[int, dict[str, Breakdown]]
) -> list[tuple[Column, Figure]]:
    return [
        (
            Column(column.key, column.label, column.part, measure, column.year),
            read[column.year][measure.code].total,
        )
        for column in columns
    ]


def _row(
    label: str,
    found: Iterable[tuple[Column, Figure]],
    place: Place,
    asked: Definition,
    *,
    url: str = "",
    measure: Measure | None = None,
) -> Row:
    cells = []
    for column, figure in found:
        part = "numerator" if column.part == "percent" else column.part
        opens = column.measure is not None and not figure.is_missing and not figure.stated
        cell = Cell(figure, column.part, column.head)
        if opens and cell.value is not None and column.measure is not None:
            address = column.measure.drill_url(place, column.year or asked.year, part)
            cell = Cell(figure, column.part, column.head, dated(address, asked.as_of))
        cells.append(cell)
    return Row(label, tuple(cells), url, place)


def _filtered(rows: Sequence[Row], asked: Definition) -> list[Row]:
    found = [row for row in rows if row.lacks] if asked.only_missing else list(rows)
    if asked.least is None and asked.most is None:
        return found

    def lies(row: Row) -> bool:
        value = row.cells[0].value if row.cells else None
        if value is None:
            return False
        over = asked.least is None or value >= asked.least
        return over and (asked.most is None or value <= asked.most)

    return [row for row in found if lies(row)]


def _sorted(rows: list[Row], columns: Sequence[Column], asked: Definition) -> list[Row]:
    """By a column's key, with "-" from the highest down; what is missing stands last either way."""
    keys = [column.key for column in columns]
    key = asked.sort.removeprefix("-")
    if key not in keys:
        return rows
    at, sign = keys.index(key), -1 if asked.sort.startswith("-") else 1

    def order(row: Row) -> tuple[bool, Decimal]:
        value = row.cells[at].value
        return value is None, Decimal(0) if value is None else sign * Decimal(value)

    return sorted(rows, key=order)


def _notes(
    wanted: Sequence[Measure], read: dict[int, dict[str, Breakdown]], *, by_year: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    missing: dict[str, list[str]] = {}
    lacking: dict[str, None] = {}
    for year, by_code in read.items():
        for measure in wanted:
            total = by_code[measure.code].total
            name = f"{measure.label}, năm {year}" if by_year else measure.label
            if total.missing and total.communes_all > 1:
                said = f"{total.communes_in}/{total.communes_all} xã có số liệu; chưa có: {', '.join(total.missing)}"
                missing.setdefault(said, []).append(name)
            if total.incomplete:
                lacking[f"{name}: chưa đủ, {total.incomplete}."] = None
            if measure.why_missing and total.is_missing:
                lacking[f"{measure.label}: {measure.why_missing}"] = None
    # Measures that lack the same communes are told of together.
    return tuple(f"{'; '.join(names)}: {said}." for said, names in missing.items()), tuple(lacking)


# ------------------------------------------------------------------------------------------ saved tables


def own_offices(actor: Actor) -> list[Organisation]:
    """Where the person works today."""
    if actor.user_id is None or actor.capacity_id is None:
        return []
    held = Capacity.objects.filter(pk=actor.capacity_id, user=actor.user_id)
    return [one.organisation for one in held.select_related("organisation__place")]


def offices_for(place: Place, actor: Actor) -> list[Organisation]:
    """Those a table of the place may be shared with: one's own, then those at the place and below. Two queries."""
    own = own_offices(actor)
    below = Organisation.objects.filter(place__path__contains=[place.pk], valid_to__isnull=True)
    return list({one.pk: one for one in [*own, *below.select_related("place")[:200]]}.values())


def saved_tables(actor: Actor) -> "QuerySet[SavedTable]":
    return (
        SavedTable.objects.visible_to(actor).select_related("place", "owner", "office").order_by("name", "id")
    )


def place_for(saved: SavedTable, actor: Actor) -> Place | None:
    """Where the reader's own right reaches: the table's place, else the widest of his own below it."""
    reached = Place.objects.reached_by(actor, Permission.RESULT_READ)
    if reached.filter(pk=saved.place_id).exists():
        return saved.place
    own = Place.objects.filter(
        Q(pk__in=actor.places_with(Permission.RESULT_READ)), path__contains=[saved.place_id]
    ).exclude(level=Level.GROUP)
    return min(own, key=lambda place: (len(place.path), place.sort_key), default=None)


def public_link() -> tuple[str, str] | None:
    """Where one signs in: while any place shows its figures. One query."""
    if not PublicPlace.objects.filter(off_at__isnull=True).exists():
        return None
    return "Số liệu công khai", reverse("public_list")
