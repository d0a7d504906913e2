"""Results as XLSX: one row a place, a block of columns for each title; numbers as numbers, so that the next office can go on with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hoctap.core.dates import last_day_before
from hoctap.core.vietnamese import MISSING, format_date, format_datetime
from hoctap.reports.season import SeasonRow, SeasonTable
from hoctap.reports.sheet import SeasonSheet
from hoctap.reports.whole import WholeRow

_COUNT, _SHARE, _CHANGE = "#,##0", "0.0%", "+#,##0;-#,##0;0"
_LINE = Border(*(Side(style="thin", color="9AA3AE"),) * 4)

type Value = str | int | Decimal | None


@dataclass(frozen=True)
class _Column:
    head: str
    value: Callable[[SeasonRow], Value]
    number_format: str = _COUNT


_HOUSEHOLDS = (
    _Column("Tổng số hộ", lambda row: row.households),
    _Column("Số hộ đăng ký", lambda row: row.registered),
    _Column("Số hộ được công nhận", lambda row: row.recognised),
    _Column("Trong đó trễ hạn", lambda row: row.late),
    _Column("% trên tổng số hộ", lambda row: _share(row.of_households), _SHARE),
    _Column("% trên số hộ đăng ký", lambda row: _share(row.of_registered), _SHARE),
    _Column("So với năm trước (±, hộ)", lambda row: row.change, _CHANGE),
)
_CITIZENS = (
    _Column("Số công dân đăng ký", lambda row: row.registered),
    _Column("Số công dân được công nhận", lambda row: row.recognised),
    _Column("Trong đó trễ hạn", lambda row: row.late),
    _Column("% trên số đăng ký", lambda row: _share(row.of_registered), _SHARE),
    _Column("So với năm trước (±, người)", lambda row: row.change, _CHANGE),
)
_ADULTS = (
    _Column("Số người lớn trong sổ", lambda row: row.households),
    *_CITIZENS[:3],
    _Column("Trong đó người lớn", lambda row: row.in_whole),
    _Column("% người lớn", lambda row: _share(row.of_households), _SHARE),
    *_CITIZENS[3:],
)


def _block(table: SeasonTable) -> tuple[_Column, ...]:
    if table.counts_adults:
        return _ADULTS
    return _CITIZENS if table.title.is_of_persons else _HOUSEHOLDS


def season_workbook(sheet_of: SeasonSheet) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    tables = sheet_of.tables
    sheet.title = f"Năm {sheet_of.first.year}"
    _title(sheet, tables)
    head = sheet.max_row + 2
    _heads(sheet, head, tables)
    for order, row in enumerate(_every_row(tables), 1):
        _row(sheet, order, row.name, [(table, _same_row(table, row)) for table in tables])
    _row(sheet, None, "Tổng cộng", [(table, table.total) for table in tables])
    for table in tables:
        _targets(sheet, table)
    _set_up(sheet, head + 1, sum(len(_block(table)) for table in tables))
    if sheet_of.whole:
        _whole(book, sheet_of)
    if sheet_of.five:
        _five(book, sheet_of)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _key(row: SeasonRow) -> tuple[UUID, str | None]:
    return row.place.pk, row.group


def _every_row(tables: Sequence[SeasonTable]) -> list[SeasonRow]:
    """Each place or Tổ once, whichever title has it."""
    found: dict[tuple[UUID, str | None], SeasonRow] = {}
    for table in tables:
        for row in table.shown_rows:
            found.setdefault(_key(row), row)
    return list(found.values())


def _same_row(table: SeasonTable, wanted: SeasonRow) -> SeasonRow | None:
    """The row of the same place or Tổ in the table of another title."""
    return next((row for row in table.shown_rows if _key(row) == _key(wanted)), None)


def _set_up(sheet: Worksheet, last_head: int, columns: int) -> None:
    sheet.freeze_panes = f"C{last_head + 1}"
    sheet.print_title_rows = f"{last_head - 1}:{last_head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    for column, width in enumerate((6, 34, *(13,) * columns), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _title(sheet: Worksheet, tables: Sequence[SeasonTable]) -> None:
    first = tables[0]
    names = ", ".join(table.title_label for table in tables).upper()
    _text(sheet, 1, f"KẾT QUẢ CÔNG NHẬN {names} NĂM {first.year}").font = Font(bold=True, size=14)
    _text(sheet, 2, first.place.title).font = Font(bold=True, size=12)
    lines = [
        f"Số liệu trong hệ thống lúc {format_datetime(first.read_at)}. Dấu “{MISSING}” là chưa có số liệu."
    ]
    if first.as_of:
        lines.append(
            f"Như hệ thống đã ghi đến hết ngày {format_date(first.as_of)}; tổng số hộ là của cả năm."
        )
    for table in tables:
        if table.missing:
            names = ", ".join(table.missing)
            lines.append(
                f"{table.title_label}: {table.communes_in}/{table.communes_all} xã có số liệu; chưa có: {names}."
            )
        if table.before_note:
            lines.append(f"{table.title_label}: {table.before_note}")
    marks = list(dict.fromkeys(table.sample_mark for table in tables if table.sample_mark))
    for number, line in enumerate([*lines, *marks], 3):
        _text(sheet, number, line).font = Font(italic=True, bold=line in marks)


def _heads(sheet: Worksheet, at: int, tables: Sequence[SeasonTable]) -> None:
    """Two lines: the title over its columns, then the columns."""
    for column, words in enumerate(("TT", tables[0].child_label), 1):
        _head(sheet, at, column, "")
        _head(sheet, at + 1, column, words)
    column = 3
    for table in tables:
        block = _block(table)
        for offset, one in enumerate(block):
            _head(sheet, at, column + offset, table.title_label if offset == 0 else "")
            _head(sheet, at + 1, column + offset, one.head)
        sheet.merge_cells(start_row=at, end_row=at, start_column=column, end_column=column + len(block) - 1)
        column += len(block)
    sheet.row_dimensions[at + 1].height = 48


def _head(sheet: Worksheet, row: int, column: int, words: str) -> None:
    cell = sheet.cell(row=row, column=column, value=words or None)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EDF4")
    cell.border = _LINE
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _row(
    sheet: Worksheet, order: int | None, name: str, rows: Sequence[tuple[SeasonTable, SeasonRow | None]]
) -> None:
    values: list[tuple[Value, str]] = [(order if order is not None else "", "0"), (name, "@")]
    for table, row in rows:
        values += [(one.value(row) if row else None, one.number_format) for one in _block(table)]
    _cells(sheet, sheet.max_row + 1, values, bold=order is None)


def _cells(sheet: Worksheet, at: int, values: Sequence[tuple[Value, str]], *, bold: bool = False) -> None:
    for column, (value, number_format) in enumerate(values, 1):
        cell = sheet.cell(row=at, column=column)
        _put(cell, value)
        cell.border = _LINE
        cell.font = Font(bold=bold)
        if number_format != "@":
            cell.alignment = Alignment(horizontal="right")
        if value is not None and not isinstance(value, str):
            cell.number_format = number_format


def _targets(sheet: Worksheet, table: SeasonTable) -> None:
    if not table.measured_targets:
        return
    sheet.append([])
    _text(sheet, sheet.max_row + 2, f"Chỉ tiêu kế hoạch về {table.title_label}").font = Font(bold=True)
    for result in table.measured_targets:
        target = result.target
        deadline = f", hạn cuối {format_date(last_day_before(target.before_on))}" if target.before_on else ""
        words = f"{target.wording}: {result.wanted}{deadline} ({result.plan_label})"
        at = sheet.max_row + 1
        _put(sheet.cell(row=at, column=2), words)
        value = _share(result.result) if result.is_percent else result.result
        cell = sheet.cell(row=at, column=7)
        _put(cell, value)
        cell.number_format = _SHARE if result.is_percent else _COUNT
        _put(sheet.cell(row=at, column=8), result.verdict or "chưa có số liệu")


def _whole(book: Workbook, sheet_of: SeasonSheet) -> None:
    """The number of households beside what others counted, and those not assessed."""
    whole = sheet_of.whole
    assert whole is not None
    sheet = book.create_sheet("Tổng số hộ")
    _text(sheet, 1, f"TỔNG SỐ HỘ NĂM {sheet_of.first.year}, HỘ CHƯA XÉT").font = Font(bold=True, size=14)
    _text(sheet, 2, sheet_of.first.place.title).font = Font(bold=True, size=12)
    _text(sheet, 3, whole.finding).font = Font(italic=True)
    heads = (
        "TT", sheet_of.first.child_label, "Hộ trong sổ", "Số hộ do nơi khác đếm", "Ngày chốt, nguồn", "Chênh lệch",
        *(f"Chưa xét: {label}" for label in whole.labels),
    )  # fmt: skip
    for column, words in enumerate(heads, 1):
        _head(sheet, 5, column, words)
    sheet.row_dimensions[5].height = 48
    for order, row in enumerate(whole.rows, 1):
        _whole_row(sheet, order, row)
    _whole_row(sheet, None, whole.total)
    _set_up(sheet, 5, len(heads) - 2)
    sheet.print_title_rows = "5:5"
    sheet.column_dimensions["E"].width = 34


def _whole_row(sheet: Worksheet, order: int | None, row: WholeRow) -> None:
    figure = row.figure
    source = f"{format_date(figure.as_of)}, {figure.source}" if figure else None
    values: list[tuple[Value, str]] = [
        (order if order is not None else "", "0"),
        (row.row.place.title if order is not None else "Tổng cộng", "@"),
        (row.row.households, _COUNT),
        (figure.value if figure else None, _COUNT),
        (source, "@"),
        (row.difference, _CHANGE),
        *((count, _COUNT) for count in row.reasons),
    ]
    _cells(sheet, sheet.max_row + 1, values, bold=order is None)


def _five(book: Workbook, sheet_of: SeasonSheet) -> None:
    sheet = book.create_sheet("Năm tỷ lệ công dân")
    _text(sheet, 1, f"NĂM TỶ LỆ CÔNG DÂN HỌC TẬP NĂM {sheet_of.first.year}").font = Font(bold=True, size=14)
    _text(sheet, 2, sheet_of.first.place.title).font = Font(bold=True, size=12)
    _text(sheet, 3, "Mỗi tỷ lệ có mẫu số riêng; không cộng với nhau.").font = Font(italic=True)
    for column, words in enumerate(("TT", "Tỷ lệ", "Số người đạt", "Mẫu số", "%", "Ghi chú"), 1):
        _head(sheet, 5, column, words)
    for order, one in enumerate(sheet_of.five, 1):
        note = one.why_missing or (f"Chưa đủ: {one.figure.incomplete}" if one.figure.incomplete else "")
        values: list[tuple[Value, str]] = [
            (order, "0"),
            (one.measure.label, "@"),
            (one.figure.numerator, _COUNT),
            (one.figure.denominator, _COUNT),
            (_share(one.figure.percent), _SHARE),
            (note, "@"),
        ]
        _cells(sheet, 5 + order, values)
        for column in (2, 6):
            sheet.cell(row=5 + order, column=column).alignment = Alignment(wrap_text=True, vertical="top")
    _set_up(sheet, 5, 4)
    sheet.print_title_rows = "5:5"
    sheet.column_dimensions["B"].width = 60
    sheet.column_dimensions["F"].width = 60


def _share(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100


def _text(sheet: Worksheet, row: int, words: str) -> Cell:
    cell = sheet.cell(row=row, column=1)
    assert isinstance(cell, Cell)
    _put(cell, words)
    return cell


def _put(cell: object, value: Value) -> None:
    assert isinstance(cell, Cell)
    cell.value = MISSING if value is None else value
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins with "=" is a name, not a formula
