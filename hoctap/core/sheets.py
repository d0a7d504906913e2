"""Workbooks that leave the house: plain tables whose cells no program runs as a formula."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

# A cell that begins so would be run as a formula by some programs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

type Value = str | int | float | None


def harmless(text: str) -> str:
    """The text, behind an apostrophe where a program could take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def table_workbook(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    widths: Sequence[int],
    *,
    wrapped: Sequence[int] = (),
) -> bytes:
    """One sheet `title` (31 characters at most) with a bold frozen header; columns in `wrapped` (from 1) break
    their lines. Text is made harmless, numbers stay numbers.
    """
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title[:31]
    page.append(list(headers))
    for row in rows:
        page.append([harmless(value) if isinstance(value, str) else value for value in row])
    for cell in page[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for index, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    for column in wrapped:
        for cells in page.iter_rows(min_row=2, min_col=column, max_col=column):
            cells[0].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    # Printed as it comes: one sheet of paper wide, the heads again on each.
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
