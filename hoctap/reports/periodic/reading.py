"""A report's figures from records, at the moment of asking. One reading of the period and one of the same period a year before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from hoctap.core.dates import VIETNAM, today
from hoctap.core.vietnamese import format_number
from hoctap.places import lineage
from hoctap.places.models import Level, Place
from hoctap.plans.rules import is_met
from hoctap.reports.periodic.definition import TOTAL, Aspect, Column, Definition, Row, Rows, TableSpec
from hoctap.reports.periodic.filling import (
    RECORDS,
    TYPED,
    Cell,
    Filled,
    FilledRow,
    FilledTable,
    PlaceThen,
    share,
    summed_row,
)
from hoctap.reports.quantities.earlier import Earlier, read_before
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.queries import Planned, Reading, Value, planned, read_quantities
from hoctap.reports.quantities.registry import quantities


@dataclass(frozen=True)
class Source:
    """Everything a report's tables are filled from."""

    place: Place
    period: Period
    now: Reading
    before: Earlier
    planned: Sequence[Planned]
    typed: Mapping[str, Decimal]
    """By cell."""
    earlier: Mapping[str, Decimal]
    """What the report of the same period a year before said, by quantity; for what no record gives."""
    as_of: dt.date | None


def address(table: TableSpec, row: str, column: Column) -> str:
    return f"{table.key}/{row}/{column.key}"


def read_source(
    definition: Definition,
    place: Place,
    period: Period,
    *,
    cut_off_on: dt.date,
    typed: Mapping[str, Decimal],
    earlier: Mapping[str, Decimal],
    from_paper: bool = False,
) -> Source:
    """`from_paper`: the records were entered after the report had gone out, so they are read as they stand now."""
    codes = definition.quantities()
    as_of = cut_off_on if cut_off_on < min(today(), period.ends_on) and not from_paper else None
    now = read_quantities(place, period, codes, as_of=as_of)
    return Source(
        place=place,
        period=period,
        now=now,
        before=read_before(place, period, codes, now=now),
        planned=planned(place, period),
        typed=typed,
        earlier=earlier,
        as_of=as_of,
    )


def fill(definition: Definition, source: Source, *, cut_off_on: dt.date, sample_mark: str) -> Filled:
    called = lineage.as_called_on([source.place, *source.now.children], source.period.ends_on)
    names = {pk: place.title for pk, place in called.items()}
    return Filled(
        tables=tuple(_table(table, source, names) for table in definition.tables()),
        read_at=timezone.now().astimezone(VIETNAM),
        cut_off_on=cut_off_on,
        geometry=tuple(then(called[one.pk]) for one in source.now.children),
        places_in=source.now.communes_in,
        places_all=source.now.communes_all,
        missing=source.now.missing if source.place.level != Level.COMMUNE else (),
        sample_mark=sample_mark,
        before_note=source.before.note,
    )


def then(place: Place) -> PlaceThen:
    return PlaceThen(
        str(place.pk),
        place.title,
        place.code,
        place.valid_from.isoformat(),
        place.valid_to.isoformat() if place.valid_to else "",
    )


def _table(spec: TableSpec, source: Source, names: Mapping[UUID, str]) -> FilledTable:
    if spec.rows == Rows.TARGETS:
        return FilledTable(spec, tuple(target_row(one) for one in source.planned))
    if spec.rows == Rows.LISTED:
        return FilledTable(spec, tuple(_listed(spec, row, source) for row in spec.listed))
    rows = tuple(
        _of_place(spec, child, names[child.pk], str(child.pk), source) for child in source.now.children
    )
    return FilledTable(spec, rows, _total(spec, rows, source))


def target_row(one: Planned, *, counted: Cell | None = None) -> FilledRow:
    """A target is judged here, not added up: what lies below has its own. `counted`: the share that the reports below give."""
    first, second, result = _number(one.numerator), _number(one.denominator), one.result
    if counted is not None:
        first, second, result = counted.first, counted.second, counted.value
    met = one.met
    if counted is not None and one.value is not None:
        met = is_met(one.comparator, one.value, one.value_max, result)
    words = {True: "đạt", False: "chưa đạt", None: "—"}[met if not one.missing else None]
    shown = "—"
    if result is not None:
        shown = f"{format_number(result, 2 if one.unit == '%' else None)} {one.unit}".strip()
    cells = {
        "wanted": Cell(Aspect.PLANNED, text=one.wanted),
        "numerator": Cell(Aspect.NOW, first, url="" if counted else one.url),
        "denominator": Cell(Aspect.NOW, second),
        "result": Cell(Aspect.NOW, result, text=shown),
        "met": Cell(Aspect.NOW, text=words),
    }
    return FilledRow(str(one.target_id), one.label, cells, unit=one.plan_label)


def _listed(spec: TableSpec, row: Row, source: Source) -> FilledRow:
    cells: dict[str, Cell] = {}
    for column in spec.columns:
        code = column.quantity or row.quantity
        at = address(spec, row.key, column)
        cells[column.key] = _cell(
            column, code, source, at, source.now.total, source.before.total, spec, row.key
        )
    return FilledRow(row.key, row.label, cells, unit=row.unit)


def _of_place(spec: TableSpec, place: Place, name: str, key: str, source: Source) -> FilledRow:
    now = source.now.by_child.get(place.pk, {})
    before = source.before.by_child.get(place.pk, {})
    cells = {
        column.key: _cell(
            column, column.quantity, source, address(spec, key, column), now, before, spec, key, place
        )
        for column in spec.columns
    }
    missing = all(
        cell.value is None for cell in cells.values() if cell.aspect == Aspect.NOW and cell.source == RECORDS
    )
    return FilledRow(key, name, cells, place_id=str(place.pk), is_missing=missing and bool(cells))


