"""The printed pages are measured: letters where they lie, rules as they are drawn, and nothing outside the margins."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from hoctap.papers import page_check
from hoctap.papers.page_check import check_pages, main, read_pages
from hoctap.papers.rendering import render
from tests.papers.samples import MARK, SAMPLES
from tests.papers.test_layout_rules import _aside, _length, _move, _without, at
from tests.tools import require_program

CODE = "K7M2QR9TXWPA"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Every paper of this file as DOCX and PDF, made in one run of LibreOffice."""
    program = require_program("soffice")
    folder = tmp_path_factory.mktemp("printed")
    papers = {kind: render(SAMPLES[kind], code=CODE) for kind in SAMPLES}
    papers |= {f"broken-{number}": _changed(kind, change) for number, (_, kind, change) in enumerate(BROKEN)}
    for name, docx in papers.items():
        (folder / f"{name}.docx").write_bytes(docx)
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
         "pdf:writer_pdf_Export", "--outdir", folder, *sorted(folder.glob("*.docx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: (docx, (folder / f"{name}.pdf").read_bytes()) for name, docx in papers.items()}


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_shipped_paper_comes_out_of_the_printer_as_the_decree_asks(
    kind: str, printed: dict[str, tuple[bytes, bytes]]
):
    assert check_pages(*printed[kind]) == []


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _changed(kind: str, change: Callable[[Any], None]) -> bytes:
    document = Document(BytesIO(render(SAMPLES[kind], code=CODE)))
    change(document)
    return _saved(document)


def _runs(box: str, **looks: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for paragraph in document.element.body.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{box}']"):
            for run in Paragraph(paragraph, document).runs:
                for name, value in looks.items():
                    setattr(run.font, name, value)

    return change


def _indent(box: str, left: float) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        Paragraph(at(document, box), document).paragraph_format.left_indent = Mm(left)

    return change


def _page(**values: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for section in document.sections:
            for name, value in values.items():
                setattr(section, name, value)

    return change


def _header(**looks: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for run in document.sections[0].header.paragraphs[0].runs:
            for name, value in looks.items():
                setattr(run.font, name, value)

    return change


def _header_words(words: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        paragraph = document.sections[0].header.paragraphs[0]
        for run in list(paragraph.runs):
            paragraph._p.remove(run._r)
        if words:
            paragraph.add_run(words)

    return change


def _number_on_the_side(document: Any) -> None:
    document.sections[0].header.paragraphs[0].alignment = 0


def _number_at_the_bottom(document: Any) -> None:
    document.sections[0].footer.add_paragraph("2")


def _words_at_the_top(document: Any) -> None:
    document.sections[0].header.add_paragraph("Tài liệu nội bộ")


def _words_at_the_bottom(document: Any) -> None:
    document.sections[0].first_page_footer.add_paragraph("Tài liệu nội bộ")


def _line_at(left: float, top: float, width: float, height: float) -> Callable[[Any], None]:
    """A black block anywhere on the first page."""

    def change(document: Any) -> None:
        style = (
            f"position:absolute;margin-left:{left}mm;margin-top:{top}mm;width:{width}mm;height:{height}mm;"
            "mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
        )
        pict = (
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
            f'<v:rect style="{style}" fillcolor="black"/></w:pict></w:r>'
        )
        at(document, "kind_name").append(parse_xml(pict))

    return change


def _no_mark(document: Any) -> None:
    for run in document.sections[0].first_page_footer.paragraphs[0].runs:
        run.text = ""


def _hidden(box: str) -> Callable[[Any], None]:
    return _runs(box, hidden=True)


def _swapped_halves(document: Any) -> None:
    row = document.element.body.find(qn("w:tbl")).findall(qn("w:tr"))[0]
    cells = row.findall(qn("w:tc"))
    cells[0].addprevious(cells[1])


BROKEN: list[tuple[str, str, Callable[[Any], None]]] = [
    ("paper", "notice", _page(page_width=Mm(216), page_height=Mm(279))),
    ("margin_left", "notice", _indent("body", -15)),
    ("margin_left", "notice", _page(left_margin=Mm(60), right_margin=Mm(15))),
    ("margin_right", "plan", lambda one: setattr(Paragraph(at(one, "basis"), one).paragraph_format, "right_indent", Mm(-8))),
    ("margin_top", "report", _words_at_the_top),
    ("margin_bottom", "notice", _words_at_the_bottom),
    ("ink_left", "notice", _line_at(10, 100, 5, 5)),
    ("ink_right", "notice", _line_at(200, 100, 5, 5)),
    ("ink_top", "notice", _line_at(100, 1, 5, 3)),
    ("ink_bottom", "notice", _line_at(100, 293.5, 5, 3)),
    ("number_first", "report", _page(different_first_page_header_footer=False)),
    ("number_missing", "report", _header_words("")),
    ("number_value", "report", _header_words("7")),
    ("number_size", "report", _header(size=Pt(10))),
    ("number_style", "report", _header(italic=True)),
    ("number_centre", "report", _number_on_the_side),
    ("number_bottom", "plan", _number_at_the_bottom),
    ("font", "notice", _runs("body", name="DejaVu Sans")),
    ("gone_summary", "notice", _hidden("summary")),
    ("size_nation", "notice", _runs("nation", size=Pt(10))),
    ("bold_issuer", "notice", _runs("issuer", bold=False)),
    ("italic_place_date", "notice", _runs("place_date", italic=False)),
    ("italic_copies_title", "notice", _runs("copies_title", italic=False)),
    ("size_copies", "notice", _runs("copies", size=Pt(13))),
    ("bold_sign_name", "notice", _runs("sign_name", bold=False)),
    ("place_nation", "notice", _swapped_halves),
    ("place_issuer", "notice", _swapped_halves),
    ("place_kind_name", "notice", lambda one: setattr(Paragraph(at(one, "kind_name"), one), "alignment", 0)),
    ("rule_motto", "notice", _without("rule_motto")),
    ("rule_issuer", "notice", _without("rule_issuer")),
    ("rule_length_summary", "notice", _length("rule_summary", 0.2)),
    ("rule_centre_issuer", "notice", _aside("rule_issuer")),
    ("sample_mark", "notice", _no_mark),
    ("urgency_frame", "letter", _length("urgency", 0.5)),
    ("place_letter_summary", "letter", _move("letter_summary")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "code"),
    [(number, code) for number, (code, _, _) in enumerate(BROKEN)],
    ids=[f"{kind}-{code}" for code, kind, _ in BROKEN],
)
def test_each_check_of_the_page_catches_what_breaks_it(
    number: int, code: str, printed: dict[str, tuple[bytes, bytes]]
):
    found = check_pages(*printed[f"broken-{number}"], sample_mark=MARK)
    assert code in {finding.code for finding in found}, [str(finding) for finding in found]


def test_no_check_of_the_page_is_without_a_page_that_breaks_it():
    source = Path(page_check.__file__).read_text(encoding="utf-8")
    written = set(re.findall(r'Finding\(\s*f?"([a-z_{}.]+)"', source))
    written |= set(re.findall(r'\("(ink_[a-z]+)"', source))
    caught = {code for code, _, _ in BROKEN} | {"unreadable"}
    missing = [
        code
        for code in written
        if not any(re.fullmatch(re.sub(r"\{[^}]*\}", "[a-z_]+", code), one) for one in caught)
    ]
    assert missing == []
    assert len(written) > 18


def test_a_file_that_is_no_pdf_is_a_finding():
    assert [one.code for one in check_pages(render(SAMPLES["notice"]), b"no pdf")] == ["unreadable"]


def test_words_are_found_with_their_place_in_millimetres(printed: dict[str, tuple[bytes, bytes]]):
    (page,) = read_pages(printed["notice"][1])
    (nation,) = [row for row in page.rows if row.words.startswith("CỘNG HÒA")]
    assert (round(page.width), round(page.height)) == (210, 297)
    assert nation.words == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert 102 < nation.left < nation.right < 196
    assert 19 < nation.top < 24
    assert nation.is_bold


def test_the_command_prints_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], printed: dict[str, tuple[bytes, bytes]]
):
    number = next(place for place, (code, _, _) in enumerate(BROKEN) if code == "size_copies")
    docx, pdf = printed[f"broken-{number}"]
    (tmp_path / "a.docx").write_bytes(docx)
    (tmp_path / "a.pdf").write_bytes(pdf)
    assert main([str(tmp_path / "a.docx"), str(tmp_path / "a.pdf")]) == 1
    assert "cỡ chữ in ra 13" in capsys.readouterr().out
    assert main([str(tmp_path / "none.docx"), str(tmp_path / "a.pdf")]) == 2
