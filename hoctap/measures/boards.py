"""What a board (Tổng quan) is put together from: sections that apps give, each with its finding in words and its table.

An app that has something to tell of a place registers a function in `AppConfig.ready()`:

    def missing_reports(asked: Asked) -> BoardSection | None:
        if not asked.is_above_communes:
            return None
        if asked.as_of:
            return cannot_tell("Báo cáo của cấp dưới", "chưa ghi lại ngày nhận của từng báo cáo", order=25)
        rows = [(Cell(one.place.title, one.url), Cell(one.last_day), ...) for one in ...]   # a fixed number of queries
        return BoardSection(
            "Báo cáo của cấp dưới",
            "11/13 xã đã gửi; chưa gửi: xã Tân Kiều, xã Mỹ Đông.",
            order=25,
            table=BoardTable("Báo cáo năm 2026 theo xã", (Head("Xã"), Head("Hạn cuối", "date")), rows),
        )

    board_sections.register("missing_reports", missing_reports)

What it returns is what `asked.actor` may read at `asked.place`: the board asks only whether he may read results there. None: nothing
to say at this place. A section costs a fixed number of queries, however many places lie below. What several need is read once:
`asked.scope`, `asked.figures(measures)`, `asked.once(key, make)`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.registries import Registry
from hoctap.core.vietnamese import format_date, format_number, format_percent
from hoctap.measures import queries
from hoctap.measures.queries import Past, Scope
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class Asked:
    """Whose board, of where, of which year; `as_of`: as it was at the end of that past day, None is now."""

    actor: Actor
    place: Place
    year: int
    as_of: dt.date | None = None
    title: str = "learning_family"
    """The learning title whose figures its places are held against each other with."""
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def scope(self) -> Scope:
        return queries.read_scope(self.place, self.year)

    @property
    def is_above_communes(self) -> bool:
        return self.place.level in (Level.PROVINCE, Level.DISTRICT)

    def once[T](self, key: str, make: Callable[[], T]) -> T:
        """What several sections need, read by the first that asks."""
        if key not in self.kept:
            self.kept[key] = make()
        found: T = self.kept[key]
        return found

    @property
    def past(self) -> Past | None:
        """The counters at the end of `as_of`: whoever draws the board puts them in."""
        found: Past | None = self.kept.get("past")
        return found


@dataclass(frozen=True)
class Head:
    label: str
    kind: str = "text"
    """'text', 'number', 'percent', 'date' or 'state'."""

    @property
    def is_numeric(self) -> bool:
        return self.kind in ("number", "percent")


type Value = str | int | Decimal | dt.date | None


@dataclass(frozen=True)
class Cell:
    """None is "not known"; zero is zero."""

    value: Value = None
    url: str = ""
    tone: str = ""
    """Of a state: its shape and colour; the value is its word."""
    text: str = ""
    """How it is written, where that is not as its kind is."""


@dataclass(frozen=True)
class ShownCell:
    head: Head
    cell: Cell

    @property
    def text(self) -> str:
        """Empty where nothing is known."""
        value = self.cell.value
        if self.cell.text or value is None or value == "":
            return self.cell.text
        if isinstance(value, dt.date):
            return format_date(value)
        if isinstance(value, str):
            return value
        return format_percent(value) if self.head.kind == "percent" else format_number(value)


@dataclass(frozen=True)
class BoardTable:
    """Everything that its picture says, and what goes out as CSV or Excel: `title`, `heads`, `values`."""

    title: str
    heads: tuple[Head, ...]
    rows: Sequence[tuple[Cell, ...]]
    first: int = 12
    """How many stand open; the others behind one more press."""
    printed: int = 8
    """How many are printed: a board is one sheet."""

    @property
    def is_cut_on_paper(self) -> bool:
        return len(self.rows) > self.printed

    @property
    def values(self) -> Iterable[tuple[Value, ...]]:
        return (tuple(cell.value for cell in row) for row in self.rows)

    @property
    def open_rows(self) -> list[list[ShownCell]]:
        return self._shown(self.rows[: self.first])

    @property
    def further_rows(self) -> list[list[ShownCell]]:
        return self._shown(self.rows[self.first :])

    def _shown(self, rows: Iterable[tuple[Cell, ...]]) -> list[list[ShownCell]]:
        return [[ShownCell(head, cell) for head, cell in zip(self.heads, row, strict=True)] for row in rows]


@dataclass(frozen=True)
class BoardSection:
    heading: str
    finding: str
    """What it says, in one sentence: it is the title that is read."""
    order: int
    table: BoardTable | None = None
    drawing: str = ""
    """The template of its picture, which is given `drawn`. The table then stands below it, folded."""
    drawn: object = None
    url: str = ""
    url_label: str = ""
    note: str = ""
    is_wide: bool = False
    table_beside: bool = False
    """The table stands open beside the picture."""

    @property
    def is_folded(self) -> bool:
        """Its table lies below the picture, behind one press."""
        return bool(self.drawing) and not self.table_beside

    @property
    def key(self) -> str:
        return f"s{self.order}"


def cannot_tell(heading: str, why: str, *, order: int) -> BoardSection:
    """In place of what is not known of a past day."""
    return BoardSection(heading, f"Không dựng lại được cho một ngày đã qua: {why}.", order)


type SectionMaker = Callable[[Asked], BoardSection | None]
board_sections: Registry[SectionMaker] = Registry()
