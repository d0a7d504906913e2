"""An edition as a workbook, and a workbook as an edition: what goes out comes back equal.

One sheet for what stands above the table, one for each list, one for the lines. `read_book` runs in the isolated child.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hoctap.core import isolation
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_number
from hoctap.criteria.drafting.content import Content, Row, plain, text
from hoctap.criteria.drafting.table import MARKS, columns_for, lines_from, number_in, rows_of

ABOUT = "Bộ tiêu chí"
LINES = "Tiêu chí"
SCORING = {"points": "chấm điểm", "standards": "đạt / không đạt"}
FIELDS = {
    "name": "Tên bộ tiêu chí",
    "scoring": "Cách đánh giá",
    "instrument": "Văn bản",
    "verification": "Mức xác thực",
    "verification_note": "Ghi chú về xác thực",
    "valid_from": "Có hiệu lực từ ngày",
    "valid_to": "Hết hiệu lực từ ngày",
    "threshold": "Điểm đạt",
    "least_each": "Không mục nào dưới",
    "declared_total": "Tổng điểm văn bản ghi",
    "valid_months": "Kết quả có giá trị (tháng)",
    "next_level_months": "Mức cao hơn sau (tháng)",
}
LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "groups": ("Nhóm", {"name": "Tên nhóm", "points": "Điểm"}),
    "grades": ("Xếp loại", {"code": "Mã", "label": "Tên", "from": "Từ", "below": "Dưới"}),
    "levels": ("Mức độ", {"code": "Mã", "label": "Tên"}),
    "variants": ("Trường hợp riêng", {"code": "Mã", "label": "Tên"}),
    "kinds": ("Loại đơn vị", {"code": "Mã", "label": "Tên"}),
    "forms": ("Mẫu phiếu", {"code": "Mã", "label": "Tên"}),
}
_NUMBERS = {"points", "from", "below"}
MOST_CELLS = 60_000

type _Cell = str | float
"""A number of Excel stays one until its column is known."""
type _Row = tuple[int, list[_Cell]]


def workbook_of(content: Content, measures: Mapping[str, str]) -> bytes:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = ABOUT
    for number, (key, label) in enumerate(FIELDS.items(), start=1):
        _put(page.cell(number, 1), label).font = Font(bold=True)
        _put(page.cell(number, 2), _field_text(content, key)).alignment = Alignment(
            wrap_text=True, vertical="top"
        )
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 90
    for key, (name, heads) in LISTS.items():
        rows = [[_list_text(row.get(part)) for part in heads] for row in getattr(content, key)]
        _sheet(
            book,
            name,
            list(heads.values()),
            rows,
            [40 if part in ("name", "label") else 12 for part in heads],
        )
    columns = columns_for(content, measures)
    lines = [[cells[column.key] for column in columns] for cells in rows_of(content, columns)]
    _sheet(book, LINES, [column.head for column in columns], lines, [column.wide + 2 for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(
    book: Workbook, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> None:
    page = book.create_sheet(name)
    for index, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        cell = _put(page.cell(1, index), head)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="bottom")
        page.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            if value:
                _put(page.cell(number, index), value).alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "B2"


def _put(cell: Cell | Any, value: str) -> Any:
    """As text, whatever it begins with: no program runs it, and it comes back as it was."""
    cell.value = value or None
    if value:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value[0] in "=+-@"
    return cell


def _field_text(content: Content, key: str) -> str:
    value = getattr(content, key)
    if key == "scoring":
        return SCORING[value]
    if key == "verification":
        return MARKS[value]
    if key == "threshold" and not value:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return _list_text(value)


def _list_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return format_number(Decimal(str(value))).replace(".", "")
    return str(value)


# ------------------------------------------------------------------------------------------------- back


def content_of_book(
    data: bytes, measures: Mapping[str, str], before: Content | None = None
) -> tuple[Content, list[Reason]]:
    """The edition that a workbook holds, and what could not be read, by row, column and cure. `Refused` where it is no such workbook.

    `before`: what the edition says now; a sheet that the workbook does not have leaves it.
    """
    try:
        read: dict[str, list[_Row]] = json.loads(
            isolation.run("hoctap.criteria.drafting.workbook:read_book", data, seconds=20)
        )
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    return content_of_rows(read, measures, before)


def content_of_rows(
    read: Mapping[str, Sequence[_Row]], measures: Mapping[str, str], before: Content | None = None
) -> tuple[Content, list[Reason]]:
    sheets = {without_accents(name): rows for name, rows in read.items()}
    if without_accents(LINES) not in sheets:
        raise Refused(
            [
                Reason(
                    f"Tệp không có trang “{LINES}”. Tải tệp của một bộ tiêu chí về, điền vào rồi gửi lên.",
                    field="file",
                )
            ]
        )
    reasons: list[Reason] = []
    values = _about(sheets.get(without_accents(ABOUT), []), reasons)
    content = Content(**({"name": ""} | _as_dict(before) | values))
    for key, (name, heads) in LISTS.items():
        if without_accents(name) in sheets:
            setattr(content, key, _list(name, heads, sheets[without_accents(name)], reasons))
    content.lines = _lines(content, before, sheets[without_accents(LINES)], measures, reasons)
    return content, reasons


def _words(cell: _Cell, key: str = "") -> str:
    """1.1 is a code in the columns of codes, and one and a tenth in those of numbers."""
    if isinstance(cell, str):
        return text(cell)
    number = f"{Decimal(repr(cell)).normalize() + 0:f}"
    return number if key in ("code", "part", "clause") else number.replace(".", ",")


def _as_dict(before: Content | None) -> dict[str, Any]:
    return dict(vars(before)) if before else {}


def _about(rows: Sequence[_Row], reasons: list[Reason]) -> dict[str, Any]:
    keys = {without_accents(label): key for key, label in FIELDS.items()}
    values: dict[str, Any] = {}
    for number, cells in rows:
        label, value = _words(cells[0]), _words(cells[1]) if len(cells) > 1 else ""
        if not label:
            continue
        key = keys.get(without_accents(label))
        if key is None:
            reasons.append(
                Reason(
                    f"Trang “{ABOUT}”, dòng {number}: không có mục “{label[:40]}”. Xóa dòng hoặc sửa tên mục.",
                    "file",
                )
            )
            continue
        try:
            values[key] = _value(key, value)
        except ValueError as wrong:
            reasons.append(Reason(f"Trang “{ABOUT}”, dòng {number}, mục “{FIELDS[key]}”: {wrong}", "file"))
    return values


def _value(key: str, value: str) -> Any:
    if key in ("scoring", "verification"):
        words = SCORING if key == "scoring" else MARKS
        for kept, word in words.items():
            if without_accents(value) in (kept, without_accents(word)):
                return kept
        raise ValueError(f"ghi một trong: {'; '.join(words.values())}.")
    if key in ("valid_from", "valid_to"):
        return _day(value)
    if key in ("threshold", "least_each", "declared_total"):
        if not value:
            return Decimal(0) if key == "threshold" else None
        return _number(value)
    if key in ("valid_months", "next_level_months"):
        if value and not (value.isdecimal() and len(value) < 4):
            raise ValueError("ghi số tháng, ví dụ 36.")
        return int(value) if value else None
    return value


def _day(value: str) -> dt.date | None:
    if not value:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise ValueError("ghi ngày như 15/11/2026.")


def _number(value: str) -> Decimal:
    try:
        return number_in(value.replace(" ", "").removesuffix("%")) + 0
    except ArithmeticError:
        raise ValueError(f"“{value[:20]}” không phải là số, ghi như 60 hoặc 7,5.") from None


def _list(name: str, heads: Mapping[str, str], rows: Sequence[_Row], reasons: list[Reason]) -> list[Row]:
    at = _columns_at(name, heads, rows, reasons)
    kept = []
    for number, cells in rows[1:]:
        values = {key: _words(cells[index], key) if index < len(cells) else "" for key, index in at.items()}
        if not any(values.values()):
            continue
        row: Row = {}
        for key in heads:
            value = values.get(key, "")
            if key not in _NUMBERS:
                row[key] = value
                continue
            if not value:
                if key == "below":
                    continue
                reasons.append(
                    Reason(f"Trang “{name}”, dòng {number}, cột “{heads[key]}”: ghi số điểm.", "file")
                )
                row[key] = 0
                continue
            try:
                row[key] = plain(_number(value))
            except ValueError as wrong:
                reasons.append(Reason(f"Trang “{name}”, dòng {number}, cột “{heads[key]}”: {wrong}", "file"))
                row[key] = 0
        kept.append(row)
    return kept


def _lines(
    content: Content,
    before: Content | None,
    rows: Sequence[_Row],
    measures: Mapping[str, str],
    reasons: list[Reason],
) -> list[Any]:
    known = Content(**(vars(content) | {"lines": before.lines if before else []}))
    columns = columns_for(known, measures)
    heads = {column.key: column.head for column in columns}
    at = _columns_at(LINES, heads, rows, reasons)
    missing = [heads[key] for key in ("code", "group", "label", "clause") if key not in at]
    if missing:
        words = ", ".join(f"“{head}”" for head in missing)
        reasons.append(Reason(f"Trang “{LINES}” thiếu cột {words}. Tên cột nằm ở dòng đầu.", "file"))
        return []
    table = [
        {key: _words(cells[index], key) if index < len(cells) else "" for key, index in at.items()}
        for _, cells in rows[1:]
    ]
    lines, wrong = lines_from(known, columns, table, [number for number, _ in rows[1:]])
    reasons += [
        Reason(f"Trang “{LINES}”, {reason.text[:1].lower()}{reason.text[1:]}", "file") for reason in wrong
    ]
    return lines


def _columns_at(
    name: str, heads: Mapping[str, str], rows: Sequence[_Row], reasons: list[Reason]
) -> dict[str, int]:
    if not rows:
        return {}
    keys = {without_accents(head): key for key, head in heads.items()}
    at: dict[str, int] = {}
    for index, cell in enumerate(rows[0][1]):
        head = _words(cell)
        if not head:
            continue
        key = keys.get(without_accents(head))
        if key is None:
            reasons.append(
                Reason(
                    f"Trang “{name}”: không có cột “{head[:40]}”. Tên cột phải như tệp tải về; mức độ, trường hợp riêng ghi trước ở trang của chúng.",
                    "file",
                )
            )
        elif key in at:
            reasons.append(Reason(f"Trang “{name}”: hai cột cùng tên “{head[:40]}”. Bỏ một cột.", "file"))
        else:
            at[key] = index
    return at


# ---------------------------------------------------------------------------------- in the isolated child


def read_book(data: bytes) -> bytes:
    """Every sheet as rows of texts with their numbers. Numbers as a Vietnamese office writes them, a percentage in per cent."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, TypeError) as error:
        raise ValueError("Tệp không phải là tệp Excel (.xlsx), hoặc đã hỏng.") from error
    read: dict[str, list[_Row]] = {}
    left = MOST_CELLS
    for page in book.worksheets:
        rows = []
        for number, row in enumerate(page.iter_rows(), start=1):
            left -= len(row)
            if left < 0:
                raise ValueError("Tệp quá lớn. Chỉ để các trang và dòng của bộ tiêu chí.")
            cells = [_cell_value(cell) for cell in row]
            if any(one != "" for one in cells):
                rows.append((number, cells))
        read[page.title] = rows
    return json.dumps(read, ensure_ascii=False).encode()


def _cell_value(cell: Any) -> _Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if "%" in str(cell.number_format):
            number *= 100
        # At most as many decimals as anybody writes down: 0.6 × 100 is 60.
        return float(round(number, 6))
    return str(value)
