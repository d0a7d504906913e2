"""The season's table as XLSX: numbers as numbers, so that the next office can go on with them."""

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hoctap.core.dates import last_day_before
from hoctap.core.vietnamese import MISSING, format_date, format_datetime
from hoctap.reports.queries import SeasonRow, SeasonTable

_HEADS = (
    "Tổng số hộ",
    "Số hộ đăng ký",
    "Số hộ được công nhận",
    "Trong đó trễ hạn",
    "% trên tổng số hộ",
    "% trên số hộ đăng ký",
    "So với năm trước (±, hộ)",
)
_WIDTHS = (6, 34, 13, 13, 14, 13, 14, 16, 16)
_COUNT, _SHARE, _CHANGE = "#,##0", "0.0%", "+#,##0;-#,##0;0"
_LINE = Border(*(Side(style="thin", color="9AA3AE"),) * 4)

type Value = str | int | Decimal | None


def season_workbook(table: SeasonTable) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"Năm {table.year}"
    _title(sheet, table)
    head = sheet.max_row + 2
    _head(sheet, head, table.child_label)
    for order, row in enumerate(table.rows, 1):
        _row(sheet, order, row)
    _row(sheet, None, table.total)
    _targets(sheet, table)
    sheet.freeze_panes = f"C{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _title(sheet: Worksheet, table: SeasonTable) -> None:
    _text(sheet, 1, f"KẾT QUẢ CÔNG NHẬN GIA ĐÌNH HỌC TẬP NĂM {table.year}").font = Font(bold=True, size=14)
    _text(sheet, 2, table.place.title).font = Font(bold=True, size=12)
    lines = [
        f"Số liệu trong hệ thống lúc {format_datetime(table.read_at)}. Dấu “{MISSING}” là chưa có số liệu."
    ]
    if table.missing:
        names = ", ".join(table.missing)
        lines.append(f"{table.communes_in}/{table.communes_all} xã có số liệu; chưa có: {names}.")
    if table.sample_mark:
        lines.append(table.sample_mark)
    for number, line in enumerate(lines, 3):
        _text(sheet, number, line).font = Font(italic=True, bold=line == table.sample_mark)


def _head(sheet: Worksheet, at: int, child_label: str) -> None:
    for column, words in enumerate(("TT", child_label, *_HEADS), 1):
        cell = sheet.cell(row=at, column=column, value=words)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF4")
        cell.border = _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[at].height = 48


def _row(sheet: Worksheet, order: int | None, row: SeasonRow) -> None:
    at = sheet.max_row + 1
    values: list[tuple[Value, str]] = [
        (order if order is not None else "", "0"),
        (row.place.title if order is not None else "Tổng cộng", "@"),
        (row.households, _COUNT),
        (row.registered, _COUNT),
        (row.recognised, _COUNT),
        (row.late, _COUNT),
        (_share(row.of_households), _SHARE),
        (_share(row.of_registered), _SHARE),
        (row.change, _CHANGE),
    ]
    for column, (value, number_format) in enumerate(values, 1):
        cell = sheet.cell(row=at, column=column)
        _put(cell, value)
        cell.border = _LINE
        cell.font = Font(bold=order is None)
        if column != 2:
            cell.alignment = Alignment(horizontal="right")
        if value is not None and not isinstance(value, str):
            cell.number_format = number_format


def _targets(sheet: Worksheet, table: SeasonTable) -> None:
    if not table.measured_targets:
        return
    sheet.append([])
    _text(sheet, sheet.max_row + 2, "Chỉ tiêu kế hoạch").font = Font(bold=True)
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
        verdict = {True: "đạt", False: "chưa đạt", None: "chưa có số liệu"}[result.met]
        _put(sheet.cell(row=at, column=8), verdict)


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
