"""The facts about places we ship, read from dated CSV files: the whole country.

Nothing here knows a database. A place is one unit during one stretch of time: a code that was given
to another unit later is another place (30043 is xã Hưng Thạnh until 30/6/2025, xã Phương Thịnh after).
The files and what they do not know are described in ``data/README.md``.

Reading the country costs about a tenth of a second, once in a process and only when somebody asks
(``load``). What is looked up afterwards is looked up in an index, never by walking through the rows.
"""

import csv
from collections.abc import Iterable
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

# Words that stand in notes where the sources contradict each other and nobody has looked at the paper.
NOT_SETTLED = "hai nguồn khác nhau, chưa kiểm chứng"

PLACE_COLUMNS = (
    "id", "level", "kind", "code", "name", "parent", "valid_from", "valid_to", "source", "note",
)  # fmt: skip
EDGE_COLUMNS = ("predecessor", "successor", "kind", "on", "decision", "source", "note")
DIFFERENCE_COLUMNS = (
    "subject", "period", "key", "field", "ours", "vietnamadminunits", "vietnam_provinces",
    "carried", "settled", "rule", "why",
)  # fmt: skip

# What the short marks in the column `source` stand for.
SOURCES = {"vau-1.0.4": "vietnamadminunits 1.0.4 (MIT)"}

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
    MOVE = "move"
    """A part was moved to a unit that was there before and goes on."""
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
    def is_settled(self) -> bool:
        """False where the sources contradict each other about this place."""
        return NOT_SETTLED not in self.note

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
    note: str = ""

    @property
    def is_settled(self) -> bool:
        return NOT_SETTLED not in self.note


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

    @cached_property
    def _by_parent(self) -> dict[UUID, list[PlaceRow]]:
        found: dict[UUID, list[PlaceRow]] = {}
        for place in self.places:
            if place.parent_id is not None:
                found.setdefault(place.parent_id, []).append(place)
        return found

    @cached_property
    def _edges_from(self) -> dict[UUID, list[EdgeRow]]:
        found: dict[UUID, list[EdgeRow]] = {}
        for edge in self.edges:
            found.setdefault(edge.predecessor_id, []).append(edge)
        return found

    @cached_property
    def _edges_to(self) -> dict[UUID, list[EdgeRow]]:
        found: dict[UUID, list[EdgeRow]] = {}
        for edge in self.edges:
            found.setdefault(edge.successor_id, []).append(edge)
        return found

    def children(self, place: PlaceRow, on: date | None = None) -> tuple[PlaceRow, ...]:
        return tuple(row for row in self._by_parent.get(place.id, ()) if on is None or row.valid_on(on))

    def successors(self, place: PlaceRow) -> tuple[PlaceRow, ...]:
        return tuple(self.by_id[edge.successor_id] for edge in self.edges_from(place))

    def predecessors(self, place: PlaceRow) -> tuple[PlaceRow, ...]:
        return tuple(self.by_id[edge.predecessor_id] for edge in self.edges_to(place))

    def edges_from(self, place: PlaceRow) -> tuple[EdgeRow, ...]:
        return tuple(self._edges_from.get(place.id, ()))

    def edges_to(self, place: PlaceRow) -> tuple[EdgeRow, ...]:
        return tuple(self._edges_to.get(place.id, ()))

    def is_divided(self, place: PlaceRow) -> bool:
        """Its parts went to several units: which hamlet went where has to be told by the commune."""
        return any(edge.kind is EdgeKind.DIVIDE for edge in self.edges_from(place))


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


class FaultyFile(ValueError):
    """A line of a place file that cannot be read; the message names file and line."""


_LEVELS = {level.value: level for level in Level}
_KINDS = {kind.value: kind for kind in EdgeKind}


def read_places(path: Path) -> tuple[PlaceRow, ...]:
    """The places of a file sorted by first day and level, so that what is above a unit stands before it.

    A line names what is above it by code: the last holder of the code that had begun by then.
    """
    days = _Days()
    last: dict[str, UUID] = {}
    found = []
    for number, line in _lines(path, PLACE_COLUMNS):
        try:
            id_text, level, kind, code, name, parent, valid_from, valid_to, source, note = line
            id_ = UUID(id_text)
            found.append(
                PlaceRow(
                    id_,
                    _LEVELS[level],
                    kind,
                    code,
                    name,
                    last[parent] if parent else None,
                    days[valid_from] or BEFORE_RECORDS,
                    days[valid_to],
                    SOURCES.get(source, source),
                    note,
                )
            )
        except (KeyError, ValueError) as fault:
            raise FaultyFile(f"{path.name}, dòng {number}: không đọc được ({fault}).") from fault
        last[code] = id_
    return tuple(found)


def read_edges(path: Path, places: Iterable[PlaceRow]) -> tuple[EdgeRow, ...]:
    """The lineage of a file. A line names both ends by code (and, for the eye, by name): before the arrow
    the place that ended on the day, or went on where only a part of it was moved; after it the place that began
    that day, or was there before.
    """
    days = _Days()
    ends, begins, holders = {}, {}, {}
    for place in places:
        if place.valid_to is not None:
            ends[place.code, place.valid_to] = place.id
        begins[place.code, place.valid_from] = place.id
        holders[place.code] = place.id
    found = []
    for number, line in _lines(path, EDGE_COLUMNS):
        try:
            old, new, kind, on_text, decision, source, note = line
            on = days[on_text]
            if on is None:
                raise ValueError("thiếu ngày")
            old, new = old.partition(" ")[0], new.partition(" ")[0]
            edge_kind = _KINDS[kind]
            moved = edge_kind is EdgeKind.MOVE
            old_id = ends.get((old, on)) or (holders[old] if moved else None)
            new_id = begins.get((new, on)) or (holders[new] if moved else None)
            if old_id is None or new_id is None:
                raise ValueError(f"không có đơn vị {old if old_id is None else new} vào ngày ấy")
            found.append(EdgeRow(old_id, new_id, edge_kind, on, decision, SOURCES.get(source, source), note))
        except (KeyError, ValueError) as fault:
            raise FaultyFile(f"{path.name}, dòng {number}: không đọc được ({fault}).") from fault
    return tuple(found)


def _lines(path: Path, columns: tuple[str, ...]) -> Iterable[tuple[int, list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        if tuple(next(lines, ())) != columns:
            raise FaultyFile(f"{path.name}: hàng tiêu đề phải là {','.join(columns)}.")
        yield from enumerate(lines, start=2)


class _Days(dict[str, date | None]):
    """Days as written in a file; the few different ones are read once."""

    def __missing__(self, text: str) -> date | None:
        self[text] = date.fromisoformat(text) if text else None
        return self[text]


@cache
def load(folder: Path = DATA) -> Catalogue:
    """The shipped files, read at the first call of the process."""
    places = read_places(folder / "places.csv")
    return Catalogue(places=places, edges=read_edges(folder / "lineage.csv", places))
