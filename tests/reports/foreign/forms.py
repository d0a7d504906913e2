"""Excel forms as provinces send them: merged heads of two levels, STT, names, groups, totals with SUM, a print area, a seal's picture."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

THIN = Side(style="thin")
FIRST = 8
"""The first row of names."""


def province_form(
    names: Sequence[str] = ("Tân Kiều", "Hưng Thạnh"), *, year: int = 2024, groups: bool = True
) -> bytes:
    """Columns: A STT, B name, C total, D registered, E new, F recognised, G % of all, H last year. The last row adds up."""
    book = Workbook()
    page = book.active
    page.title = "Biểu 01"
    page["A1"] = "HỘI KHUYẾN HỌC TỈNH ĐỒNG THÁP"
    page.merge_cells("A1:H1")
    page["A2"] = f"TỔNG HỢP GIA ĐÌNH HỌC TẬP NĂM {year}"
    page.merge_cells("A2:H2")
    page["A2"].font = Font(bold=True, size=14)
    for area, words in (
        ("A4:A5", "STT"), ("B4:B5", "Xã, phường, thị trấn"), ("C4:C5", "Tổng số hộ"), ("D4:E4", "Đăng ký"),
        ("F4:G4", "Công nhận"), ("H4:H5", f"Năm {year - 1}"),
    ):  # fmt: skip
        page.merge_cells(area)
        page[area.partition(":")[0]] = words
        page[area.partition(":")[0]].alignment = Alignment(horizontal="center", wrap_text=True)
    for cell, words in (("D5", "Tổng số"), ("E5", "Mới"), ("F5", "Tổng số"), ("G5", "%")):
        page[cell] = words
    for column in range(1, 9):
        page.cell(6, column, f"({column})")
    if groups:
        page["A7"] = "I"
        page["B7"] = "Huyện Tháp Mười"
        page.merge_cells("B7:H7")
    row = FIRST
    for number, name in enumerate(names, start=1):
        page.cell(row, 1, number)
        page.cell(row, 2, name)
        page.cell(row, 7).number_format = "0.0%"
        row += 1
    page.cell(row, 2, "Tổng cộng").font = Font(bold=True)
    for letter in "CDEFH":
        page[f"{letter}{row}"] = f"=SUM({letter}{FIRST}:{letter}{row - 1})"
    page[f"G{row}"] = f"=IF(C{row}=0,0,F{row}/C{row})"
    page[f"G{row}"].number_format = "0.0%"
    for line in page.iter_rows(min_row=4, max_row=row, max_col=8):
        for cell in line:
            cell.border = Border(THIN, THIN, THIN, THIN)
    page["C8"].fill = PatternFill("solid", fgColor="FFFFCC")
    page.column_dimensions["B"].width = 34
    page.print_area = f"A1:H{row}"
    page.print_title_rows = "4:6"
    page.freeze_panes = "C7"
    page.page_setup.orientation = "landscape"
    page.add_data_validation(
        DataValidation(
            type="whole", operator="greaterThanOrEqual", formula1="0", sqref=f"C{FIRST}:F{row - 1}"
        )
    )
    seal = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(seal, "PNG")
    page.add_image(SheetImage(seal), "J2")
    other = book.create_sheet("Hướng dẫn")
    other["A1"] = "Ghi số, không ghi chữ."
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
