"""Faulty rows of a list as a workbook with a column 'Cần sửa'; put right, the same file can be imported."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from hoctap.people.queries import ImportPreview
from hoctap.people.rules import FIELD_LABELS

_COLUMNS = ("name", "birth_year", "sex", "hamlet", "group", "address", "members", "phone", "household_number")
_HEADERS = {**FIELD_LABELS, "hamlet": "Ấp", "phone": "Điện thoại"}
_WIDTHS = (8, 28, 10, 10, 16, 14, 28, 12, 16, 12, 70)
# A cell that begins so would be run as a formula by some programs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")


def faulty_workbook(preview: ImportPreview) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Dòng cần sửa"
    page.append(["Dòng", *(_HEADERS[column] for column in _COLUMNS), "Cần sửa"])
    cures: dict[int, list[str]] = {}
    for fault in preview.faults:
        cures.setdefault(fault.row, []).append(f"{fault.label}: {fault.what} {fault.cure}")
    for row in preview.faulty:
        typed = [_harmless(str(getattr(row, column))) for column in _COLUMNS]
        page.append([row.number, *typed, " ".join(cures.get(row.number, []))])
    for cell in page[1]:
        cell.font = Font(bold=True)
    for index, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    for cells in page.iter_rows(min_row=2, min_col=len(_WIDTHS), max_col=len(_WIDTHS)):
        cells[0].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
