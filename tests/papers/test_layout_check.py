"""The checker reads the layout out of the file: what leaves the decree is named, what keeps it passes."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from hoctap.papers.layout_check import check_layout, main
from hoctap.papers.rendering import render
from tests.papers.samples import DECISION, MARK, SAMPLES

Change = Callable[[Any], None]


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_shipped_paper_keeps_the_layout_of_the_decree(kind: str) -> None:
    assert check_layout(render(SAMPLES[kind]), kind, sample_mark=MARK) == []


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_paper_without_a_mark_owes_none(kind: str) -> None:
    assert check_layout(render(replace(SAMPLES[kind], sample_mark=""))) == []


def _narrow_left_margin(document: Any) -> None:
    document.sections[0].left_margin = Mm(10)


def _narrow_annex_margin(document: Any) -> None:
    document.sections[1].top_margin = Mm(10)


def _letter_paper(document: Any) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _arial_in_the_defaults(document: Any) -> None:
    fonts = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"
    )
    fonts.set(qn("w:ascii"), "Arial")
    fonts.set(qn("w:hAnsi"), "Arial")


def _arial_for_accented_letters(document: Any) -> None:
    _run(document, "article").font.name = "Times New Roman"
    _run(document, "article")._r.rPr.rFonts.set(qn("w:hAnsi"), "Arial")


def _small_body_in_the_style(document: Any) -> None:
    document.styles.element.xpath("./w:style[@w:styleId='article']/w:rPr/w:sz")[0].set(qn("w:val"), "22")


def _small_body_in_a_run(document: Any) -> None:
    _run(document, "article").font.size = Pt(11)


def _small_page_number(document: Any) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(10)


def _page_number_at_the_bottom(document: Any) -> None:
    section = document.sections[0]
    field, footer = section.header.paragraphs[0]._p, section.footer._element
    footer.append(field)
    section.header.add_paragraph()


def _page_number_on_the_left(document: Any) -> None:
    document.sections[0].header.paragraphs[0].alignment = 0


def _page_number_on_the_first_page(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = False


def _annex_numbered_on(document: Any) -> None:
    number = document.sections[1]._sectPr.find(qn("w:pgNumType"))
    number.getparent().remove(number)


def _roman_page_numbers(document: Any) -> None:
    document.sections[1]._sectPr.find(qn("w:pgNumType")).set(qn("w:fmt"), "lowerRoman")


def _no_mark_on_the_first_page(document: Any) -> None:
    document.sections[0].first_page_footer.paragraphs[0].clear()


def _no_mark_on_later_pages(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].clear()


def _annex_with_an_empty_footer(document: Any) -> None:
    document.sections[1].footer.is_linked_to_previous = False


def _no_nation(document: Any) -> None:
    paragraph = _paragraph(document, "nation")
    paragraph.getparent().remove(paragraph)


def _no_rule_under_the_motto(document: Any) -> None:
    _paragraph(document, "rule_motto").getparent().remove(_paragraph(document, "rule_motto"))


def _short_rule_under_the_motto(document: Any) -> None:
    indents = _paragraph(document, "rule_motto").pPr.ind
    indents.set(qn("w:left"), "2200")
    indents.set(qn("w:right"), "2200")


def _rule_under_the_issuer_pushed_aside(document: Any) -> None:
    indents = _paragraph(document, "rule_issuer").pPr.ind
    left = int(indents.get(qn("w:left")))
    indents.set(qn("w:left"), str(left - 400))
    indents.set(qn("w:right"), str(left + 400))


def _no_first_line_indent(document: Any) -> None:
    _wrapped(document, "article").paragraph_format.first_line_indent = Mm(0)


def _no_gap_between_paragraphs(document: Any) -> None:
    _wrapped(document, "article").paragraph_format.space_after = Pt(0)


def _double_line_spacing(document: Any) -> None:
    _wrapped(document, "article").paragraph_format.line_spacing = 2.0


def _ragged_right(document: Any) -> None:
    _wrapped(document, "article").alignment = 0


def _upright_bases(document: Any) -> None:
    _run(document, "basis").italic = False


def _light_signature(document: Any) -> None:
    _run(document, "sign_authority").bold = False


def _signature_in_small_letters(document: Any) -> None:
    _run(document, "sign_authority").text = "TM. Ủy ban nhân dân"


def _signature_alone(document: Any) -> None:
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.keep_with_next = False


def _large_receivers(document: Any) -> None:
    _run(document, "copies").font.size = Pt(13)


def _red_words(document: Any) -> None:
    _run(document, "article").font.color.rgb = RGBColor(255, 0, 0)


def _basis_without_its_end(document: Any) -> None:
    _run(document, "basis").text = "Căn cứ Luật Tổ chức chính quyền địa phương"


def _number_without_its_zero(document: Any) -> None:
    _run(document, "number").text = "Số: 5/QĐ-UBND"


def _date_without_its_zero(document: Any) -> None:
    _run(document, "place_date").text = "Bình Thử, ngày 5 tháng 11 năm 2024"


def _table_head_once(document: Any) -> None:
    for mark in document.element.body.xpath(".//w:tblHeader"):
        mark.getparent().remove(mark)


CHANGES: tuple[tuple[Change, str], ...] = (
    (_narrow_left_margin, "margin_left"),
    (_narrow_annex_margin, "margin_top"),
    (_letter_paper, "page_size"),
    (_arial_in_the_defaults, "font"),
    (_arial_for_accented_letters, "font"),
    (_small_body_in_the_style, "size_article"),
    (_small_body_in_a_run, "size_article"),
    (_small_page_number, "page_number_size"),
    (_page_number_at_the_bottom, "page_number_bottom"),
    (_page_number_at_the_bottom, "page_number_missing"),
    (_page_number_on_the_left, "page_number_align"),
    (_page_number_on_the_first_page, "page_number_first"),
    (_annex_numbered_on, "page_number_start"),
    (_roman_page_numbers, "page_number_form"),
    (_no_mark_on_the_first_page, "sample_mark_first"),
    (_no_mark_on_later_pages, "sample_mark_default"),
    (_annex_with_an_empty_footer, "sample_mark_default"),
    (_no_nation, "missing_nation"),
    (_no_rule_under_the_motto, "rule_motto"),
    (_short_rule_under_the_motto, "rule_length_motto"),
    (_rule_under_the_issuer_pushed_aside, "rule_centre_issuer"),
    (_no_first_line_indent, "first_line"),
    (_no_gap_between_paragraphs, "paragraph_gap"),
    (_double_line_spacing, "line_spacing"),
    (_ragged_right, "align_article"),
    (_upright_bases, "italic_basis"),
    (_light_signature, "bold_sign_authority"),
    (_signature_in_small_letters, "caps_sign_authority"),
    (_signature_alone, "signature_alone"),
    (_large_receivers, "size_copies"),
    (_red_words, "color"),
    (_basis_without_its_end, "basis_end"),
    (_number_without_its_zero, "number_zero"),
    (_date_without_its_zero, "date_zero"),
    (_table_head_once, "table_head_repeat"),
)


@pytest.mark.parametrize(
    ("change", "code"), CHANGES, ids=[f"{c.__name__.strip('_')}-{code}" for c, code in CHANGES]
)
def test_a_decision_changed_in_word_is_caught(change: Change, code: str) -> None:
    assert code in {finding.code for finding in check_layout(_changed(change))}


def test_a_change_of_one_thing_is_reported_as_that_thing_only() -> None:
    assert [finding.code for finding in check_layout(_changed(_red_words))] == ["color"]


def test_a_paper_whose_styles_were_lost_is_judged_by_its_words() -> None:
    def lose_styles(document: Any) -> None:
        for style in document.element.body.xpath(".//w:p[not(w:pPr/w:sectPr)]/w:pPr/w:pStyle"):
            style.getparent().remove(style)

    codes = {finding.code for finding in check_layout(_changed(lose_styles))}
    assert {"bold_nation", "size_nation", "bold_kind_name", "italic_basis", "size_number"} <= codes


def test_a_font_that_comes_from_the_theme_is_read_from_the_theme() -> None:
    """The blank document of python-docx takes its font from the theme, as Word's own does."""
    document = Document()
    document.add_paragraph("Nội dung")
    messages = {finding.message for finding in check_layout(_saved(document)) if finding.code == "font"}
    assert any("Cambria" in message for message in messages)


