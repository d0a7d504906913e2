"""The facts about places we ship, read from dated CSV files.

Nothing here knows a database. A place is one unit during one stretch of time: a code that was given
to another unit later is another place (30043 is xã Hưng Thạnh until 30/6/2025, xã Phương Thịnh after).
The files and what they do not know are described in ``data/README.md``.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from uuid import UUID, uuid5

DATA = Path(__file__).parent / "data"
NAMESPACE = UUID("a90c8d3e-2e86-41a0-9cbb-1e8d52791f61")

# A blank valid_from in the files means "từ trước": the place is older than our records. Where a column
# needs a date, this one stands for it. It is an agreed mark, not the day the unit was founded.
BEFORE_RECORDS = date(1976, 1, 1)
NO_DECISION = "chưa có số quyết định"

PLACE_COLUMNS = (
    "id", "level", "kind", "code", "name", "parent_id", "parent",
    "valid_from", "valid_to", "source", "note",
)  # fmt: skip
EDGE_COLUMNS = (
    "predecessor_id", "predecessor", "successor_id", "successor", "kind", "on", "decision", "source",
)  # fmt: skip

_COUNT_WORDS = {2: "hai", 3: "ba", 4: "bốn", 5: "năm"}


class Level(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class EdgeKind(StrEnum):
    MERGE = "merge"
    """The whole predecessor went into a unit made of several."""
    DIVIDE = "divide"
    """Only a part went into this successor; which hamlets is not in this catalogue."""
    RENAME = "rename"
    """One unit went whole into one unit."""


def place_id(level: Level, code: str, valid_from: date | None) -> UUID:
    """The id a new row gets. It is stored in the file and stays, even if the first day becomes known."""
    return uuid5(NAMESPACE, f"{level.value}:{code}:{valid_from.isoformat() if valid_from else ''}")


def vn_date(day: date) -> str:
    """A day as Vietnamese papers write it: 30/6/2025, 01/7/2025, 01/01/2026."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    id: UUID
    level: Level
    kind: str
    code: str
    name: str
    parent_id: UUID | None
    valid_from: date
    """First day; ``BEFORE_RECORDS`` when the place is older than our records."""
    valid_to: date | None
    """First day on which it is no longer valid; None while it is."""
    source: str
    note: str

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def label(self) -> str:
        return f"{self.code} {self.full_name}"

    @property
    def is_from_before(self) -> bool:
        return self.valid_from == BEFORE_RECORDS

    @property
    def last_day(self) -> date | None:
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    @property
    def period(self) -> str:
        until = f"đến {vn_date(self.last_day)}" if self.last_day else ""
        since = "" if self.is_from_before else f"từ {vn_date(self.valid_from)}"
        return " ".join(part for part in (since, until) if part) or "từ trước đến nay"

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def valid_in(self, year: int) -> bool:
        """On at least one day of the year."""
        return self.overlaps(date(year, 1, 1), date(year + 1, 1, 1))

    def overlaps(self, start: date, end: date | None) -> bool:
        return (end is None or self.valid_from < end) and (self.valid_to is None or start < self.valid_to)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    predecessor_id: UUID
    successor_id: UUID
    kind: EdgeKind
    on: date
    decision: str
    source: str


class UnknownCode(LookupError):
    def __init__(self, message: str, others: tuple[PlaceRow, ...] = ()) -> None:
        super().__init__(message)
        self.others = others
        """Places that bear the code at some other time."""


