"""An office's template is looked at before it is taken: what is broken is named with its paragraph and its cure."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from hoctap.papers.content import KINDS
from hoctap.papers.rendering import TEMPLATES
from hoctap.papers.templating.examining import examine, known_paths, tag_list, words_of
from hoctap.papers.templating.rules import KIND_LABELS
from hoctap.papers.templating.tags import read_tags

Change = Callable[[Any], None]


def shipped(kind: str = "report") -> bytes:
    return (TEMPLATES / f"{kind}.docx").read_bytes()


def changed(change: Change, kind: str = "report") -> bytes:
    document = Document(BytesIO(shipped(kind)))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(document: Any, words: str) -> Any:
    for one in document.element.body.iter(qn("w:p")):
        if words in "".join(node.text or "" for node in one.iter(qn("w:t"))):
            return one
    raise AssertionError(words)


def say(document: Any, old: str, new: str) -> None:
    """The words of a paragraph, in its first run."""
    runs = list(paragraph(document, old).iter(qn("w:t")))
    runs[0].text = "".join(node.text or "" for node in runs).replace(old, new)
    for node in runs[1:]:
        node.text = ""


def drop(document: Any, words: str) -> None:
    found = paragraph(document, words)
    found.getparent().remove(found)


def test_every_kind_has_its_label_and_its_tags():
    assert set(KIND_LABELS) == set(KINDS) - {"score_sheet", "case_index"}
    for kind in KINDS:
        assert tag_list(kind)
        assert all(words_of(path) for path in known_paths(kind) if path)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_template_is_taken_without_a_word(kind: str):
    refused, warned, example = examine(kind, shipped(kind))
    assert (refused, warned) == ([], [])
    assert example.startswith(b"PK")


def _last_end(document: Any) -> None:
    ends = [
        one
        for one in document.element.body.iter(qn("w:p"))
        if "endif" in "".join(node.text or "" for node in one.iter(qn("w:t")))
    ]
    ends[-1].getparent().remove(ends[-1])


REFUSED: list[tuple[str, Change, tuple[str, ...]]] = [
    ("half a tag", lambda one: say(one, "{{ summary }}", "{{ summary "), ("Đoạn 2 (“{{ summary”)", "mở bằng {{ mà không có }}")),
    ("a brace too few", lambda one: say(one, "{{ summary }}", "{ summary }}"), ("có dấu }} mà không có dấu {{",)),
    ("unknown name", lambda one: say(one, "{{ summary }}", "{{ sumary }}"), ("thẻ {{ sumary }} không có", "Có phải là “summary”?")),
    ("unknown part", lambda one: say(one, "{{ signer.title }}", "{{ signer.titel }}"), ("Bảng", "signer.titel", "“title”")),
    ("a loop left open", lambda one: drop(one, "{%p endfor %}"), ("đóng nhầm: thẻ đang mở là {%p for item in",)),
    ("a block left open", _last_end, ("thẻ {%p if signer.hint %} chưa có thẻ đóng {%p endif %}",)),
    ("an end without its start", lambda one: drop(one, "{%p for item in introduction %}"), ("{%p endfor %} không có thẻ mở", )),
    ("crossed", lambda one: say(one, "{%p endfor %}", "{%p endif %}"), ("đóng nhầm",)),
    ("another scope", lambda one: say(one, "{%p endfor %}", "{%tr endfor %}"), ("phải viết {%p endfor %} như thẻ mở",)),
    ("a command", lambda one: say(one, "{{ summary }}", "{{ summary.upper() }}"), ("gọi lệnh không dùng được",)),
    ("another block", lambda one: say(one, "{{ summary }}", "{% set x = 1 %}"), ("không dùng được: chỉ dùng",)),
    ("no syntax", lambda one: say(one, "{{ summary }}", "{{ summary + }}"), ("chưa đúng cú pháp",)),
    ("no summary", lambda one: drop(one, "{{ summary }}"), ("Thiếu thẻ {{ summary }} (trích yếu)", "sẽ mất phần này")),
    ("no place for tables", lambda one: drop(one, "{{ table.here }}"), ("chỗ đặt bảng",)),
    ("narrow margin", lambda one: setattr(one.sections[0], "left_margin", Mm(10)), ("Lề trái 10.0 mm, phải từ 30–35 mm",)),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_is_broken_is_refused_with_its_paragraph(change: Change, said: tuple[str, ...]):
    refused, _, example = examine("report", changed(change))
    together = "\n".join(refused)
    assert all(words in together for words in said), together
    assert not example or "Lề" in together


def test_a_mistyped_name_is_told_once():
    refused, _, _ = examine("report", changed(lambda one: say(one, "{{ summary }}", "{{ sumary }}")))
    assert len(refused) == 1


def _arial(document: Any) -> None:
    Paragraph(paragraph(document, "Kính gửi: "), document).runs[0].font.name = "Arial"


def test_a_foreign_font_is_refused_and_named():
    refused, _, _ = examine("report", changed(_arial))
    assert any("Arial" in words and "Kính gửi" in words for words in refused), refused


def _small(document: Any) -> None:
    document.styles.element.xpath("./w:style[@w:styleId='copies']/w:rPr/w:sz")[0].set(qn("w:val"), "26")


def test_a_size_outside_the_decree_is_told_and_let_pass():
    refused, warned, example = examine("report", changed(_small))
    assert refused == []
    assert any("Danh sách nơi nhận: cỡ chữ 13" in words for words in warned)
    assert example


def test_a_column_that_is_left_out_is_told():
    def change(document: Any) -> None:
        for _ in range(2):
            say(document, "{{ row.birth_year }}", "")

    refused, warned, _ = examine("nomination_list", changed(change, "nomination_list"))
    assert refused == []
    assert any("năm sinh" in words for words in warned)


def test_a_link_is_told():
    def change(document: Any) -> None:
        run = paragraph(document, "{{ ending }}").find(qn("w:r"))
        link = OxmlElement("w:hyperlink")
        run.addprevious(link)
        link.append(run)

    _, warned, _ = examine("report", changed(change))
    assert any("liên kết ra ngoài" in words for words in warned)


def test_words_in_word_may_be_split_over_runs():
    def change(document: Any) -> None:
        one = Paragraph(paragraph(document, "{{ ending }}"), document)
        one.runs[0].text = "{{ en"
        second = one.add_run("ding }}")
        second.font.size = Pt(14)

    refused, _, example = examine("report", changed(change))
    assert refused == []
    assert b"PK" in example[:4]


def _with_part(name: str, content: bytes, *, types: tuple[bytes, bytes] | None = None) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(shipped())) as source, ZipFile(out, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if types and entry == "[Content_Types].xml":
                data = data.replace(*types)
            target.writestr(entry, data)
        target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "docx",
    [
        _with_part("word/vbaProject.bin", b"macro"),
        _with_part(
            "word/x.xml",
            b"<x/>",
            types=(b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"),
        ),
        b"PK\x03\x04 not a zip word/",
    ],
    ids=["vba", "docm", "torn"],
)
def test_macros_and_torn_files_are_refused(docx: bytes):
    refused, _, example = examine("report", docx)
    assert len(refused) == 1
    assert not example


def test_the_loops_of_office_templates_may_have_names_of_their_own():
    def change(document: Any) -> None:
        say(document, "for table in section.tables", "for table in muc.tables")
        say(document, "for item in section.paragraphs", "for item in muc.paragraphs")
        say(document, "for section in sections", "for muc in sections")
        for _ in range(2):
            try:
                say(document, "section.heading", "muc.heading")
            except AssertionError:
                break

    docx = changed(change)
    assert "sections[].heading" in read_tags(docx).paths
    assert examine("report", docx)[0] == []
