"""Tables of a type whose columns an area may choose."""

import dataclasses
import datetime as dt
import re

from hoctap.places.models import Place
from hoctap.reports.periodic.definition import Column, Definition, Rows, TableSpec
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.periods import PeriodKind, period_of
from hoctap.reports.types.queries import type_for

NEW = "new"
"""Stands for a table that is not there yet."""


def tables_of_places(spec: Definition) -> list[TableSpec]:
    return [one for one in spec.tables() if one.rows == Rows.CHILDREN]


def columns_below(base: ReportType, place: Place, day: dt.date) -> dict[str, set[str]] | None:
    """Of a type that adds up reports: the columns of each table that the reports below have. None: its figures come from records."""
    code = base.spec.gathers
    if not code:
        return None
    below = type_for(code, period_of(PeriodKind.YEAR, day.year), place)
    if below is None:
        return {}
    return {table.key: {one.key for one in table.columns} for table in below.spec.tables()}


def key_of(column: Column) -> str:
    """The same for the same figure, so that a sum finds it in the reports below."""
    words = "_".join(part for part in (column.aspect.value, column.quantity, column.over) if part)
    return re.sub(r"\W+", "_", words)[:80]


def with_table(spec: Definition, table: TableSpec) -> Definition:
    """In its place; one that is new stands under the first section."""
    if all(one.key != table.key for one in spec.tables()):
        first, *others = spec.sections
        return dataclasses.replace(
            spec, sections=(dataclasses.replace(first, tables=(*first.tables, table)), *others)
        )
    sections = tuple(
        dataclasses.replace(
            section, tables=tuple(table if one.key == table.key else one for one in section.tables)
        )
        for section in spec.sections
    )
    return dataclasses.replace(spec, sections=sections)
