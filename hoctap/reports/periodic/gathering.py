"""A report's figures from the reports below that were accepted: Σ/Σ over who is in, the others named.

The tables are those of the type below. A table of places has one line for each report, which opens it; one of contents is the sum of all.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from hoctap.core.dates import VIETNAM
from hoctap.places.models import Place
from hoctap.reports.periodic.definition import TOTAL, Aspect, Definition, Rows, TableSpec
from hoctap.reports.periodic.filling import (
    REPORTS,
    Cell,
    Filled,
    FilledRow,
    FilledTable,
    added,
    summed_row,
)
from hoctap.reports.periodic.models import PeriodicReport
from hoctap.reports.periodic.reading import target_row, then
from hoctap.reports.quantities.earlier import MOST_NAMED
from hoctap.reports.quantities.queries import Planned


@dataclass(frozen=True)
class Gathered:
    """A place that was asked, with the report of it that was accepted last."""

    place: Place
    name: str
    report: PeriodicReport | None
    filled: Filled | None


def gather(
    definition: Definition, gathered: Sequence[Gathered], planned: Sequence[Planned], *, cut_off_on: dt.date
) -> Filled:
    present = [one for one in gathered if one.filled is not None]
    counted = [_table(spec, gathered, planned) for spec in definition.tables() if spec.rows != Rows.TARGETS]
    by_key = {table.key: table for table in counted}
    return Filled(
        tables=tuple(
            by_key.get(spec.key) or FilledTable(spec, tuple(_target(one, counted) for one in planned))
            for spec in definition.tables()
        ),
        read_at=timezone.now().astimezone(VIETNAM),
        cut_off_on=cut_off_on,
        geometry=tuple(then(one.place) for one in gathered),
        places_in=len(present),
        places_all=len(gathered),
        missing=tuple(one.name for one in gathered if one.filled is None),
        sample_mark=next(
            (one.filled.sample_mark for one in present if one.filled and one.filled.sample_mark), ""
        ),
        before_note=_before_note(present),
        from_reports=True,
    )


def _before_note(present: Sequence[Gathered]) -> str:
    """A report's own note speaks of what lies below it; the sum says of which reports that is."""
    names = [one.name for one in present if one.filled and one.filled.before_note]
    if not names:
        return ""
    whose = ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} đơn vị"
    return f"Số năm trước của {whose} tính trên địa giới hiện nay, như báo cáo của nơi ấy ghi rõ."


def _table(spec: TableSpec, gathered: Sequence[Gathered], planned: Sequence[Planned]) -> FilledTable:
    if spec.rows == Rows.LISTED:
        return FilledTable(
            spec, tuple(_listed(spec, row.key, row.label, row.unit, gathered) for row in spec.listed)
        )
    rows = tuple(_of_report(spec, one) for one in gathered)
    total = summed_row(rows, spec, source=REPORTS)
    for_place = {one.measure: one for one in planned if one.value is not None}
    return FilledTable(spec, rows, replace(total, cells=_with_targets(spec, total.cells, for_place)))


def _target(one: Planned, tables: Sequence[FilledTable]) -> FilledRow:
    """Judged by what the reports add up to, where a table has the share that it asks for."""
    for table in tables:
        for column in table.spec.columns:
            if column.aspect == Aspect.RATIO and column.quantity == one.measure and table.total:
                return target_row(one, counted=table.total.cells[column.key])
    return target_row(one)


def _of_report(spec: TableSpec, one: Gathered) -> FilledRow:
    table = one.filled.table(spec.key) if one.filled else None
    total = table.row(TOTAL) if table else None
    if one.report is None or total is None:
        empty = {column.key: Cell(column.aspect, source=REPORTS) for column in spec.columns}
        return FilledRow(str(one.place.pk), one.name, empty, place_id=str(one.place.pk), is_missing=True)
    cells = {
        column.key: replace(total.cells.get(column.key, Cell(column.aspect)), source=REPORTS, url="")
        for column in spec.columns
    }
    return FilledRow(
        str(one.place.pk),
        one.name,
        cells,
        place_id=str(one.place.pk),
        report_id=str(one.report.pk),
        late=one.report.is_late,
    )


def _listed(spec: TableSpec, key: str, label: str, unit: str, gathered: Sequence[Gathered]) -> FilledRow:
    tables = [table for one in gathered if one.filled and (table := one.filled.table(spec.key))]
    rows = [row for table in tables if (row := table.row(key))]
    cells = {
        column.key: added(
            [row.cells[column.key] for row in rows if column.key in row.cells], column.aspect, source=REPORTS
        )
        for column in spec.columns
    }
    return FilledRow(key, label, cells, unit=unit)


def _with_targets(
    spec: TableSpec, cells: Mapping[str, Cell], targets: Mapping[str, Planned]
) -> dict[str, Cell]:
    """The target in the line of sums is the gathering place's own."""
    found = dict(cells)
    for column in spec.columns:
        measure = column.quantity.removeprefix("measure:").rpartition(":")[0]
        target = targets.get(column.quantity) or targets.get(measure)
        if column.aspect == Aspect.PLANNED and target is not None:
            found[column.key] = Cell(column.aspect, target.value)
    return found
