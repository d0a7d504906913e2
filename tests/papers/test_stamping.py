"""The code in the foot of every page: read by a camera, typed by a hand, of one version only."""

import io
from typing import Any

import pytest
import zxingcpp
from docx import Document
from PIL import Image

from hoctap.core import isolation
from hoctap.papers import codes
from hoctap.papers.layout_check import check_layout
from hoctap.papers.rendering import render
from hoctap.papers.stamping import codes_shown, stamped, stamped_foreign, symbol_png
from tests.papers.samples import MARK, SAMPLES

CODE, OTHER = "K7QX3MPA9TDR", "WWWW2222ZZZZ"


def footers(docx: bytes) -> list[Any]:
    document = Document(io.BytesIO(docx))
    found = []
    for section in document.sections:
        found += [section.footer._element, section.first_page_footer._element]
    return found


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_carries_its_code_on_every_page_and_keeps_the_layout(kind: str):
    docx = render(SAMPLES[kind], code=CODE)
    assert check_layout(docx, kind, sample_mark=MARK) == []
    for footer in footers(docx):
        assert codes_shown(footer) == {codes.in_groups(CODE)}
    assert docx == render(SAMPLES[kind], code=CODE), "equal content, equal bytes"


def test_a_page_without_its_code_is_found_by_the_checker():
    document = Document(io.BytesIO(render(SAMPLES["decision"], code=CODE)))
    footer = document.sections[0].first_page_footer
    for paragraph in footer.paragraphs:
        if codes.PRINTED.search(paragraph.text):
            paragraph._p.getparent().remove(paragraph._p)
    out = io.BytesIO()
    document.save(out)
    assert "code_first" in {one.code for one in check_layout(out.getvalue(), "decision", sample_mark=MARK)}


def test_an_edited_file_gets_the_code_of_its_own_version_and_loses_the_old_one():
    again = stamped(render(SAMPLES["minutes"], code=CODE), OTHER)
    for footer in footers(again):
        assert codes_shown(footer) == {codes.in_groups(OTHER)}
        assert codes.in_groups(CODE) not in "".join(footer.itertext())
    assert check_layout(again, "minutes", sample_mark=MARK) == []


def test_a_file_that_word_cannot_be_is_refused_in_the_child():
    with pytest.raises(isolation.IsolatedFailure, match="Không ghi được mã"):
        isolation.run("hoctap.papers.stamping:stamped_foreign", b'{"code": "%s"}\nPK broken' % CODE.encode())
    with pytest.raises(ValueError):
        stamped_foreign(b'{"code": "x"}\n')


def test_the_symbol_says_the_code_and_nothing_else():
    with Image.open(io.BytesIO(symbol_png(CODE))) as symbol:
        page = Image.new("L", (symbol.width + 80, symbol.height + 80), 255)
        page.paste(symbol.convert("L"), (40, 40))
    (read,) = zxingcpp.read_barcodes(page)
    assert codes.from_symbol(read.text) == CODE


@pytest.mark.parametrize("text", ["HTK7QX", "https://example.test", "HT" + "0" * 12, "ht" + CODE.lower(), ""])
def test_the_codes_of_others_are_none_of_ours(text: str):
    assert codes.from_symbol(text) == ""


def test_a_code_is_typed_as_it_is_read():
    for typed in ("K7QX-3MPA-9TDR", "k7qx 3mpa 9tdr", "Mã văn bản: K7QX-3MPA-9TDR", CODE):
        assert codes.from_typing(typed) == CODE
    assert codes.from_typing("K7QX-3MPA") == ""
    assert codes.from_typing("O7QX-3MPA-9TDR") == "", "a letter that is never printed"


def test_codes_are_random_and_long():
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert {len(code) for code in made} == {codes.LENGTH}
    assert set("".join(made)) == set(codes.ALPHABET)
