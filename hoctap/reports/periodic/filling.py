"""A report's tables with their figures, live or frozen: shapes, sums, JSON.

Counts add up; a share is divided after the sum, a difference taken after it. None is "not known": it prints as a dash and is in no sum.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from hoctap.core.vietnamese import format_number
from hoctap.reports.periodic.definition import TOTAL, Aspect, Column, TableSpec

RECORDS, TYPED, REPORTS = "records", "typed", "reports"
"""Where a number comes from: records here, the hand of whoever wrote the report, the accepted reports below."""


@dataclass(frozen=True)
class Cell:
    """`first` and `second` are what a share divides (first/second) or a difference subtracts (first − second)."""

    aspect: Aspect
    value: Decimal | None = None
    first: Decimal | None = None
    second: Decimal | None = None
    source: str = RECORDS
    text: str = ""
    """Words in place of a number: what a plan wants, whether it was met."""
    url: str = ""
    """Where it opens; of live figures and of those read from records."""
    left_out: int = 0
    """Of a sum over reports: how many of them do not know it."""

    @property
    def shown(self) -> str:
        if self.text:
            return self.text
        if self.value is None:
            return "—"
        if self.aspect == Aspect.RATIO:
            return format_number(self.value, 2)
        sign = "+" if self.aspect == Aspect.CHANGE and self.value > 0 else ""
        return sign + format_number(self.value)

    @property
    def is_typed(self) -> bool:
        return self.source == TYPED


def share(aspect: Aspect, first: Decimal | None, second: Decimal | None, **more: Any) -> Cell:
    """A cell that is worked out of two numbers."""
    value = None
    if first is not None and second is not None:
        if aspect == Aspect.CHANGE:
            value = first - second
        elif second:
            value = first * 100 / second
    return Cell(aspect, value, first, second, **more)


@dataclass(frozen=True)
class FilledRow:
    key: str
    label: str
    cells: Mapping[str, Cell]
    unit: str = ""
    place_id: str = ""
    report_id: str = ""
    """The report below whose line it is."""
    is_missing: bool = False
    late: bool = False

    @property
    def is_total(self) -> bool:
        return self.key == TOTAL


@dataclass(frozen=True)
class FilledTable:
    spec: TableSpec
    rows: tuple[FilledRow, ...]
    total: FilledRow | None = None

    @property
    def key(self) -> str:
        return self.spec.key

    @property
    def all_rows(self) -> tuple[FilledRow, ...]:
        return (*self.rows, self.total) if self.total else self.rows

    @property
    def is_empty(self) -> bool:
        """Nothing is known in it yet: it is named, not shown."""
        cells = [
            cell for row in self.all_rows for cell in row.cells.values() if cell.aspect != Aspect.PLANNED
        ]
        # A line of places stands for itself where something is typed into it.
        return all(
            cell.value in (None, 0) and not cell.first and (not cell.text or cell.text == "—")
            for cell in cells
        )

    def row(self, key: str) -> FilledRow | None:
        return next((one for one in self.all_rows if one.key == key), None)

    @property
    def shows_before(self) -> bool:
        return any(column.aspect in (Aspect.BEFORE, Aspect.CHANGE) for column in self.spec.columns)

    @property
    def heads(self) -> list[tuple[str, int]]:
        """The upper heads with how many columns each spans; "" over a column that has none."""
        groups: list[tuple[str, int]] = []
        for column in self.spec.columns:
            if groups and column.group and groups[-1][0] == column.group:
                groups[-1] = (column.group, groups[-1][1] + 1)
            else:
                groups.append((column.group, 1))
        return groups

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.spec.columns)


@dataclass(frozen=True)
class PlaceThen:
    """A place as it stood when the report was sent."""

    id: str
    name: str
    code: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Filled:
    tables: tuple[FilledTable, ...]
    read_at: dt.datetime
    cut_off_on: dt.date
    geometry: tuple[PlaceThen, ...] = ()
    places_in: int = 0
    places_all: int = 0
    missing: tuple[str, ...] = ()
    sample_mark: str = ""
    before_note: str = ""
    """Whose last year was put together on today's boundary; beside the tables that show it."""
    from_reports: bool = False

    @property
    def is_partial(self) -> bool:
        return bool(self.missing)

    def table(self, key: str) -> FilledTable | None:
        return next((one for one in self.tables if one.key == key), None)

    def cell(self, address: str) -> Cell | None:
        found = self.find(address)
        return found[2] if found else None

    def find(self, address: str) -> tuple[FilledTable, FilledRow, Cell, Column] | None:
        key, _, rest = address.partition("/")
        row_key, _, column_key = rest.partition("/")
        table = self.table(key)
        row = table.row(row_key) if table else None
        column = table.spec.column(column_key) if table else None
        if table is None or row is None or column is None or column_key not in row.cells:
            return None
        return table, row, row.cells[column_key], column

    def to_json(self) -> dict[str, Any]:
        return _plain(asdict(self))

    @property
    def summary(self) -> "Filled":
        """What a report above needs of it: of a table of places only its sums."""
        tables = tuple(replace(one, rows=()) if one.total is not None else one for one in self.tables)
        return replace(self, tables=tables, geometry=())

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], specs: Iterable[TableSpec]) -> "Filled":
        by_key = {spec.key: spec for spec in specs}
        tables = tuple(
            FilledTable(
                by_key[one["spec"]["key"]],
                tuple(_row(row) for row in one["rows"]),
                _row(one["total"]) if one["total"] else None,
            )
            for one in kept["tables"]
        )
        return cls(
            **{
                **kept,
                "tables": tables,
                "read_at": dt.datetime.fromisoformat(kept["read_at"]),
                "cut_off_on": dt.date.fromisoformat(kept["cut_off_on"]),
                "geometry": tuple(PlaceThen(**one) for one in kept["geometry"]),
                "missing": tuple(kept["missing"]),
            }
        )


