"""One sheet from its values to lines of JSON: the pass over all rows, as quick as it can be in Python."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any

from hoctap.people.reading.cells import (
    MAX_CELL,
    ORDINARY,
    column_index,
    has_lookalikes,
    letter,
    plain,
    text_of,
    tidy,
)
from hoctap.people.reading.fields import FAMILY_NAME, GIVEN_NAME, ORDINAL, PERSONAL, Field
from hoctap.people.reading.grid import Grid
from hoctap.people.reading.header import LOOK_AT_ROWS, Header, find_header, group_in, hamlet_in, header_at
from hoctap.people.reading.legacy import decode_cell, proposal
from hoctap.people.reading.model import Options, SheetReading
from hoctap.people.reading.personal import is_identity, mask
from hoctap.people.reading.rows import NAME_TO_LOOK_AT, RowJudge

MAX_ROWS = 150_000
MAX_UNKNOWN = 60
SAMPLE_ROWS = 400
SECTION_HAMLET, SECTION_GROUP = "@hamlet", "@group"
_BIRTHS = (Field.BIRTH, Field.BIRTH_MALE, Field.BIRTH_FEMALE)

# A row without any of these is written as it is: characters that need a second look, spaces too many, long figures.
_UNUSUAL = re.compile(rf'[^"{ORDINARY}]|[\\]').search
_LONG_FIGURES = re.compile(r"\d[\d ./\-]{6,}\d").findall
_PHONE = re.compile(r"0\d{9}").fullmatch
_WHOLE_DATE = re.compile(
    r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*((?:18|19|20)\d\d)(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
_SHORT_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d\d)")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\s*[/.\-]\s*((?:18|19|20)\d\d)")
_ISO_DATE = re.compile(r"((?:18|19|20)\d\d)-\d\d-\d\d(?:[ T].*)?")
_CLASS = re.compile(
    r"(?:lớp|lop|l)?\s*\.?\s*(?:\d{1,2})\s*(?:[a-zđ]\d{0,2}|/\d{1,2}|\.\d{1,2})?", re.IGNORECASE
)
_MARK = re.compile(r"[xX×✓✔√vV+1*]|có|đúng", re.IGNORECASE)

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass
class Column:
    """A kept column. `index` counts from the first column of the grid, `more` are columns whose text follows."""

    index: int
    kind: str = ""
    encoding: str = ""
    serial_dates: bool = False
    more: list[int] = field(default_factory=list)


@dataclass
class Table:
    """A sheet with its header found; `lines` gives the rows."""

    reading: SheetReading
    grid: Grid
    header: Header
    header_texts: list[list[str]]
    columns: list[Column]
    options: Options
    ordinal: int = -1

    def letter(self, index: int) -> str:
        return letter(index + self.grid.first_column)


def read_table(reading: SheetReading, grid: Grid, options: Options, sheet_index: int) -> list[bytes]:
    """Fill the reading of the sheet; return its rows as lines. A sheet without a table says why it is not used."""
    top = _top_rows(grid, LOOK_AT_ROWS)
    table = _table(reading, grid, options, top)
    if table is None:
        return []
    _tell_place(reading, [text for row in top[: table.header.first] for text in row if text])
    sample = _sample(grid, table.header.last + 1)
    _drop_by_content(table, sample)
    _tell_by_content(table, sample)
    _propose_encodings(table, sample)
    lines, seen = _lines(table, sheet_index)
    while _late_findings(table, seen):
        lines, seen = _lines(table, sheet_index)
    _warn(reading, seen)
    reading.data_rows = len(lines)
    if not lines:
        reading.used = False
        reading.why_not_used = "Dưới dòng tên cột không có hộ hay người nào."
    return lines


def _top_rows(grid: Grid, count: int) -> list[list[str]]:
    return [[_first_look(value) for value in row] for row in islice(grid.rows(), count)]


def _first_look(value: object) -> str:
    text = value if isinstance(value, str) else text_of(value)
    # Not `tidy`: the soft hyphen is a letter of TCVN3.
    return " ".join(text[:2000].split())


# ---------------------------------------------------------------- which columns


def _table(reading: SheetReading, grid: Grid, options: Options, top: list[list[str]]) -> Table | None:
    said = options.header_rows.get(reading.name)
    if said:
        first, last = said[0] - 1, said[-1] - 1
        if first < 0:
            header: Header | None = Header(-1, -1)
            top = [[""] * max(map(len, top), default=0)]
        else:
            rows = top if last < len(top) else _top_rows(grid, last + 1)
            header = (
                header_at(rows, grid.merges, grid.first_column, first, last) if last < len(rows) else None
            )
            top = rows
    else:
        header = find_header(top, grid.merges, grid.first_column)
    if header is None:
        reading.why_not_used = _why_no_table(reading, top)
        return None
    if not header.has_name and not said:
        reading.why_not_used = _why_no_table(reading, top)
        return None
    reading.used = True
    reading.header_row = header.first + 1
    reading.header_rows = [header.first + 1, header.last + 1]
    table = Table(reading, grid, header, top[max(header.first, 0) : header.last + 1], [], options)
    _choose_columns(table)
    if not any(column.kind == Field.NAME for column in table.columns) and not said:
        reading.used = False
        reading.why_not_used = "Không còn cột nào là họ và tên."
        return None
    return table


def _why_no_table(reading: SheetReading, top: list[list[str]]) -> str:
    words = plain(reading.name)
    texts = [plain(text) for row in top for text in row if text]
    if not texts:
        return "Trang trống."
    if any(word in words for word in ("tong hop", "thong ke", "bieu", "pivot", "sheet tong")) or any(
        re.search(r"\b(?:so ho|tong so ho|tong hop)\b", text) for text in texts
    ):
        return "Bảng tổng hợp, không có cột họ và tên."
    return "Không thấy dòng tên cột có “Họ và tên” hoặc “Chủ hộ”."


def _choose_columns(table: Table) -> None:
    reading, header = table.reading, table.header
    remap = {
        column_index(name): said
        for name, said in table.options.columns.get(reading.name, {}).items()
        if name[:1] != "@"
    }
    first_column = table.grid.first_column
    kinds = dict(header.kinds)
    for column, said in remap.items():
        if kinds.get(column - first_column) != PERSONAL:
            kinds[column - first_column] = said or "unused"
            if said in Field:
                for other, kind in kinds.items():
                    if kind == said and other + first_column not in remap:
                        kinds[other] = ""
    _settle_names(table, kinds)
    width = max([len(row) for row in table.header_texts] + [column + 1 for column in kinds], default=0)
    for index in range(width):
        kind = kinds.get(index, "")
        name = table.letter(index)
        label = mask(tidy(header.label(index)))
        if label:
            reading.labels[name] = label
        if kind == ORDINAL:
            table.ordinal = index if table.ordinal < 0 else table.ordinal
        elif kind == PERSONAL:
            reading.dropped[name] = label
        elif kind in Field:
            table.columns.append(Column(index, kind))
        elif kind == GIVEN_NAME:
            pass
        elif kind != "unused" and len([c for c in table.columns if not c.kind]) < MAX_UNKNOWN:
            table.columns.append(Column(index))
        elif kind != "unused" and label:
            reading.warnings.append(f"Cột {name} “{label[:40]}” không giữ: có quá nhiều cột không rõ.")
    _join_names(table, kinds)


def _settle_names(table: Table, kinds: dict[int, str]) -> None:
    """A lone "Chủ hộ" is the name; "Họ và đệm" and "Tên" are one; a lone "Tên" is the name."""
    found = set(kinds.values())
    families = [column for column, kind in kinds.items() if kind == FAMILY_NAME]
    givens = [column for column, kind in kinds.items() if kind == GIVEN_NAME]
    if Field.NAME not in found:
        if families and givens:
            kinds[families[0]] = Field.NAME
        elif givens:
            kinds[givens[0]] = Field.NAME
            givens = givens[1:]
        elif Field.HEAD_NAME in found:
            kinds[next(column for column, kind in kinds.items() if kind == Field.HEAD_NAME)] = Field.NAME
    for column in families:
        if kinds[column] == FAMILY_NAME:
            kinds[column] = ""


def _join_names(table: Table, kinds: dict[int, str]) -> None:
    names = [column for column in table.columns if column.kind == Field.NAME]
    for index in sorted(column for column, kind in kinds.items() if kind == GIVEN_NAME):
        if names:
            names[0].more.append(index)
            table.reading.joined.setdefault(table.letter(names[0].index), []).append(table.letter(index))


def _tell_place(reading: SheetReading, titles: list[str]) -> None:
    of_titles = list(dict.fromkeys(filter(None, (hamlet_in(mask(title)) for title in titles))))
    of_sheet = hamlet_in(reading.name)
    reading.hamlet_name = of_sheet or (of_titles[0] if len(of_titles) == 1 else "")
    if of_sheet and of_titles and plain(of_titles[0]) == plain(of_sheet):
        reading.hamlet_name = max(
            of_titles[0], of_sheet, key=lambda name: sum(not char.isascii() for char in name)
        )
    if of_sheet and of_titles and plain(of_titles[0]) != plain(of_sheet):
        reading.warnings.append(
            f"Tên trang ghi “{of_sheet}”, dòng tiêu đề ghi “{of_titles[0]}”: hãy xem lại là ấp nào."
        )


def title_group(titles: list[str]) -> str:
    return next(filter(None, map(group_in, titles)), "")


# ---------------------------------------------------------------- what the contents tell


def _sample(grid: Grid, start: int) -> list[list[Any]]:
    """Rows from all over the sheet: the first ones, then every so many."""
    rows = list(islice(grid.rows(), start, start + SAMPLE_ROWS))
    return [row for row in rows if any(value != "" for value in row)]


def _texts(sample: list[list[Any]], index: int) -> list[str]:
    return [text for row in sample if index < len(row) and (text := text_of(row[index]).strip())]


def _drop_by_content(table: Table, sample: list[list[Any]]) -> None:
    for column in list(table.columns):
        texts = _texts(sample, column.index)
        is_phone = column.kind == Field.PHONE
        numbers = sum(is_identity(text, is_phone=is_phone) for text in texts)
        if numbers and numbers * 2 >= len(texts) and column.kind != Field.NAME:
            _drop(table, column, "số giấy tờ")


def _drop(table: Table, column: Column, what: str) -> None:
    name = table.letter(column.index)
    table.columns.remove(column)
    label = table.reading.labels.get(name, "")
    table.reading.dropped[name] = label
    table.reading.warnings.append(f"Cột {name} “{label}” chứa {what} nên không giữ.")


def _tell_by_content(table: Table, sample: list[list[Any]]) -> None:
    reading = table.reading
    taken = {column.kind for column in table.columns}
    said = table.options.columns.get(reading.name, {})
    for column in list(table.columns):
        texts = _texts(sample, column.index)
        if table.letter(column.index) in said:
            pass
        elif column.kind in (Field.SEX_MALE, Field.SEX_FEMALE) and texts:
            years = sum(bool(re.fullmatch(r"(?:18|19|20)\d\d", text)) for text in texts)
            if years * 2 > len(texts):
                column.kind = Field.BIRTH_MALE if column.kind == Field.SEX_MALE else Field.BIRTH_FEMALE
        elif column.kind == Field.HEAD_NAME and texts and all(_MARK.fullmatch(text) for text in texts):
            column.kind = "" if Field.RELATION in taken else Field.RELATION
        elif not column.kind and not texts and table.letter(column.index) not in reading.labels:
            table.columns.remove(column)
            continue
        if column.kind in _BIRTHS:
            values = [
                row[column.index] for row in sample if column.index < len(row) and row[column.index] != ""
            ]
            dates = sum(isinstance(v, dt.date) or bool(_WHOLE_DATE.fullmatch(str(v).strip())) for v in values)
            says_day = "ngay" in plain(reading.labels.get(table.letter(column.index), "")).split()
            column.serial_dates = dates * 2 > len(values) or (says_day and dates * 4 > len(values))
    reading.columns = {
        table.letter(column.index): str(column.kind) for column in table.columns if column.kind
    }
    reading.unknown = {
        table.letter(c.index): reading.labels.get(table.letter(c.index), "")
        for c in table.columns
        if not c.kind
    }
    fields = set(reading.columns.values())
    if (
        Field.RELATION in fields
        or Field.PERSON_NUMBER in fields
        or Field.HEAD_NAME in fields
        or _numbers_repeat(table, sample)
    ):
        reading.shape = "persons"


def _numbers_repeat(table: Table, sample: list[list[Any]]) -> bool:
    column = next((c for c in table.columns if c.kind == Field.HOUSEHOLD_NUMBER), None)
    if column is None:
        return False
    for _, left, _, right in (
        merge for merge in table.grid.merges if merge[2] > merge[0] > table.header.last
    ):
        if left - table.grid.first_column <= column.index <= right - table.grid.first_column:
            return True
    texts = _texts(sample, column.index)
    return len(texts) >= 3 and len(set(texts)) <= 0.7 * len(texts)


def _propose_encodings(table: Table, sample: list[list[Any]]) -> None:
    said = table.options.encodings.get(table.reading.name, {})
    for column in table.columns:
        confirmed = said.get(table.letter(column.index))
        if confirmed:
            column.encoding = "" if confirmed == "unicode" else confirmed
        else:
            _propose(table, column, [str(row[column.index]) for row in sample if column.index < len(row)])


def _propose(table: Table, column: Column, texts: list[str]) -> bool:
    encoding = proposal(texts)
    if not encoding or encoding == column.encoding:
        return False
    name = table.letter(column.index)
    column.encoding = encoding
    table.reading.encodings[name] = encoding
    table.reading.warnings.append(
        f"Cột {name} có vẻ gõ bằng phông chữ cũ {encoding}{' (ABC)' if encoding == 'TCVN3' else ''}. "
        "Bản xem trước đã đổi sang Unicode, chưa có người xác nhận."
    )
    return True


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
            again |= _propose(table, column, seen.old[column.index])
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
    judge = RowJudge(table.header_texts, group=title_group(titles))
    seen = Seen()
    careful = _CarefulWay(table, judge, seen)
    fields = [column.kind for column in columns]
    indexes = [column.index for column in columns]
    name_at = fields.index(Field.NAME) if Field.NAME in fields else -1
    births = [place for place, name in enumerate(fields) if name in _BIRTHS]
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
            if column.kind in _BIRTHS and any(char.isdigit() for char in text):
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
        if value.__class__ is float and column.serial_dates and 10_000 <= value <= 60_000:
            seen.serials.append(where)
            return _year_of_serial(int(value))
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
        text = _whole_value(column, tidy(text))
        masked = mask(text, is_phone=column.kind == Field.PHONE)
        if masked != text:
            seen.masked += 1
            text = masked
        if len(text) > MAX_CELL:
            seen.cut.append(where)
            text = text[:MAX_CELL].rstrip()
        return text


def _whole_value(column: Column, text: str) -> str:
    """Nothing finer than the year of birth; no class."""
    if column.kind in (*_BIRTHS, "", Field.LEFT):
        year = _year_of_date(text, column.kind in _BIRTHS)
        if year:
            return year
        if column.serial_dates and re.fullmatch(r"[1-4]\d{4}", text):
            return _year_of_serial(int(text))
    if column.kind == Field.SCHOOLING and _CLASS.fullmatch(text) and text not in ("0", "1"):
        return "đang học"
    return text


def _year_of_date(text: str, is_birth: bool) -> str:
    """The year of a date typed as text; "" where it is none, so that it is shown as typed and asked about."""
    if iso := _ISO_DATE.fullmatch(text):
        return iso.group(1)
    if date := _WHOLE_DATE.fullmatch(text) or (_SHORT_DATE.fullmatch(text) if is_birth else None):
        first, second = int(date.group(1)), int(date.group(2))
        return date.group(3) if 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31 else ""
    if is_birth and (month := _MONTH.fullmatch(text)):
        return month.group(1)
    return ""


def _year_of_serial(days: int) -> str:
    return str((dt.date(1899, 12, 30) + dt.timedelta(days=days)).year)
