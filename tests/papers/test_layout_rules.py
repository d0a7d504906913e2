"""Each rule of the checker catches a paper that breaks it: a check that cannot fail is no check."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from hoctap.papers import layout_check
from hoctap.papers.layout import BOXES
from hoctap.papers.layout_check import check_layout
from hoctap.papers.layout_file import lines_of
from hoctap.papers.rendering import render
from tests.papers.samples import SAMPLES
from tests.papers.test_layout_check import CHANGES

CODE = "K7M2QR9TXWPA"
_DOCX: dict[str, bytes] = {}


def docx_of(kind: str) -> bytes:
    if kind not in _DOCX:
        _DOCX[kind] = render(SAMPLES[kind], code=CODE)
    return _DOCX[kind]


def found(kind: str, change: Callable[[Any], None]) -> set[str]:
    document = Document(BytesIO(docx_of(kind)))
    change(document)
    out = BytesIO()
    document.save(out)
    return {finding.code for finding in check_layout(out.getvalue())}


def at(document: Any, box: str, place: int = 0) -> Any:
    return document.element.body.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{box}']")[place]


def say(document: Any, box: str, words: str, place: int = 0) -> None:
    runs = Paragraph(at(document, box, place), document).runs
    runs[0].text = words
    for run in runs[1:]:
        run.text = ""


def _move(box: str) -> Callable[[Any], None]:
    """To the other half of the head."""

    def change(document: Any) -> None:
        paragraph = at(document, box)
        cells = next(paragraph.iterancestors(qn("w:tr"))).findall(qn("w:tc"))
        own = next(paragraph.iterancestors(qn("w:tc")))
        (other,) = (cell for cell in cells if cell is not own)
        other.append(paragraph)
        own.append(OxmlElement("w:p"))

    return change


def _swap_authorities(document: Any) -> None:
    first, second = at(document, "sign_authority"), at(document, "sign_authority", 1)
    first.addprevious(second)


def _no_title(document: Any) -> None:
    title = at(document, "sign_authority", 2)
    title.getparent().remove(title)


def _name_above(document: Any) -> None:
    at(document, "sign_authority").addprevious(at(document, "sign_name"))


def _lie_down(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


def _hide_number(document: Any) -> None:
    document.sections[1].different_first_page_header_footer = True


def _low_header(document: Any) -> None:
    document.sections[0].header_distance = document.sections[0].top_margin


def _slanted_number(document: Any) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.italic = True


def _light_article(document: Any) -> None:
    Paragraph(at(document, "article"), document).runs[0].bold = False


def _split_rows(document: Any) -> None:
    for mark in document.element.body.xpath(".//w:cantSplit"):
        mark.getparent().remove(mark)


def _one_signature(document: Any) -> None:
    for paragraph in document.element.body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='sign_authority']")[1:]:
        paragraph.getparent().remove(paragraph)


def _no_code(document: Any) -> None:
    for drawing in list(document.sections[0].footer._element.iter(qn("w:drawing"))):
        drawing.getparent().remove(drawing)


def _no_page(document: Any) -> None:
    section = document.sections[0]._sectPr
    section.remove(section.find(qn("w:pgSz")))


def _aside(box: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        indents = at(document, box).pPr.ind
        left, right = int(indents.get(qn("w:left"))), int(indents.get(qn("w:right")))
        indents.set(qn("w:left"), str(left - 300))
        indents.set(qn("w:right"), str(right + 300))

    return change


def _length(box: str, share: float) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        indents = at(document, box).pPr.ind
        for side in ("w:left", "w:right"):
            indents.set(qn(side), str(round(int(indents.get(qn(side))) * share)))

    return change


def _without(box: str) -> Callable[[Any], None]:
    return lambda document: at(document, box).getparent().remove(at(document, box))


def _closer(document: Any) -> None:
    Paragraph(at(document, "letter_summary"), document).paragraph_format.space_before = 0


def _subject_above(document: Any) -> None:
    at(document, "number").addprevious(at(document, "letter_summary"))


def _mark_above(document: Any) -> None:
    at(document, "number").addprevious(at(document, "urgency"))


def _name_of_a_kind(document: Any) -> None:
    at(document, "body").addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>BÁO CÁO</w:t></w:r></w:p>"))


def _no_frame(document: Any) -> None:
    borders = at(document, "urgency").pPr.find(qn("w:pBdr"))
    borders.remove(borders.find(qn("w:left")))


BROKEN: list[tuple[str, str, Callable[[Any], None]]] = [
    ("words_nation", "decision", lambda one: say(one, "nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM!")),
    ("words_motto", "decision", lambda one: say(one, "motto", "Độc lập-Tự do-Hạnh phúc")),
    *((f"place_{box}", "decision", _move(box)) for box in ("nation", "motto", "place_date", "parent", "issuer", "number")),
    ("number_form", "decision", lambda one: say(one, "number", "Số: 05")),
    ("number_symbol", "decision", lambda one: say(one, "number", "Số: 05/Qđ-ubnd")),
    ("dash_copies", "decision", lambda one: say(one, "copies", "Như Điều 3;")),
    ("end_copies", "decision", lambda one: say(one, "copies", "- Như Điều 3.")),
    ("copies_kept", "decision", lambda one: say(one, "copies", "- Các ấp.", -1)),
    ("dash_addressee", "report", lambda one: say(one, "addressee", "Ủy ban nhân dân tỉnh;", 1)),
    ("end_addressee", "report", lambda one: say(one, "addressee", "- Ủy ban nhân dân tỉnh", 1)),
    ("sign_order", "decision", _swap_authorities),
    ("sign_title", "decision", _no_title),
    ("sign_name_place", "decision", _name_above),
    ("page_across", "notice", _lie_down),
    ("page_number_hidden", "report", _hide_number),
    ("page_number_margin", "decision", _low_header),
    ("page_number_style", "decision", _slanted_number),
    ("bold_article", "decision", _light_article),
    ("table_row_split", "decision", _split_rows),
    ("signature_places", "minutes", _one_signature),
    ("code_default", "decision", _no_code),
    ("page_size", "decision", _no_page),
    *((f"rule_{box}", "decision", _without(f"rule_{name}")) for name, box in
      (("issuer", "issuer"), ("summary", "summary"), ("annex", "annex_source"))),
    ("rule_centre_summary", "decision", _aside("rule_summary")),
    ("rule_length_issuer", "decision", _length("rule_issuer", 0.2)),
    ("rule_length_summary", "decision", _length("rule_summary", 0.2)),
    ("place_letter_summary", "letter", _move("letter_summary")),
    ("place_urgency", "letter", _move("urgency")),
    ("missing_letter_summary", "letter", _without("letter_summary")),
    ("number_symbol", "letter", lambda one: say(one, "number", "Số: 15/ubnd-VX")),
    ("subject_form", "letter", lambda one: say(one, "letter_summary", "Rà soát số liệu")),
    ("subject_place", "letter", _subject_above),
    ("subject_gap", "letter", _closer),
    ("subject_kind", "letter", _name_of_a_kind),
    ("urgency_words", "letter", lambda one: say(one, "urgency", "RẤT KHẨN")),
    ("urgency_frame", "letter", _no_frame),
    ("urgency_size", "letter", _length("urgency", 0.5)),
    ("urgency_place", "letter", _mark_above),
    ("margin_right", "notice", lambda one: setattr(one.sections[0], "right_margin", 360000)),
    ("margin_bottom", "notice", lambda one: setattr(one.sections[0], "bottom_margin", 360000)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kind", "change"), BROKEN, ids=[f"{kind}-{code}" for code, kind, _ in BROKEN]
)
def test_each_rule_catches_the_paper_that_breaks_it(
    code: str, kind: str, change: Callable[[Any], None]
) -> None:
    assert code in found(kind, change)


# ── every box: its size, its looks, its side ──────────────────────────────────────────────────────


def _kind_with(box: str) -> str:
    """A sample that has the box, in one style of its own."""
    for kind in SAMPLES:
        if any(line.box == box for line in lines_of(docx_of(kind))):
            return kind
    return ""


BOXED = [box for box in BOXES if box not in ("rule", "page_number", "sample_mark")]
KIND_OF = {box: _kind_with(box) for box in BOXED}


def test_every_box_stands_on_some_sample() -> None:
    assert [box for box, kind in KIND_OF.items() if not kind] == []


def _each_run(document: Any, box: str) -> Iterator[Any]:
    for paragraph in document.element.body.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{box}']"):
        yield from Paragraph(paragraph, document).runs


@pytest.mark.parametrize("box", BOXED)
def test_a_size_outside_its_range_is_caught_for_every_box(box: str) -> None:
    for size in (BOXES[box].sizes.low - 0.5, BOXES[box].sizes.high + 0.5):

        def change(document: Any, size: float = size) -> None:
            for run in _each_run(document, box):
                run.font.size = round(size * 12700)

        assert f"size_{box}" in found(KIND_OF[box], change)


@pytest.mark.parametrize(
    ("box", "look"),
    [(box, look) for box in BOXED for look in ("bold", "italic") if getattr(BOXES[box], look) is not None],
)
def test_a_wrong_look_is_caught_for_every_box(box: str, look: str) -> None:
    def change(document: Any) -> None:
        for run in _each_run(document, box):
            setattr(run, look, not getattr(BOXES[box], look))

    assert f"{look}_{box}" in found(KIND_OF[box], change)


@pytest.mark.parametrize("box", [box for box in BOXED if BOXES[box].caps])
def test_small_letters_are_caught_where_capitals_belong(box: str) -> None:
    def change(document: Any) -> None:
        for run in _each_run(document, box):
            run.text = run.text.lower()

    # Quốc hiệu is known by its words in any letters.
    assert f"caps_{box}" in found(KIND_OF[box], change)


@pytest.mark.parametrize("box", [box for box in BOXED if BOXES[box].align])
def test_a_wrong_side_is_caught_for_every_box(box: str) -> None:
    def change(document: Any) -> None:
        for paragraph in document.element.body.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{box}']"):
            Paragraph(paragraph, document).alignment = 2

    assert f"align_{box}" in found(KIND_OF[box], change)


def test_no_rule_is_without_a_paper_that_breaks_it() -> None:
    """Codes as they are written in the checker; what stands between braces is a box, a side or a page."""
    source = Path(layout_check.__file__).read_text(encoding="utf-8")
    written = set(re.findall(r'Finding\(\s*f?"([a-z_{}.]+)"', source))
    caught = {code for code, _, _ in BROKEN} | {code for _, code in CHANGES} | {"unreadable"}
    by_box = {"size_{box.key}", "caps_{box.key}", "align_{box.key}"}
    missing = []
    for code in written - by_box:
        pattern = re.sub(r"\{[^}]*\}", "[a-z_]+", code)
        if not any(re.fullmatch(pattern, one) for one in caught):
            missing.append(code)
    assert missing == []
    assert len(written) > 30
