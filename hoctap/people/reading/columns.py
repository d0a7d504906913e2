"""Which columns of a table are kept and what they mean: told by the header, by a person, and by what stands in them."""

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from hoctap.people.reading.cells import column_index, letter, plain, text_of, tidy
from hoctap.people.reading.dates import BIRTHS, WHOLE_DATE
from hoctap.people.reading.fields import (
    FAMILY_NAME,
    GIVEN_NAME,
    ORDINAL,
    PERSONAL,
    RESULTS,
    Field,
    is_field,
    result_kind_of,
)
from hoctap.people.reading.grid import Grid
from hoctap.people.reading.header import LOOK_AT_ROWS, Header, find_header, hamlet_in, header_at
from hoctap.people.reading.legacy import proposal
from hoctap.people.reading.model import Options, SheetReading
from hoctap.people.reading.personal import is_identity, mask

MAX_UNKNOWN = 60
SAMPLE_ROWS = 400
_MARK = re.compile(r"[xX×✓✔√vV+1*]|có|đúng", re.IGNORECASE)


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


def find_table(reading: SheetReading, grid: Grid, options: Options) -> Table | None:
    """The table of the sheet with its columns; None, and the reason in the reading, where there is none."""
    top = _top_rows(grid, LOOK_AT_ROWS)
    table = _table(reading, grid, options, top)
    if table is None:
        return None
    _tell_place(reading, [text for row in top[: max(table.header.first, 0)] for text in row if text])
    sample = _sample(grid, table.header.last + 1)
    _drop_by_content(table, sample)
    _tell_by_content(table, sample)
    _propose_encodings(table, sample)
    return table


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
        reading.why_not_used = (
            f"Dòng tên cột {said[-1]} nằm ngoài trang: trang có {len(top)} dòng."
            if said
            else _why_no_table(reading, top)
        )
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
    if table.options.vocabulary == RESULTS:
        _tell_results(header, kinds)
    for column, said in remap.items():
        if kinds.get(column - first_column) != PERSONAL:
            kinds[column - first_column] = said or "unused"
            if is_field(said):
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
        elif is_field(kind):
            table.columns.append(Column(index, kind))
        elif kind == GIVEN_NAME:
            pass
        elif kind != "unused" and len([c for c in table.columns if not c.kind]) < MAX_UNKNOWN:
            table.columns.append(Column(index))
        elif kind != "unused" and label:
            reading.warnings.append(f"Cột {name} “{label[:40]}” không giữ: có quá nhiều cột không rõ.")
    _join_names(table, kinds)


def _tell_results(header: Header, kinds: dict[int, str]) -> None:
    """Columns of results, the first of each kind; what a list of the register knows by its words keeps its meaning."""
    for column in sorted(header.lines):
        if kinds.get(column, "") in ("", PERSONAL):
            found = result_kind_of(header.lines[column])
            if found is not None:
                kinds[column] = "" if found in kinds.values() else found


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
    table.reading.warnings.append(f"Cột {name} “{label or 'không có tên'}” chứa {what} nên không giữ.")


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
        if column.kind in BIRTHS:
            values = [
                row[column.index] for row in sample if column.index < len(row) and row[column.index] != ""
            ]
            dates = sum(isinstance(v, dt.date) or bool(WHOLE_DATE.fullmatch(str(v).strip())) for v in values)
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
            propose(table, column, [str(row[column.index]) for row in sample if column.index < len(row)])


def propose(table: Table, column: Column, texts: list[str]) -> bool:
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
