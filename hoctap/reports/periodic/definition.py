"""What a type of report consists of, as data: sections of text, tables of quantities, who receives it, when it is due.

A table's cell is addressed as ``table/row/column``. A quantity adds up over places; a share is computed after the sum (Σ/Σ), a
difference from what stands beside it, so a consolidated table is the same table over other rows.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models

from hoctap.core.dates import last_day_before
from hoctap.reports.quantities.periods import Period

TOTAL = "total"
"""Key of the row of sums."""


class Aspect(models.TextChoices):
    NOW = "now", "thực hiện"
    BEFORE = "before", "cùng kỳ năm trước"
    CHANGE = "change", "± so với năm trước"
    RATIO = "ratio", "tỷ lệ"
    PLANNED = "planned", "chỉ tiêu giao"
    ESTIMATE = "estimate", "ước cả kỳ"


class Rows(models.TextChoices):
    CHILDREN = "children", "mỗi địa bàn một dòng"
    LISTED = "listed", "mỗi nội dung một dòng"
    TARGETS = "targets", "mỗi chỉ tiêu kế hoạch một dòng"


FIRST_HEADS = {Rows.CHILDREN: "Địa bàn", Rows.LISTED: "Nội dung", Rows.TARGETS: "Chỉ tiêu"}
"""What stands over the names of the rows."""


@dataclass(frozen=True)
class Column:
    """`quantity` is empty where the row names it; a share is `quantity` over `over`."""

    key: str
    head: str
    aspect: Aspect
    quantity: str = ""
    over: str = ""
    group: str = ""
    """The head above it, shared with its neighbours."""


@dataclass(frozen=True)
class Row:
    key: str
    label: str
    quantity: str
    unit: str = ""


@dataclass(frozen=True)
class TableSpec:
    key: str
    caption: str
    rows: Rows
    columns: tuple[Column, ...]
    listed: tuple[Row, ...] = ()
    note: str = ""

    def quantities(self) -> Iterator[str]:
        yield from (row.quantity for row in self.listed if row.quantity)
        for column in self.columns:
            yield from (code for code in (column.quantity, column.over) if code)

    def column(self, key: str) -> Column | None:
        return next((one for one in self.columns if one.key == key), None)


@dataclass(frozen=True)
class SectionSpec:
    key: str
    heading: str
    help: str = ""
    required: bool = False
    tables: tuple[TableSpec, ...] = ()


@dataclass(frozen=True)
class DueRule:
    """“Trước ngày `day`” of the month that lies `months` after the month in which the period ends."""

    months: int
    day: int

    def before_on(self, period: Period) -> dt.date:
        month = period.ends_on.month - 1 + self.months
        year, month = period.ends_on.year + month // 12, month % 12 + 1
        return dt.date(year, month, min(self.day, monthrange(year, month)[1]))

    def last_day(self, period: Period) -> dt.date:
        return last_day_before(self.before_on(period))


@dataclass(frozen=True)
class ReceiverRule:
    """A body by its kind, at the place itself or the nearest place above. `until` is the last day on which it holds."""

    kind: str
    """Of `OrganisationKind`."""
    above: bool
    gathers: bool = False
    """It accepts or returns the report and adds it up; the others receive a copy."""
    since: dt.date | None = None
    until: dt.date | None = None
    level: str = ""
    """Only where the body stands at this level."""
    words: str = ""
    """How it is named where it is not in the list of bodies; `{place}` is the place's name."""

    def holds_on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Definition:
    kind_name: str
    """`BÁO CÁO`."""
    summary: str
    """The trích yếu, with `{period}` and `{place}`."""
    sections: tuple[SectionSpec, ...]
    due: DueRule | None = None
    receivers: tuple[ReceiverRule, ...] = ()
    signer_title: str = ""
    authority_lines: tuple[str, ...] = ()
    accepts_unsigned: bool = False
    """Whether the gathering body may accept it before number, date and signature are on record."""
    gathers: str = ""
    """Code of the type whose accepted reports are added up in it; empty: its figures come from records."""

    def tables(self) -> Iterator[TableSpec]:
        for section in self.sections:
            yield from section.tables

    def quantities(self) -> list[str]:
        """Each once, in the order in which they stand."""
        return list(dict.fromkeys(code for table in self.tables() for code in table.quantities()))

    def section(self, key: str) -> SectionSpec | None:
        return next((one for one in self.sections if one.key == key), None)

    def to_json(self) -> dict[str, Any]:
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Definition":
        due = kept.get("due")
        return cls(
            **{**kept, "authority_lines": tuple(kept.get("authority_lines", ()))}
            | {
                "sections": tuple(_section(one) for one in kept["sections"]),
                "due": DueRule(**due) if due else None,
                "receivers": tuple(_receiver(one) for one in kept.get("receivers", ())),
            }
        )


def _section(kept: Mapping[str, Any]) -> SectionSpec:
    return SectionSpec(**{**kept, "tables": tuple(_table(one) for one in kept.get("tables", ()))})


def _table(kept: Mapping[str, Any]) -> TableSpec:
    columns = tuple(Column(**{**one, "aspect": Aspect(one["aspect"])}) for one in kept["columns"])
    listed = tuple(Row(**one) for one in kept.get("listed", ()))
    return TableSpec(**{**kept, "rows": Rows(kept["rows"]), "columns": columns, "listed": listed})


def _receiver(kept: Mapping[str, Any]) -> ReceiverRule:
    days = {name: _day(kept.get(name)) for name in ("since", "until")}
    return ReceiverRule(**{**kept, **days})


def _day(kept: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(kept) if isinstance(kept, str) and kept else kept or None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, models.TextChoices):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value
