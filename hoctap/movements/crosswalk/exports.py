"""The figures as Excel and Word, each with the day on which they were read from the records."""

import datetime as dt
from collections.abc import Sequence

from hoctap.core.sheets import Value, table_workbook
from hoctap.core.vietnamese import format_date, format_number, format_percent
from hoctap.movements.crosswalk.queries import FigureRow
from hoctap.papers.books.printing import Column, book_docx
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
COLUMNS = (
    Column("Tiêu chí", 22),
    Column("Nội dung", 40),
    Column("Số liệu", 36),
    Column("Kết quả", 18),
    Column("Theo văn bản", 26),
)


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
    lines = [
        (
            f"{row.line.get_dossier_display()}, {row.line.code}",
            row.line.wording,
            row.label,
            result_words(row),
            row.line.source,
        )
        for row in rows
    ]
    note = f"Lấy từ sổ ngày {format_date(on)}"
    return book_docx(
        "Số liệu mô hình học tập phục vụ hồ sơ", place.full_name, year, COLUMNS, lines, note=note
    )


def result_words(row: FigureRow) -> str:
    """'12/15 (80 %)', or that there is none."""
    figure = row.figure
    if figure is None or figure.is_missing:
        return "chưa có số liệu"
    words = f"{format_number(figure.numerator)}/{format_number(figure.denominator)}"
    return f"{words} ({format_percent(figure.percent)})" if figure.percent is not None else words
