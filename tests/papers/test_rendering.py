"""Papers come out filled, safe, equal for equal content, and as a văn thư would type them."""

import importlib.util
import subprocess
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from hoctap.papers import layout, pdf
from hoctap.papers.content import KINDS, AnnexRow, NominationRow, ResultRow, ScoreAuthor, Signer
from hoctap.papers.layout_check import check_layout
from hoctap.papers.rendering import TEMPLATES, render
from tests.papers.samples import (
    DECISION,
    MARK,
    MINUTES,
    NOMINATION,
    REPORT,
    SAMPLES,
    SCORE_SHEET,
    SUBMISSION,
    head_name,
)
from tests.tools import require_program

ROOT = Path(__file__).resolve().parents[2]


def test_there_is_a_sample_and_a_template_for_every_kind() -> None:
    assert set(SAMPLES) == set(KINDS) == {path.stem for path in TEMPLATES.glob("*.docx")}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_template_is_what_the_script_builds(kind: str) -> None:
    built, shipped = _builder().build_all()[kind], (TEMPLATES / f"{kind}.docx").read_bytes()
    assert _parts(built) == _parts(shipped)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_gives_the_same_bytes(kind: str) -> None:
    assert render(SAMPLES[kind]) == render(replace(SAMPLES[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_no_tag_is_left_on_the_paper(kind: str) -> None:
    words = _text(render(SAMPLES[kind]))
    assert "{{" not in words
    assert "{%" not in words


# ── number and date belong to the văn thư ─────────────────────────────────────────────────────────


def test_before_signing_number_and_date_are_blanks_to_write_in() -> None:
    words = _text(render(DECISION))
    assert "Số:          /QĐ-UBND" in words
    assert "Bình Thử, ngày      tháng      năm 2024" in words
    assert "(Kèm theo Quyết định số           /QĐ-UBND" in words


@pytest.mark.requirement("S3-63")
def test_after_signing_number_and_date_stand_on_the_decision_and_its_annex() -> None:
    signed = replace(DECISION, letterhead=replace(DECISION.letterhead, number="5", dated_on=date(2024, 2, 3)))
    words = _text(render(signed))
    assert "Số: 05/QĐ-UBND" in words
    assert "Bình Thử, ngày 03 tháng 02 năm 2024" in words
    assert "(Kèm theo Quyết định số 05/QĐ-UBND\nngày 03 tháng 02 năm 2024 của Chủ tịch" in words
    assert check_layout(render(signed)) == []


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2024, 1, 9), "ngày 09 tháng 01 năm 2024"),
        (date(2024, 2, 10), "ngày 10 tháng 02 năm 2024"),
        (date(2024, 3, 1), "ngày 01 tháng 3 năm 2024"),
        (date(2024, 11, 14), "ngày 14 tháng 11 năm 2024"),
    ],
)
def test_a_date_has_its_zeros_where_the_decree_wants_them(day: date, printed: str) -> None:
    assert layout.date_text(day, year=2024) == printed


@pytest.mark.parametrize(("number", "printed"), [("5", "05"), ("05", "05"), ("10", "10"), ("12A", "12A")])
def test_a_number_under_ten_has_a_leading_zero(number: str, printed: str) -> None:
    assert layout.number_line("QĐ-UBND", number) == f"Số: {printed}/QĐ-UBND"


def test_a_paper_of_an_ap_carries_no_number() -> None:
    assert "Số:" not in _text(render(NOMINATION))


# ── what stands on which paper ────────────────────────────────────────────────────────────────────


def test_the_public_list_names_the_household_and_the_ap_and_nothing_else() -> None:
    table = Document(BytesIO(render(DECISION))).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Họ và tên chủ hộ", "Ấp, khóm"]
    assert [cell.text for cell in table.rows[1].cells] == ["1", head_name(1), "Ấp 1"]
    assert len(table.rows) == 1 + len(DECISION.annex_rows)


def test_legal_bases_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    assert layout.legal_basis_lines(["Căn cứ A.", "Căn cứ B;", "Theo đề nghị của C"]) == (
        "Căn cứ A;",
        "Căn cứ B;",
        "Theo đề nghị của C.",
    )


@pytest.mark.requirement("S0-53")
def test_the_signer_stands_with_his_powers() -> None:
    words = _text(render(DECISION))
    assert "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị Ướm" in words


def test_a_body_without_a_higher_one_begins_on_the_first_line() -> None:
    alone = replace(DECISION, letterhead=replace(DECISION.letterhead, parent_name=""))
    assert _text(render(alone)).startswith("ỦY BAN NHÂN DÂN\nXÃ BÌNH THỬ\n")
    assert check_layout(render(alone)) == []


def test_one_receiver_stands_beside_the_word_and_several_below_it() -> None:
    assert "Kính gửi: Ủy ban nhân dân xã Bình Thử\n" in _text(render(SUBMISSION))
    assert "Kính gửi:\n- Ủy ban nhân dân huyện Thử Nghiệm;\n- Hội Khuyến học huyện Thử Nghiệm.\n" in _text(
        render(REPORT)
    )


