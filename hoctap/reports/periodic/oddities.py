"""A report's figures held against last year's, last month's and themselves, from the cells that it shows."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from hoctap.reports.periodic import queries
from hoctap.reports.periodic.definition import Aspect, Column, Rows, TableSpec
from hoctap.reports.periodic.filling import Cell, Filled, FilledRow, FilledTable
from hoctap.reports.periodic.models import PeriodicReport
from hoctap.reports.quantities.checking import stocks_of, within_of
from hoctap.reports.quantities.odd import ChildFacts, Named, Odd, OddFacts, Within, odd_figures
from hoctap.reports.quantities.registry import quantities

EXPLAINED = "odd:"
"""What begins the key of a text that explains an odd figure."""
LONGEST_KEY = 160


def text_key(odd: Odd) -> str:
    return (EXPLAINED + odd.key)[:LONGEST_KEY]


def odd_in(report: PeriodicReport, shown: Filled) -> list[Odd]:
    """Each once, also where two tables show the same figure."""
    found: dict[str, Odd] = {}
    before = queries.version_before(report)
    sent = queries.filled(before) if before else None
    earlier = queries.earlier_report(report)
    last = queries.previous_report(report)
    previous = queries.filled(last) if last else None
    label = earlier.period.label if earlier else report.period.before().label
    for table in shown.tables:
        if table.spec.rows == Rows.TARGETS:
            continue
        facts = _facts(
            report,
            table,
            sent.table(table.key) if sent else None,
            previous.table(table.key) if previous else None,
            label,
        )
        for odd in odd_figures(facts):
            found.setdefault(odd.key, odd)
    return sorted(found.values(), key=lambda odd: not odd.blocks)


def _facts(
    report: PeriodicReport,
    table: FilledTable,
    sent: FilledTable | None,
    before_table: FilledTable | None,
    before_label: str,
) -> OddFacts:
    spec = table.spec
    rows: list[FilledRow] = list(table.rows)
    of_places = spec.rows == Rows.CHILDREN
    now = _amounts(table.total, spec) if of_places and table.total else _listed_amounts(table)
    return OddFacts(
        place=report.place.title,
        named={code: _named(code) for code in now},
        now=now,
        before=_before(table),
        before_label=before_label,
        last_sent=_said(sent) if sent else {},
        last_sent_label="bản đã gửi trước",
        children=[
            ChildFacts(UUID(row.place_id), row.label, _amounts(row, spec))
            for row in rows
            if of_places and row.place_id and not row.is_missing
        ],
        missing=[row.label for row in rows if of_places and row.is_missing],
        previous=_said(before_table) if before_table else {},
        previous_label=report.period.previous().label,
        within=_within(spec),
        stocks=stocks_of(list(now)),
        typed=frozenset(code for code in now if (one := quantities.get(code)) and one.is_written),
        not_added=frozenset(_not_added(spec)),
    )


def _within(spec: TableSpec) -> list[Within]:
    """By the quantities themselves, and by the shares that the table prints."""
    known = within_of(list(spec.quantities()))
    shares = [
        Within(column.quantity, column.over)
        for column in spec.columns
        if column.aspect == Aspect.RATIO and column.quantity and column.over
    ]
    return list(dict.fromkeys([*known, *shares]))


def _amounts(row: FilledRow, spec: TableSpec) -> dict[str, Decimal | None]:
    """By quantity: as the column of the figure itself has it, else as a share or difference holds it."""
    found: dict[str, Decimal | None] = {}
    for column, cell in _with_cells(row, spec):
        if column.aspect == Aspect.NOW:
            found[column.quantity] = cell.value
    for column, cell in _with_cells(row, spec):
        if column.aspect == Aspect.RATIO:
            found.setdefault(column.quantity, cell.first)
            found.setdefault(column.over, cell.second)
    found.pop("", None)
    return found


def _with_cells(row: FilledRow, spec: TableSpec) -> Iterator[tuple[Column, Cell]]:
    for column in spec.columns:
        if column.key in row.cells:
            yield column, row.cells[column.key]


def _listed_amounts(table: FilledTable) -> dict[str, Decimal | None]:
    codes = {row.key: row.quantity for row in table.spec.listed}
    found: dict[str, Decimal | None] = {}
    for row in table.rows:
        for column in table.spec.columns:
            cell = row.cells.get(column.key)
            if cell is not None and column.aspect == Aspect.NOW:
                found[column.quantity or codes.get(row.key, "")] = cell.value
    found.pop("", None)
    return found


def _said(table: FilledTable) -> Mapping[str, Decimal | None]:
    if table.spec.rows == Rows.CHILDREN:
        return _amounts(table.total, table.spec) if table.total else {}
    return _listed_amounts(table)


def _before(table: FilledTable) -> dict[str, Decimal | None]:
    codes = {row.key: row.quantity for row in table.spec.listed}
    rows = [table.total] if table.spec.rows == Rows.CHILDREN and table.total else list(table.rows)
    found: dict[str, Decimal | None] = {}
    for row in rows:
        for column in table.spec.columns:
            cell = row.cells.get(column.key)
            code = column.quantity or codes.get(row.key, "")
            if cell is None or not code:
                continue
            if column.aspect == Aspect.BEFORE:
                found[code] = cell.value
            elif column.aspect == Aspect.CHANGE:
                found.setdefault(code, cell.second)
    return found


def _not_added(spec: TableSpec) -> Iterator[str]:
    for code in spec.quantities():
        one = quantities.get(code)
        if one is not None and (not one.in_hamlets or not one.adds_up_over_places):
            yield code


def _named(code: str) -> Named:
    one = quantities.get(code)
    return Named(one.label, one.unit) if one else Named(code, "")