class AmbiguousCode(LookupError):
    def __init__(self, message: str, candidates: tuple[PlaceRow, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True)
class Catalogue:
    places: tuple[PlaceRow, ...]
    edges: tuple[EdgeRow, ...]

    @cached_property
    def by_id(self) -> dict[UUID, PlaceRow]:
        return {place.id: place for place in self.places}

    @cached_property
    def _by_code(self) -> dict[str, tuple[PlaceRow, ...]]:
        found: dict[str, list[PlaceRow]] = {}
        for place in self.places:
            found.setdefault(place.code, []).append(place)
        return {code: tuple(sorted(rows, key=lambda row: row.valid_from)) for code, rows in found.items()}

    def holders(self, code: str, level: Level | None = None) -> tuple[PlaceRow, ...]:
        """Every place that ever bore the code, oldest first."""
        rows = self._by_code.get(code.strip(), ())
        return tuple(row for row in rows if level is None or row.level == level)

    def resolve(self, code: str, on: date | None = None, level: Level | None = None) -> PlaceRow:
        """The place a code means on a day; without a day only if the code has one meaning."""
        rows = self.holders(code, level)
        found = rows if on is None else tuple(row for row in rows if row.valid_on(on))
        when = "" if on is None else f"ngày {vn_date(on)}"
        return _the_only(code, found, rows, when, ask="hãy nói rõ năm")

    def resolve_year(self, code: str, year: int, level: Level | None = None) -> PlaceRow:
        """The place a code means in a year; refused when two places held it in that year."""
        rows = self.holders(code, level)
        found = tuple(row for row in rows if row.valid_in(year))
        return _the_only(code, found, rows, f"năm {year}", ask="hãy nói rõ ngày")

    def children(self, place: PlaceRow, on: date | None = None) -> tuple[PlaceRow, ...]:
        return tuple(
            row for row in self.places if row.parent_id == place.id and (on is None or row.valid_on(on))
        )

    def successors(self, place: PlaceRow) -> tuple[PlaceRow, ...]:
        return tuple(self.by_id[edge.successor_id] for edge in self.edges_from(place))

    def predecessors(self, place: PlaceRow) -> tuple[PlaceRow, ...]:
        return tuple(self.by_id[edge.predecessor_id] for edge in self.edges_to(place))

    def edges_from(self, place: PlaceRow) -> tuple[EdgeRow, ...]:
        return tuple(edge for edge in self.edges if edge.predecessor_id == place.id)

    def edges_to(self, place: PlaceRow) -> tuple[EdgeRow, ...]:
        return tuple(edge for edge in self.edges if edge.successor_id == place.id)


def _the_only(
    code: str, found: tuple[PlaceRow, ...], rows: tuple[PlaceRow, ...], when: str, ask: str
) -> PlaceRow:
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        meanings = _and([f"{row.full_name} ({row.period})" for row in found])
        count = _COUNT_WORDS.get(len(found), str(len(found)))
        subject = f"{_capital(when)}, mã {code.strip()}" if when else f"Mã {code.strip()}"
        levels = {row.level for row in found}
        if len(levels) == len(found):
            ask = "hãy nói rõ cấp"
        raise AmbiguousCode(f"{subject} có {count} nghĩa: {meanings}; {ask}.", found)
    if rows:
        others = _and([f"{row.full_name} ({row.period})" for row in rows])
        raise UnknownCode(f"Mã {code.strip()} không có hiệu lực {when}; mã này là {others}.", rows)
    raise UnknownCode(f"Không có địa bàn nào mang mã {code.strip()}.")


def _and(parts: list[str]) -> str:
    return " và ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read_places(lines: Iterable[dict[str, str]]) -> tuple[PlaceRow, ...]:
    return tuple(
        PlaceRow(
            id=UUID(line["id"]),
            level=Level(line["level"]),
            kind=line["kind"],
            code=line["code"],
            name=line["name"],
            parent_id=UUID(line["parent_id"]) if line["parent_id"] else None,
            valid_from=_day(line["valid_from"]) or BEFORE_RECORDS,
            valid_to=_day(line["valid_to"]),
            source=line["source"],
            note=line["note"],
        )
        for line in lines
    )


def read_edges(lines: Iterable[dict[str, str]]) -> tuple[EdgeRow, ...]:
    return tuple(
        EdgeRow(
            predecessor_id=UUID(line["predecessor_id"]),
            successor_id=UUID(line["successor_id"]),
            kind=EdgeKind(line["kind"]),
            on=date.fromisoformat(line["on"]),
            decision=line["decision"],
            source=line["source"],
        )
        for line in lines
    )


@cache
def load(folder: Path = DATA) -> Catalogue:
    return Catalogue(
        places=read_places(_rows(folder / "places.csv")),
        edges=read_edges(_rows(folder / "lineage.csv")),
    )