def test_minutes_record_the_vote_by_block_and_the_dissent() -> None:
    words = _text(render(MINUTES))
    assert "thống nhất đề nghị công nhận 379 hộ, trừ 6 hộ." in words
    assert "tán thành 281; không tán thành 2; không có ý kiến 4." in words
    assert "Ý kiến khác: Một đại diện hộ của Tổ 3" in words
    assert "đề nghị công nhận 520 người.\n" in words


def test_minutes_printed_before_the_meeting_leave_room_to_write() -> None:
    vote = replace(MINUTES.votes[0], agreed=None, excepted=None, votes_for=None, dissent=())
    words = _text(render(replace(MINUTES, started_at=None, households_present=None, votes=(vote,))))
    assert "Thời gian bắt đầu: …… giờ ……, ngày      tháng      năm 2024." in words
    assert "công nhận …… hộ, trừ …… hộ" in words


def test_the_report_shows_missing_as_a_dash_and_zero_as_zero() -> None:
    table = Document(BytesIO(render(REPORT))).tables[1]
    third, total = ([cell.text for cell in table.rows[at].cells] for at in (3, 4))
    assert third == ["3", "Ấp Mỹ Thạnh Đông", "507", "—", "482", "—", "95,07", "—", "—"]
    assert total == ["", "Toàn xã", "1.307", "761", "1.213", "12", "92,81", "96,06", "0"]


def test_the_report_sets_the_result_beside_the_target() -> None:
    words = _text(render(REPORT))
    assert (
        "- Chỉ tiêu: 85% gia đình được công nhận danh hiệu “Gia đình học tập”, trước ngày 15 tháng 11 "
        "năm 2024" in words
    )
    assert (
        "1.213/1.307 hộ được công nhận, đạt 92,81%; đạt chỉ tiêu. Trong đó 12 hộ được công nhận sau thời hạn."
        in words
    )


def test_a_target_without_figures_says_so() -> None:
    target = replace(REPORT.targets[0], numerator=None, percent=None)
    assert "- Kết quả: chưa có số liệu." in _text(render(replace(REPORT, targets=(target,))))


def test_a_year_without_targets_says_so_instead_of_a_bare_heading() -> None:
    words = _text(render(replace(REPORT, targets=())))
    assert "- Chỉ tiêu: chưa nhập chỉ tiêu nào của kế hoạch cho năm 2024." in words
    assert "- Kết quả: theo bảng ở mục 2." in words


def test_a_change_since_last_year_has_its_sign() -> None:
    rows = tuple(ResultRow("Ấp", change=change) for change in (3, -3, 0, None, Decimal("-1.50")))
    table = Document(BytesIO(render(replace(REPORT, rows=rows)))).tables[1]
    assert [row.cells[-1].text for row in table.rows[1:-1]] == ["+3", "−3", "0", "—", "−1,5"]


@pytest.mark.requirement("S3-25")
def test_the_score_sheet_has_three_columns_of_points_and_their_authors() -> None:
    words = _text(render(SCORE_SHEET))
    assert "Gia đình tự chấm: Nguyễn Văn Ẩn, ngày 20/09/2024; nhập hộ: Phạm Ngọc Ánh." in words
    assert "Tổ, ấp chấm: Lê Hữu Lượng, ngày 05/10/2024; lý do thay đổi: thống nhất tại họp Tổ." in words
    table = Document(BytesIO(render(SCORE_SHEET))).tables[1]
    assert [cell.text for cell in table.rows[2].cells][2:] == ["8", "7,5", "7", ""]
    assert "(Mục 1, khoản 1)" in table.rows[2].cells[1].text


def test_a_column_nobody_filled_waits_for_a_pen() -> None:
    sheet = replace(SCORE_SHEET, authors=(ScoreAuthor("Xã thẩm định"),), commune=Signer("Xã thẩm định"))
    assert "Xã thẩm định: ……" in _text(render(sheet))


# ── names are text, never markup or template ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        "{{ 7*7 }}",
        "{% for x in y %}",
        "A & <B> \"C\" 'D'",
        "</w:t></w:r>",
        "{{ letterhead.__class__ }}",
        "#}{#",
    ],
)
def test_a_strange_name_is_printed_as_it_is(name: str) -> None:
    row = NominationRow(1, name, note=name)
    paper = render(replace(NOMINATION, rows=(row,), hamlet_head=Signer("Trưởng ấp", name)))
    table = Document(BytesIO(paper)).tables[1]
    assert table.rows[1].cells[1].text == name
    assert table.rows[1].cells[5].text == name
    assert name in _text(paper)


def test_characters_that_xml_refuses_are_dropped() -> None:
    row = AnnexRow(1, "Nguyễn\x00 Văn\x0b A\a\f\ud800", "Ấp\t1")
    table = Document(BytesIO(render(replace(DECISION, annex_rows=(row,))))).tables[-1]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Nguyễn Văn A", "Ấp 1"]


