"""A report's tables as a page shows them: words, links, fields. Templates only write them down."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from hoctap.core.vietnamese import format_number
from hoctap.reports.answers.queries import Noted
from hoctap.reports.periodic.definition import FIRST_HEADS, Aspect, Rows
from hoctap.reports.periodic.filling import Filled, FilledRow, FilledTable
from hoctap.reports.periodic.models import PeriodicReport, TypedFigure


@dataclass(frozen=True)
class ShownCell:
    label: str
    text: str
    address: str
    url: str = ""
    field: str = ""
    """Name of its input, where it is typed here."""
    value: str = ""
    revision: int = 0
    is_estimate: bool = False
    is_typed: bool = False
    is_number: bool = True
    remark: str = ""
    changed: str = ""
    """What it says now, where that differs from what was frozen."""
    wrong: str = ""


@dataclass(frozen=True)
class ShownRow:
    label: str
    url: str
    cells: tuple[ShownCell, ...]
    is_total: bool
    is_missing: bool
    late: bool
    unit: str
    remark: str = ""


@dataclass(frozen=True)
class ShownTable:
    key: str
    caption: str
    first: str
    groups: tuple[tuple[str, int], ...]
    """Upper heads with their spans; empty where no column has one."""
    heads: tuple[tuple[str, bool], ...]
    """Lower heads; whether a number stands under it."""
    rows: tuple[ShownRow, ...]
    note: str
    is_empty: bool
    """Nothing known and nothing to type: it is named, not drawn."""
    has_units: bool
    is_wide: bool

    @property
    def far_field(self) -> ShownCell | None:
        """Of a wide table its first cell to type in: on a phone it lies out of sight."""
        cells = (cell for row in self.rows for cell in row.cells if cell.field)
        return next(cells, None) if self.is_wide else None


def shown_tables(
    report: PeriodicReport,
    filled: Filled,
    *,
    remarks: Iterable[Noted] = (),
    now: Filled | None = None,
    typed: Mapping[str, TypedFigure] | None = None,
    writable: Collection[str] = (),
    wrong: Mapping[str, str] | None = None,
    sent: Mapping[str, str] | None = None,
) -> dict[str, ShownTable]:
    """By key. `now`: the live figures beside frozen ones; `typed`, `writable`: fields; `sent`: what was typed and refused."""
    said: dict[str, str] = {}
    for one in remarks:
        if one.about:
            said[one.about] = f"{said[one.about]}; {one.text}" if one.about in said else one.text
    context = _Context(report, now, typed or {}, set(writable), said, wrong or {}, sent or {})
    return {table.key: _table(table, context, filled.before_note) for table in filled.tables}


@dataclass(frozen=True)
class _Context:
    report: PeriodicReport
    now: Filled | None
    typed: Mapping[str, TypedFigure]
    writable: Collection[str]
    remarks: Mapping[str, str]
    wrong: Mapping[str, str]
    sent: Mapping[str, str]


def _table(table: FilledTable, context: _Context, before_note: str) -> ShownTable:
    spec = table.spec
    return ShownTable(
        key=spec.key,
        caption=spec.caption,
        first=FIRST_HEADS[spec.rows],
        groups=tuple(table.heads) if table.has_groups else (),
        heads=tuple((column.head, column.key not in ("wanted", "met")) for column in spec.columns),
        rows=tuple(_row(table, row, context) for row in table.all_rows),
        note=" ".join(one for one in (spec.note, before_note if table.shows_before else "") if one),
        is_empty=table.is_empty and not _is_listed_to_type(table, context),
        has_units=any(row.unit for row in table.rows) and spec.rows != Rows.TARGETS,
        is_wide=len(spec.columns) > 7,
    )


def _is_listed_to_type(table: FilledTable, context: _Context) -> bool:
    return table.spec.rows == Rows.LISTED and any(at.startswith(f"{table.key}/") for at in context.writable)


def _row(table: FilledTable, row: FilledRow, context: _Context) -> ShownRow:
    url = reverse("periodic_detail", args=[row.report_id]) if row.report_id else ""
    return ShownRow(
        label=row.label,
        url=url,
        cells=tuple(_cells(table, row, context)),
        is_total=row.is_total,
        is_missing=row.is_missing and not row.is_total,
        late=row.late,
        unit=row.unit,
        remark=context.remarks.get(f"{table.key}/{row.key}", ""),
    )


def _cells(table: FilledTable, row: FilledRow, context: _Context) -> Iterable[ShownCell]:
    for column in table.spec.columns:
        cell = row.cells.get(column.key)
        if cell is None:
            continue
        at = f"{table.key}/{row.key}/{column.key}"
        figure = context.typed.get(at)
        field = f"cell:{at}" if at in context.writable else ""
        number = format_number(cell.value) if cell.value is not None else ""
        yield ShownCell(
            label=f"{column.group}: {column.head}" if column.group else column.head,
            text=cell.shown,
            address=at,
            url=_url(table, row, at, cell.url, context, is_planned=column.aspect == Aspect.PLANNED),
            field=field,
            value=context.sent.get(field, number) if field else "",
            revision=figure.revision if figure else 0,
            is_estimate=column.aspect == Aspect.ESTIMATE,
            is_typed=cell.is_typed and column.aspect == Aspect.NOW,
            is_number=not cell.text or column.key not in ("wanted", "met"),
            remark=context.remarks.get(at, ""),
            changed=_changed(at, cell.shown, context),
            wrong=context.wrong.get(at, ""),
        )


def _changed(at: str, shown: str, context: _Context) -> str:
    now = context.now.cell(at) if context.now else None
    return now.shown if now is not None and now.shown != shown else ""


def _url(
    table: FilledTable, row: FilledRow, at: str, url: str, context: _Context, *, is_planned: bool
) -> str:
    """Records open at once; a sum over reports opens the list of what each said."""
    if is_planned:
        return ""
    if url:
        return url
    if context.report.type.spec.gathers and table.spec.rows != Rows.TARGETS:
        if row.report_id:
            return f"{reverse('periodic_detail', args=[row.report_id])}#{table.key}"
        if row.is_total or table.spec.rows == Rows.LISTED:
            return f"{reverse('periodic_cell', args=[context.report.pk])}?at={at}"
    return ""
