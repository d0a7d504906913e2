"""A report of 20 tables of 15 rows and 8 columns, beside a bare document with the same tables made by python-docx.

What is claimed: the DOCX within 2 s, its PDF within 10 s in the job.
"""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from hoctap.papers.content import (
    Letterhead,
    ReportColumn,
    ReportContent,
    ReportRow,
    ReportSection,
    ReportTable,
    Signer,
)
from hoctap.papers.layout_check import check_layout
from hoctap.papers.pdf import docx_to_pdf, find_program
from hoctap.papers.rendering import render

TABLES, ROWS, COLUMNS = 20, 15, 8
DOCX_SECONDS, PDF_SECONDS = 2.0, 10.0


def table(number: int) -> ReportTable:
    head = (ReportColumn("TT", 0.5), ReportColumn("Ấp, khóm", 2, "left"))
    figures = tuple(ReportColumn(f"Chỉ tiêu {place}", groups=("Năm 2026",)) for place in range(COLUMNS - 2))
    rows = tuple(
        ReportRow((f"{row}", f"Ấp {row}", *(f"{row * 91 + place * 7}" for place in range(COLUMNS - 2))))
        for row in range(1, ROWS + 1)
    )
    return ReportTable((*head, *figures), rows, caption=f"Bảng {number}. Số liệu theo ấp")


REPORT = ReportContent(
    letterhead=Letterhead(
        "Ủy ban nhân dân\nxã Bình Thử", "Bình Thử", 2026, "Ủy ban nhân dân tỉnh Thử Nghiệm", "BC-UBND"
    ),
    summary="Kết quả xây dựng xã hội học tập năm 2026",
    addressees=("Ủy ban nhân dân tỉnh", "Hội Khuyến học tỉnh"),
    sections=tuple(
        ReportSection(f"{number}. Nội dung thứ {number}", ("Kết quả như bảng sau.",), (table(number),))
        for number in range(1, TABLES + 1)
    ),
    closing="Trên đây là báo cáo",
    signer=Signer("Chủ tịch", "Bùi Quốc Ngữ", authority_lines=("TM. Ủy ban nhân dân",)),
    recipients=("Như trên",),
    copies=("Lưu: VT",),
)


def bare() -> bytes:
    document = Document()
    for number in range(1, TABLES + 1):
        one = table(number)
        document.add_paragraph(one.caption)
        drawn = document.add_table(rows=len(one.rows) + 2, cols=COLUMNS)
        lines = [["", *[""] * (COLUMNS - 1)], [column.label for column in one.columns]]
        lines += [list(row.cells) for row in one.rows]
        for row, words in zip(drawn.rows, lines, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def seconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def test_report_with_twenty_tables() -> None:
    ours, plain = seconds(lambda: render(REPORT, code="K7M2QR9TXWPA")), seconds(bare)
    print(f"\nDOCX, {TABLES} tables of {ROWS} x {COLUMNS}: {ours:.2f} s; bare python-docx: {plain:.2f} s")
    print(f"ratio to the bare document: {ours / plain:.2f}")
    docx = render(REPORT)
    assert check_layout(docx) == []
    assert ours <= DOCX_SECONDS


def test_its_pdf() -> None:
    if find_program() is None:
        pytest.skip("no LibreOffice here")
    docx = render(REPORT)
    taken = seconds(lambda: docx_to_pdf(docx), times=2)
    print(f"\nPDF: {taken:.2f} s")
    assert taken <= PDF_SECONDS