def test_an_offices_own_template_cannot_reach_into_the_program() -> None:
    document = Document(str(TEMPLATES / "decision.docx"))
    document.add_paragraph("{{ summary.__class__.__mro__ }}")
    out = BytesIO()
    document.save(out)
    with pytest.raises(Exception, match="unsafe"):
        render(DECISION, template=out.getvalue())


def test_an_offices_own_words_are_used() -> None:
    document = Document(str(TEMPLATES / "submission.docx"))
    document.paragraphs[1].insert_paragraph_before("Lời riêng của xã: {{ summary }}")
    out = BytesIO()
    document.save(out)
    assert "Lời riêng của xã: Về việc công nhận" in _text(render(SUBMISSION, template=out.getvalue()))


def test_a_template_without_a_place_for_the_mark_still_prints_it() -> None:
    document = Document(str(TEMPLATES / "decision.docx"))
    for footer in (document.sections[0].footer, document.sections[0].first_page_footer):
        footer.paragraphs[0].clear()
    document.sections[1].footer.is_linked_to_previous = False
    out = BytesIO()
    document.save(out)
    codes = {
        finding.code for finding in check_layout(render(DECISION, template=out.getvalue()), sample_mark=MARK)
    }
    assert not {code for code in codes if code.startswith("sample_mark")}


# ── long names, long lists ────────────────────────────────────────────────────────────────────────


def test_a_long_issuer_is_broken_in_even_lines_and_its_rule_follows() -> None:
    head = replace(DECISION.letterhead, issuer_name="Ủy ban nhân dân phường Thạnh Mỹ Tây Trung Đông")
    paper = render(replace(DECISION, letterhead=head))
    assert "ỦY BAN NHÂN DÂN PHƯỜNG\nTHẠNH MỸ TÂY TRUNG ĐÔNG" in _text(paper)
    assert check_layout(paper) == []


def test_an_annex_of_three_thousand_rows_is_made_in_seconds() -> None:
    rows = tuple(AnnexRow(number, head_name(number), f"Ấp {number // 400 + 1}") for number in range(1, 3001))
    began = time.perf_counter()
    paper = render(replace(DECISION, annex_rows=rows))
    assert time.perf_counter() - began < 10
    assert len(Document(BytesIO(paper)).tables[-1]._tbl.findall(qn("w:tr"))) == 3001


# ── on paper ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The words of each page of each printed paper."""
    require_program("soffice")
    require_program("pdftotext")
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for kind, sample in SAMPLES.items():
        path = folder / f"{kind}.pdf"
        path.write_bytes(pdf.docx_to_pdf(render(sample), timeout=180))
        words = subprocess.run(
            ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
        ).stdout
        found[kind] = words.rstrip("\f").split("\f")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_page_carries_the_mark(kind: str, pages: dict[str, list[str]]) -> None:
    assert all(MARK in page for page in pages[kind])


def test_pages_are_numbered_at_the_top_and_the_first_is_not(pages: dict[str, list[str]]) -> None:
    first, annex, annex_second = pages["decision"][:3]
    tops = [page.strip().splitlines()[0].strip() for page in (first, annex, annex_second)]
    assert not tops[0].isdigit()
    assert tops[1:] == ["Phụ lục", "2"]


def test_a_score_sheet_of_twelve_criteria_is_one_page(pages: dict[str, list[str]]) -> None:
    assert len(pages["score_sheet"]) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_holds_the_signatures_alone(kind: str, pages: dict[str, list[str]]) -> None:
    signed = next(
        page for page in pages[kind] if any(word in page for word in ("KT. CHỦ TỊCH", "CHỦ TỊCH\n", "(Ký,"))
    )
    assert "./." in signed or kind == "score_sheet"


def test_a_server_without_libreoffice_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(pdf.PdfToolMissing, match="LibreOffice"):
        pdf.docx_to_pdf(b"")


def test_a_conversion_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 30\n")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    began = time.perf_counter()
    with pytest.raises(pdf.PdfFailed, match=r"0\.5 giây"):
        pdf.docx_to_pdf(b"", timeout=0.5)
    assert time.perf_counter() - began < 5


def test_a_file_libreoffice_cannot_read_is_refused() -> None:
    require_program("soffice")
    with pytest.raises(pdf.PdfFailed):
        pdf.docx_to_pdf(b"PK\x03\x04 broken", timeout=120)


# ── help ──────────────────────────────────────────────────────────────────────────────────────────


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_paper_templates", ROOT / "scripts" / "build_paper_templates.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _parts(docx: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(docx)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _text(docx: bytes) -> str:
    document: Any = Document(BytesIO(docx))
    lines = []
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"))
        lines.append("".join("\n" if piece.tag == qn("w:br") else piece.text or "" for piece in pieces))
    return "\n".join(lines)