def test_a_file_that_is_no_docx_is_a_finding_and_not_a_crash() -> None:
    assert [finding.code for finding in check_layout(b"not a zip")] == ["unreadable"]


def test_the_command_prints_findings_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    good.write_bytes(render(DECISION))
    bad.write_bytes(_changed(_narrow_left_margin))
    assert main([str(good)]) == 0
    assert capsys.readouterr().out == ""
    assert main([str(bad)]) == 1
    assert "Lề trái 10.0 mm" in capsys.readouterr().out
    assert main([str(good), "--mark", "ĐÓNG DẤU KHÁC"]) == 1
    assert main([str(tmp_path / "none.docx")]) == 2


def _changed(change: Change) -> bytes:
    document = Document(BytesIO(render(DECISION)))
    change(document)
    return _saved(document)


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Any, box: str) -> Any:
    return document.element.body.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{box}']")[0]


def _wrapped(document: Any, box: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if paragraph._p is _paragraph(document, box))


def _run(document: Any, box: str) -> Any:
    return Paragraph(_paragraph(document, box), document).runs[0]


def test_the_mark_is_read_from_the_parts_that_are_printed() -> None:
    with ZipFile(BytesIO(render(DECISION))) as parts:
        footers = [name for name in parts.namelist() if re.match(r"word/footer\d+\.xml", name)]
        assert footers
        assert all(MARK in parts.read(name).decode() for name in footers)
