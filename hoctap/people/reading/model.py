"""What a reading of a list says, and how it travels from the child: a line of JSON for the head, then one line a row."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

from hoctap.people.reading.fields import Field

MAX_BYTES = 40 * 1024 * 1024
TOO_LONG = f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy bỏ ảnh và các cột không dùng, hoặc chia thành nhiều tệp."


@dataclass(frozen=True)
class Skipped:
    """A row of the sheet that is no household or person, and why it is left out."""

    row: int
    why: str


@dataclass
class SheetReading:
    """One sheet. Keys of the dictionaries are column letters as Excel shows them, or `@hamlet`, `@group`: what a line
    between the rows ("TỔ 2") says about the rows below it.

    columns: letter → field · labels: letter → header as printed, lines joined with " / " · dropped: letter → header of what
    is never kept · unknown: letter → header of what is kept as text until somebody says what it is · encodings: letter →
    old encoding in which the column is typed (decoded here; a person confirms it) · joined: letter → letters of the columns
    whose texts follow in the same cell ("Họ và đệm" + "Tên").
    """

    name: str
    used: bool = False
    why_not_used: str = ""
    hidden: bool = False
    header_row: int = 0
    header_rows: list[int] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    joined: dict[str, list[str]] = field(default_factory=dict)
    hamlet_name: str = ""
    shape: str = "households"
    data_rows: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    hidden_rows: int = 0
    warnings: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    def letter_of(self, wanted: Field) -> str:
        return next((letter for letter, name in self.columns.items() if name == wanted), "")

    def by_field(self, row: "RowReading") -> dict[str, str]:
        """The row's texts by field; empty cells are left out."""
        return {name: row.cells[letter] for letter, name in self.columns.items() if letter in row.cells}


@dataclass(frozen=True, slots=True)
class RowReading:
    """A household or person as typed. `number` is the row as Excel numbers it; empty cells are left out."""

    sheet: str
    number: int
    cells: dict[str, str]


@dataclass
class Reading:
    """The head of a result; its rows follow apart."""

    format: str
    sheets: list[SheetReading] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def used(self) -> list[SheetReading]:
        return [sheet for sheet in self.sheets if sheet.used]

    def sheet(self, name: str) -> SheetReading:
        return next(sheet for sheet in self.sheets if sheet.name == name)


@dataclass
class Options:
    """What a person has said about the file: see the fields of `SheetReading`. "" as a field means: don't use the column.

    `vocabulary`: "" for lists of the register, `fields.RESULTS` for results of citizens.
    """

    file_name: str = ""
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    encodings: dict[str, dict[str, str]] = field(default_factory=dict)
    sheets: list[str] | None = None
    header_rows: dict[str, list[int]] = field(default_factory=dict)
    vocabulary: str = ""

    def line(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"


def split_options(data: bytes) -> tuple[Options, memoryview]:
    """The first line and the file behind it."""
    end = data.index(b"\n")
    said = json.loads(data[:end] or b"{}")
    known = {name: said[name] for name in Options.__dataclass_fields__ if said.get(name) is not None}
    return Options(**known), memoryview(data)[end + 1 :]


def encode_head(reading: Reading) -> bytes:
    return json.dumps(asdict(reading), ensure_ascii=False).encode() + b"\n"


def decode_head(line: bytes) -> Reading:
    said = json.loads(line)
    sheets = []
    for sheet in said["sheets"]:
        sheet["skipped"] = [Skipped(**skipped) for skipped in sheet["skipped"]]
        sheets.append(SheetReading(**sheet))
    return Reading(format=said["format"], sheets=sheets, warnings=said["warnings"])


def decode_rows(reading: Reading, lines: Iterable[bytes]) -> Iterator[RowReading]:
    """The rows behind the head, one at a time."""
    for line in lines:
        sheet_index, number, *texts = json.loads(line)
        sheet = reading.sheets[sheet_index]
        yield RowReading(
            sheet.name,
            number,
            {letter: text for letter, text in zip(sheet.letters, texts, strict=True) if text},
        )


def decode(result: bytes) -> Reading:
    """The head of a whole result."""
    return decode_head(result[: result.index(b"\n")])


def decode_all(result: bytes) -> tuple[Reading, list[RowReading]]:
    """Head and rows of a whole result, for small lists and tests."""
    lines = result.splitlines()
    reading = decode_head(lines[0])
    return reading, list(decode_rows(reading, islice(lines, 1, None)))
