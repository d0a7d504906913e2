"""One sheet from its values to lines of JSON: the pass over all rows, as quick as it can be in Python."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any

from hoctap.people.reading.cells import MAX_CELL, ORDINARY, has_lookalikes, text_of, tidy
from hoctap.people.reading.columns import Column, Table, find_table, propose
from hoctap.people.reading.dates import BIRTHS, reduced, year_of_serial
from hoctap.people.reading.fields import Field, ResultField
from hoctap.people.reading.grid import Grid
from hoctap.people.reading.header import group_in
from hoctap.people.reading.legacy import decode_cell
from hoctap.people.reading.model import Options, SheetReading
from hoctap.people.reading.personal import mask
from hoctap.people.reading.rows import NAME_TO_LOOK_AT, RowJudge

MAX_ROWS = 150_000
_PROSE = (
    Field.OCCUPATION,
    Field.WORKPLACE,
    Field.WORK_STATUS,
    Field.ADDRESS,
    Field.NOTE,
    Field.RELATION,
    Field.LEFT,
)
SECTION_HAMLET, SECTION_GROUP = "@hamlet", "@group"

# A row without any of these is written as it is: characters that need a second look, spaces too many, long figures.
_UNUSUAL = re.compile(rf'[^"{ORDINARY}]|[\\]').search
_LONG_FIGURES = re.compile(r"\d[\d ./\-]{4,}\d").findall
_PHONE = re.compile(r"0\d{9}").fullmatch

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_table(reading: SheetReading, grid: Grid, options: Options, sheet_index: int) -> list[bytes]:
    """Fill the reading of the sheet; return its rows as lines. A sheet without a table says why it is not used."""
    table = find_table(reading, grid, options)
    if table is None:
        return []
    lines, seen = _lines(table, sheet_index)
    while _late_findings(table, seen):
        lines, seen = _lines(table, sheet_index)
    _warn(reading, seen)
    reading.data_rows = len(lines)
    if not lines:
        reading.used = False
        reading.why_not_used = "Dưới dòng tên cột không có hộ hay người nào."
    return lines


@dataclass
class Seen:
    """What the pass noticed: texts that may be in an old font, by column; cells cut, masked, repaired; date numbers changed."""

    old: dict[int, list[str]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    masked: int = 0
    lookalikes: list[str] = field(default_factory=list)
    serials: list[str] = field(default_factory=list)


def _late_findings(table: Table, seen: Seen) -> bool:
    """An old font that only begins further down: the pass is made again with it."""
    said = table.options.encodings.get(table.reading.name, {})
    again = False
    for column in table.columns:
        if not column.encoding and table.letter(column.index) not in said and column.index in seen.old:
            again |= propose(table, column, seen.old[column.index])
    return again


def _warn(reading: SheetReading, seen: Seen) -> None:
    def some(cells: list[str]) -> str:
        return ", ".join(cells[:5]) + (f" và {len(cells) - 5} ô khác" if len(cells) > 5 else "")

    if seen.cut:
        reading.warnings.append(f"Ô quá dài, chỉ giữ {MAX_CELL} ký tự đầu: {some(seen.cut)}.")
    if seen.masked:
        reading.warnings.append(f"{seen.masked} ô có số giấy tờ tùy thân: số đã được bỏ.")
    if seen.lookalikes:
        reading.warnings.append(
            f"Chữ cái nước ngoài giống chữ Việt đã được sửa lại ở ô: {some(seen.lookalikes)}."
        )
    if seen.serials:
        reading.warnings.append(f"Số ngày của Excel đã được đổi ra năm ở ô: {some(seen.serials)}.")
    if reading.hidden_rows:
        reading.warnings.append(f"{reading.hidden_rows} dòng bị ẩn hoặc lọc trong tệp vẫn được đọc.")


# ---------------------------------------------------------------- the pass over the rows


def _lines(table: Table, sheet_index: int) -> tuple[list[bytes], Seen]:
    """The rows that are data. Most rows need no care and take the short way: their texts stand between `","` already."""
    header, columns, grid = table.header, table.columns, table.grid
    titles = [text for row in islice(grid.rows(), max(header.first, 0)) for text in map(text_of, row) if text]
    prose = frozenset(column.index for column in columns if column.kind in _PROSE)
    judge = RowJudge(table.header_texts, prose, group=next(filter(None, map(group_in, titles)), ""))
    seen = Seen()
    careful = _CarefulWay(table, judge, seen)
    fields = [column.kind for column in columns]
    indexes = [column.index for column in columns]
    name_at = fields.index(Field.NAME) if Field.NAME in fields else -1
    births = [place for place, name in enumerate(fields) if name in BIRTHS]
    # Columns whose texts are changed one by one, and merged cells, have no short way.
    has_short_way = (
        name_at >= 0
        and len(columns) > 1
        and careful.fill is None
        and not any(c.more or c.encoding or c.serial_dates or c.kind == Field.SCHOOLING for c in columns)
    )
    pick = itemgetter(*indexes) if len(indexes) > 1 else (lambda row: (row[indexes[0]],))
    quotes = 2 * (len(columns) - 1)
    ordinal, width = table.ordinal, careful.width
    lines: list[bytes] = []
    for number, row in enumerate(grid.rows(), start=1):
        if number <= header.last + 1:
            continue
        if len(row) < width:
            row = row + [""] * (width - len(row))
        if has_short_way:
            texts = [
                value
                if value.__class__ is str
                else str(int(value))
                if value.__class__ is float and value.is_integer()
                else "\\"
                for value in pick(row)
            ]
            joined = '","'.join(texts)
            if (
                len(texts[name_at]) > 3
                and len(joined) <= MAX_CELL
                and not _UNUSUAL(joined)
                and joined.count('"') == quotes
                and "  " not in joined
                and '" ' not in joined
                and ' "' not in joined
                and joined[0] != " "
                and joined[-1] != " "
                and all(map(_PHONE, _LONG_FIGURES(joined)))
                and (
                    (ordinal >= 0 and row[ordinal].__class__ is float)
                    or any(texts[place] for place in births)
                )
                and not NAME_TO_LOOK_AT(texts[name_at])
            ):
                # Neither of the last two can hold a quotation mark: `hamlet_in` and `group_in` leave them out.
                lines.append(f'[{sheet_index},{number},"{joined}","{judge.hamlet}","{judge.group}"]'.encode())
                if judge.signing:
                    judge.signing = False
                continue
        kept = careful.read(number, row)
        if kept is not None:
            line = _json([*kept, judge.hamlet, judge.group])[1:]
            lines.append(f"[{sheet_index},{number},{line}".encode())
        if len(lines) > MAX_ROWS:
            shown = f"{MAX_ROWS:,}".replace(",", ".")
            raise ValueError(f"Trang “{table.reading.name}” có hơn {shown} dòng. Hãy chia thành nhiều tệp.")
    _finish(table, judge)
    return lines, seen


def _finish(table: Table, judge: RowJudge) -> None:
    reading = table.reading
    reading.skipped = judge.skipped
    reading.letters = [table.letter(column.index) for column in table.columns] + [
        SECTION_HAMLET,
        SECTION_GROUP,
    ]
    if judge.not_told:
        reading.warnings.append(f"Còn {judge.not_told} dòng bỏ qua không kể ra ở đây.")
    found = set(reading.columns.values())
    if judge.hamlet and Field.HAMLET not in found:
        reading.columns[SECTION_HAMLET] = Field.HAMLET
        reading.labels[SECTION_HAMLET] = "Dòng tên ấp ở giữa bảng"
    if judge.group and Field.GROUP not in found:
        reading.columns[SECTION_GROUP] = Field.GROUP
        reading.labels[SECTION_GROUP] = "Dòng tên tổ ở giữa bảng"


def _filler(table: Table) -> Callable[[int, list[Any]], list[Any]] | None:
    """Cells merged over several rows hold for each of these rows; nothing else is ever filled down."""
    kept = {column.index for column in table.columns}
    starts: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, _ in table.grid.merges:
        if bottom > top > table.header.last and left - table.grid.first_column in kept:
            starts.setdefault(top, []).append((left - table.grid.first_column, bottom))
    if not starts:
        return None
    active: dict[int, tuple[int, Any]] = {}

    def fill(row_index: int, row: list[Any]) -> list[Any]:
        filled = row
        for index, (bottom, value) in list(active.items()):
            if row_index > bottom:
                del active[index]
            elif row[index] == "":
                if filled is row:
                    filled = list(row)
                filled[index] = value
        for index, bottom in starts.get(row_index, ()):
            active[index] = bottom, row[index]
        return filled

    return fill


class _CarefulWay:
    """A row cell by cell: what it says, and whether it is data at all."""

    def __init__(self, table: Table, judge: RowJudge, seen: Seen) -> None:
        self.table, self.judge, self.seen = table, judge, seen
        self.columns = table.columns
        self.width = max([*(column.index for column in table.columns), table.ordinal], default=0) + 1
        self.fill = _filler(table)
        self.encoding = next((column.encoding for column in table.columns if column.encoding), "")

    def read(self, number: int, own: list[Any]) -> list[str] | None:
        """The texts of a data row; None for any other row."""
        row = self.fill(number - 1, own) if self.fill else own
        if not any(value != "" and (value.__class__ is not str or value.strip()) for value in own):
            return None
        texts = [self._cell(number, column, row) for column in self.columns]
        name = own_name = ""
        own_fields, has_birth, has_name = 0, False, False
        for column, text in zip(self.columns, texts, strict=True):
            if column.kind == Field.NAME:
                has_name, name = True, text
                own_name = own[column.index]
            elif column.kind and own[column.index] != "":
                own_fields += 1
            if column.kind in BIRTHS and any(char.isdigit() for char in text):
                has_birth = True
        cells = [tidy(self._decoded(text_of(value)[:MAX_CELL])) if value != "" else "" for value in own]
        if has_name and name and own_name == "" and own_fields == 0:
            if any(cells):
                self.judge.skip(number, "chỉ có phần chữ của ô gộp phía trên")
            return None
        ordinal = text_of(own[self.table.ordinal]) if self.table.ordinal >= 0 else ""
        if has_name and not self.judge.keeps(number, cells, name, ordinal, own_fields, has_birth):
            return None
        return texts

    def _decoded(self, text: str) -> str:
        return decode_cell(text, self.encoding) if self.encoding else text

    def _cell(self, number: int, column: Column, row: list[Any]) -> str:
        value, seen = row[column.index], self.seen
        where = f"{self.table.letter(column.index)}{number}"
        # Calc writes whole numbers of an .xls as such, Excel as numbers with a fraction.
        if value.__class__ in (float, int) and column.serial_dates and 10_000 <= value <= 60_000:
            seen.serials.append(where)
            return year_of_serial(int(value))
        if column.kind == ResultField.RESULT_DAY and isinstance(value, dt.date):
            return f"{value:%d/%m/%Y}"
        text = text_of(value)
        for index in column.more:
            text = f"{text} {text_of(row[index]) if index < len(row) else ''}"
        if not text:
            return ""
        if column.encoding:
            text = decode_cell(text[: MAX_CELL * 4], column.encoding)
            if (
                column.encoding == "TCVN3"
                and column.kind in (Field.NAME, Field.HEAD_NAME)
                and not text.islower()
            ):
                # This font has no capital letters with a tone of their own.
                text = " ".join(word[:1].upper() + word[1:] for word in text.split())
        elif not text.isascii() and len(seen.old.setdefault(column.index, [])) < 300:
            seen.old[column.index].append(text[:MAX_CELL])
        if has_lookalikes(text):
            seen.lookalikes.append(where)
        text = reduced(tidy(text), column.kind, serial_dates=column.serial_dates)
        masked = mask(text, is_phone=column.kind == Field.PHONE)
        if masked != text:
            seen.masked += 1
            text = masked
        if len(text) > MAX_CELL:
            seen.cut.append(where)
            text = text[:MAX_CELL].rstrip()
        return text
