"""The figures as Excel and Word, each with the day on which they were read from the records."""

import datetime as dt
import io
from collections.abc import Sequence

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from hoctap.core.sheets import Value, table_workbook
from hoctap.core.vietnamese import format_date, format_number, format_percent
from hoctap.movements.crosswalk.queries import FigureRow
from hoctap.places.models import Place

HEADS = (
    "Hồ sơ",
    "Tiêu chí",
    "Nội dung",
    "Số liệu",
    "Tử số",
    "Mẫu số",
    "Tỷ lệ (%)",
    "Theo văn bản",
    "Lấy từ sổ ngày",
)
WIDTHS = (26, 12, 60, 50, 12, 12, 12, 40, 16)
FONT = "Times New Roman"


def workbook(place: Place, year: int, rows: Sequence[FigureRow], *, on: dt.date) -> bytes:
    """What is missing is an empty cell, never 0."""
    return table_workbook(
        f"Số liệu năm {year}", HEADS, [_cells(row, on) for row in rows], WIDTHS, wrapped=(3, 4, 8)
    )


def _cells(row: FigureRow, on: dt.date) -> list[Value]:
    figure = None if row.is_missing else row.figure
    percent = figure.percent if figure else None
    return [
        row.line.get_dossier_display(),
        row.line.code,
        row.line.wording,
        row.label,
        figure.numerator if figure else None,
        figure.denominator if figure else None,
        round(float(percent), 2) if percent is not None else None,
        row.line.source,
        format_date(on),
    ]


def document(place: Place, year: int, rows: Sequence[FigureRow], *, on: dt.date) -> bytes:
    made = Document()
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    made.add_paragraph().add_run("SỐ LIỆU MÔ HÌNH HỌC TẬP PHỤC VỤ HỒ SƠ").bold = True
    made.add_paragraph(f"{place.title}, năm {year}. Lấy từ sổ ngày {format_date(on)}.")
    table = made.add_table(rows=1, cols=5)
    table.style = "Table Grid"
    for cell, head in zip(
        table.rows[0].cells, ("Tiêu chí", "Nội dung", "Số liệu", "Kết quả", "Theo văn bản"), strict=True
    ):
        cell.paragraphs[0].add_run(head).bold = True
    for row in rows:
        texts = (
            f"{row.line.get_dossier_display()}, {row.line.code}",
            row.line.wording,
            row.label,
            result_words(row),
            row.line.source,
        )
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def result_words(row: FigureRow) -> str:
    """'12/15 (80 %)', or that there is none."""
    figure = row.figure
    if figure is None or figure.is_missing:
        return "chưa có số liệu"
    words = f"{format_number(figure.numerator or 0)}/{format_number(figure.denominator or 0)}"
    return f"{words} ({format_percent(figure.percent)})" if figure.percent is not None else words