@dataclass
class _Sum:
    value: Decimal | None = None
    first: Decimal | None = None
    second: Decimal | None = None
    left_out: int = 0
    sources: set[str] = field(default_factory=set)


def added(cells: Sequence[Cell], aspect: Aspect, *, source: str = "") -> Cell:
    """The sum of counts; of shares Σ/Σ and of differences Σ−Σ, over those where both sides are known. A given target is not added."""
    total = _Sum()
    for cell in cells:
        if aspect in (Aspect.RATIO, Aspect.CHANGE):
            if cell.first is None or cell.second is None:
                total.left_out += 1
                continue
            total.first = (total.first or Decimal(0)) + cell.first
            total.second = (total.second or Decimal(0)) + cell.second
        elif cell.value is None:
            total.left_out += 1
            continue
        else:
            total.value = (total.value or Decimal(0)) + cell.value
        total.sources.add(cell.source)
    of = source or (TYPED if total.sources == {TYPED} else RECORDS)
    if aspect == Aspect.PLANNED:
        return Cell(aspect)
    if aspect in (Aspect.RATIO, Aspect.CHANGE):
        return replace(share(aspect, total.first, total.second, source=of), left_out=total.left_out)
    return Cell(aspect, total.value, source=of, left_out=total.left_out)


def summed_row(
    rows: Sequence[FilledRow], spec: TableSpec, *, source: str = "", label: str = "Tổng cộng"
) -> FilledRow:
    cells = {
        column.key: added(
            [row.cells[column.key] for row in rows if column.key in row.cells and not row.is_missing],
            column.aspect,
            source=source,
        )
        for column in spec.columns
    }
    return FilledRow(TOTAL, label, cells)


def _row(kept: Mapping[str, Any]) -> FilledRow:
    return FilledRow(**{**kept, "cells": {key: _cell(one) for key, one in kept["cells"].items()}})


def _cell(kept: Mapping[str, Any]) -> Cell:
    numbers = {
        name: None if kept[name] is None else Decimal(kept[name]) for name in ("value", "first", "second")
    }
    return Cell(**{**kept, "aspect": Aspect(kept["aspect"]), **numbers})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