def _total(spec: TableSpec, rows: Sequence[FilledRow], source: Source) -> FilledRow:
    """Of the place itself, where records give it: a commune may hold what lies in none of its hamlets."""
    added = summed_row(rows, spec)
    cells: dict[str, Cell] = dict(added.cells)
    for column in spec.columns:
        at = address(spec, TOTAL, column)
        if _is_written(column.quantity) and column.aspect == Aspect.NOW and rows:
            continue
        cell = _cell(column, column.quantity, source, at, source.now.total, source.before.total, spec, TOTAL)
        if cell.value is not None or column.aspect == Aspect.PLANNED:
            cells[column.key] = cell
    return FilledRow(TOTAL, "Tổng cộng", cells, place_id=str(source.place.pk))


def _cell(
    column: Column,
    code: str,
    source: Source,
    at: str,
    now: Mapping[str, Value],
    before: Mapping[str, Value],
    spec: TableSpec,
    row: str,
    place: Place | None = None,
) -> Cell:
    match column.aspect:
        case Aspect.NOW:
            if _is_written(code):
                return Cell(Aspect.NOW, source.typed.get(at), source=TYPED)
            return Cell(Aspect.NOW, _known(now, code), url=_url(code, place or source.place, source))
        case Aspect.BEFORE:
            return Cell(Aspect.BEFORE, _before(code, before, source, row))
        case Aspect.ESTIMATE:
            return Cell(Aspect.ESTIMATE, source.typed.get(at), source=TYPED)
        case Aspect.PLANNED:
            return _planned_cell(code, source) if place is None else Cell(Aspect.PLANNED)
        case Aspect.CHANGE:
            if _of_others(now.get(code), before.get(code)):
                return Cell(Aspect.CHANGE)
            first = _typed_or_known(code, now, source, spec, row)
            return share(Aspect.CHANGE, first, _before(code, before, source, row))
        case Aspect.RATIO:
            if _of_others(now.get(code), now.get(column.over)):
                return Cell(Aspect.RATIO)
            first = _typed_or_known(code, now, source, spec, row)
            second = _typed_or_known(column.over, now, source, spec, row)
            return share(Aspect.RATIO, first, second)
    raise AssertionError(column.aspect)


def _of_others(one: Value | None, other: Value | None) -> bool:
    """Both are sums, and of other communes: neither a share nor a difference of them says anything. A line of sums adds up the lines that
    have both.
    """
    if one is None or other is None or one.number is None or other.number is None:
        return False
    return set(one.missing_communes) != set(other.missing_communes)


def _typed_or_known(
    code: str, now: Mapping[str, Value], source: Source, spec: TableSpec, row: str
) -> Decimal | None:
    """What stands in the row for the quantity: a written one stands in the column or line of its own."""
    if not _is_written(code):
        return _known(now, code)
    listed = any(one.key == row and one.quantity == code for one in spec.listed)
    for column in spec.columns:
        if column.aspect == Aspect.NOW and (column.quantity == code or (listed and not column.quantity)):
            return source.typed.get(address(spec, row, column))
    return None


def _before(code: str, before: Mapping[str, Value], source: Source, row: str) -> Decimal | None:
    if _is_written(code):
        return source.earlier.get(f"{code}@{row}")
    known = _known(before, code)
    quantity = quantities.get(code) if known is None else None
    # Records that took the place of writing may begin this year: then last year's figure is what was written.
    came_to_be_read = quantity is not None and quantity.read is None
    return source.earlier.get(f"{code}@{row}") if came_to_be_read else known


def _planned_cell(code: str, source: Source) -> Cell:
    """The place's own target of the measure that the quantity is a part of."""
    measure = code.removeprefix("measure:").rpartition(":")[0]
    for one in source.planned:
        if one.measure in (code, measure) and one.value is not None:
            return Cell(Aspect.PLANNED, one.value)
    return Cell(Aspect.PLANNED)


def _is_written(code: str) -> bool:
    quantity = quantities.get(code) if code else None
    return quantity is not None and quantity.is_written


def _known(values: Mapping[str, Value], code: str) -> Decimal | None:
    value = values.get(code)
    return None if value is None else _number(value.number)


def _number(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _url(code: str, place: Place, source: Source) -> str:
    quantity = quantities.get(code)
    if quantity is None or quantity.drill_url is None:
        return ""
    return quantity.drill_url(place, source.period)


def written_cells(definition: Definition, filled: Filled) -> list[str]:
    """Addresses that somebody writes by hand: estimates, and what stands in other books."""
    found = []
    for table in filled.tables:
        for row in table.all_rows:
            for column in table.spec.columns:
                cell = row.cells.get(column.key)
                if cell is not None and cell.source == TYPED and not _is_sum(table.spec, row):
                    found.append(address(table.spec, row.key, column))
    return found


def _is_sum(spec: TableSpec, row: FilledRow) -> bool:
    """A total of lines is worked out, unless there are no lines."""
    return row.is_total and spec.rows == Rows.CHILDREN


def said_by_quantity(definition: Definition, filled: Filled) -> dict[str, Decimal]:
    """What an earlier report said of each quantity, keyed `quantity@row`, for what no record gives."""
    said: dict[str, Decimal] = {}
    for table in filled.tables:
        codes = {row.key: row.quantity for row in table.spec.listed}
        for row in table.all_rows:
            for column in table.spec.columns:
                cell = row.cells.get(column.key)
                code = column.quantity or codes.get(row.key, "")
                if cell and column.aspect == Aspect.NOW and code and cell.value is not None:
                    said[f"{code}@{row.key}"] = cell.value
    return said
