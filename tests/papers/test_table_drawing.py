"""Tables of a report: heads of two levels, estimates, totals, and where a table does not fit."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from hoctap.papers import layout
from hoctap.papers.content import ReportColumn, ReportContent, ReportRow, ReportSection, ReportTable
from hoctap.papers.layout_check import check_layout
from hoctap.papers.pdf import docx_to_pdf
from hoctap.papers.rendering import render
from hoctap.papers.table_drawing import MARK, fit, place_of
from tests.papers.samples import PERIODIC, RECOGNISED, WIDE
from tests.tools import require_program


def _with(*tables: ReportTable, **rest: Any) -> ReportContent:
    return replace(PERIODIC, sections=(ReportSection("1. Kết quả", (), tables),), **rest)


def _ruled(docx: bytes) -> list[Any]:
    tables = Document(BytesIO(docx)).element.body.iter(qn("w:tbl"))
    return [table for table in tables if table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None]


def _rows(table: Any) -> list[list[str]]:
    return [
        ["".join(node.text or "" for node in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))]
        for row in table.findall(qn("w:tr"))
    ]


def test_columns_of_one_group_stand_under_one_head():
    (table,) = _ruled(render(_with(RECOGNISED)))
    first, second, *rows = _rows(table)
    assert first == ["TT", "Ấp, khóm", "Tổng số hộ", "Gia đình học tập", "Ghi chú"]
    assert second == ["", "", "", "Đăng ký", "Công nhận", "%", "Ước đến 31/12", ""]
    spans = [node.get(qn("w:val")) for node in table.iter(qn("w:gridSpan"))]
    assert spans == ["4"]
    assert len(rows) == len(RECOGNISED.rows)
    assert rows[-1] == list(RECOGNISED.rows[-1].cells)


def test_equal_words_of_other_groups_are_not_drawn_together():
    columns = tuple(
        ReportColumn(name, groups=(quarter, "Hộ")) for quarter in ("Quý I", "Quý II") for name in ("ĐK", "CN")
    )
    (table,) = _ruled(render(_with(ReportTable(columns, (ReportRow(("1", "2", "3", "4")),)))))
    assert _rows(table)[:3] == [["Quý I", "Quý II"], ["Hộ", "Hộ"], ["ĐK", "CN", "ĐK", "CN"]]


def test_every_head_row_comes_again_on_the_next_page_and_no_row_is_cut():
    (table,) = _ruled(render(_with(WIDE)))
    rows = table.findall(qn("w:tr"))
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True, True, True] + [False] * 30
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_an_estimate_is_grey_and_slanted_and_a_total_is_bold():
    (table,) = _ruled(render(_with(RECOGNISED)))
    last = table.findall(qn("w:tr"))[-1]
    styles = [node.get(qn("w:val")) for node in last.iter(qn("w:pStyle"))]
    assert styles[6] == "table_estimate"
    assert styles.count("table_estimate") == 1
    assert all(run.find(qn("w:b")) is not None for run in last.iter(qn("w:rPr")))


@pytest.mark.parametrize(
    ("count", "size", "is_across"), [(8, 12.5, False), (13, 11.0, False), (19, 12.5, True)]
)
def test_a_table_takes_smaller_letters_before_it_lies_across(count: int, size: float, is_across: bool):
    columns = tuple(ReportColumn("Công nhận") for _ in range(count))
    table = ReportTable(columns, (ReportRow(("1.234",) * count),))
    found = fit(table, upright_mm=165, across_mm=252)
    assert (found.size, found.is_across) == (size, is_across)
    assert sum(found.widths_mm) == pytest.approx(252 if is_across else 165, abs=0.01)


def test_no_column_is_narrower_than_its_longest_word():
    columns = (ReportColumn("TT", 0.01), ReportColumn("Ấp", 5, "left"), ReportColumn("1.234.567.890", 0.2))
    found = fit(ReportTable(columns, ()), upright_mm=165, across_mm=252)
    needed = layout.text_width("1.234.567.890", found.size) / layout.POINTS_PER_MM
    assert found.widths_mm[2] > needed
    assert found.widths_mm[1] > 100


def test_a_table_that_fits_no_page_is_pressed_into_the_page_across():
    table = ReportTable(tuple(ReportColumn("1.234.567.890") for _ in range(30)), ())
    found = fit(table, upright_mm=165, across_mm=252)
    assert found.is_across
    assert sum(found.widths_mm) == pytest.approx(252)


def test_only_the_wide_table_lies_across_and_the_words_of_a_place_are_only_words():
    content = replace(PERIODIC, introduction=(f"Xem {place_of(0)} và {MARK}1{MARK}.",))
    document = Document(BytesIO(render(content)))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    assert MARK not in "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    assert "Xem 0 và 1." in [paragraph.text for paragraph in document.paragraphs]


def test_wide_tables_that_follow_each_other_share_their_pages():
    content = replace(
        PERIODIC,
        sections=(
            ReportSection("1. A", (), (WIDE, WIDE)),
            ReportSection("2. B", (), (WIDE,)),
            ReportSection("3. C", ("Một đoạn.",), (RECOGNISED, WIDE)),
        ),
    )
    docx = render(content, code="K7M2QR9TXWPA")
    document = Document(BytesIO(docx))
    across = [section.page_width > section.page_height for section in document.sections]
    assert across == [False, True, False, True, False]
    assert check_layout(docx) == []


def test_a_wide_table_can_be_the_first_and_only_matter():
    docx = render(_with(WIDE, closing="", introduction=(), addressees=()))
    document = Document(BytesIO(docx))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]


def test_cells_that_are_missing_or_too_many_do_not_break_the_table():
    columns = (ReportColumn("A"), ReportColumn("B"))
    (table,) = _ruled(render(_with(ReportTable(columns, (ReportRow(("1",)), ReportRow(("1", "2", "3")))))))
    assert _rows(table)[1:] == [["1", ""], ["1", "2"]]


def test_the_pdf_has_the_wide_table_across_and_every_page_its_number():
    require_program("soffice")
    pages = list(pypdfium2.PdfDocument(docx_to_pdf(render(PERIODIC, code="K7M2QR9TXWPA"))))
    assert [page.get_width() > page.get_height() for page in pages] == [False, True, True, False]
    tops = [page.get_textpage().get_text_range().split("\r\n")[0].strip() for page in pages]
    assert tops[1:] == ["2", "3", "4"]
