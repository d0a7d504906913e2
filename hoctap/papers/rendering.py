"""From content to DOCX: `render(content)`.

The template is a DOCX whose tags are Jinja, filled in a sandbox with plain strings and lists, escaped; a name
such as `{{ 7*7 }}` or `A & <B>` is only ever text. What Word cannot work out by itself is set afterwards: the
length of the rules, the rows that go with the signatures, the mark of an unverified edition on every page.
Equal content gives equal bytes.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hoctap.papers import layout
from hoctap.papers.cleaning import clean_text, cleaned
from hoctap.papers.content import (
    PaperContent,
    RecordContent,
    TextContent,
)
from hoctap.papers.content_views import tables_of, view_of
from hoctap.papers.packaging import repack
from hoctap.papers.stamping import stamp
from hoctap.papers.table_drawing import draw_tables

TEMPLATES = Path(__file__).resolve().parent / "templates_docx"


def render(content: PaperContent, *, template: bytes | None = None, code: str = "") -> bytes:
    """The paper as DOCX, from the office's own template if one is given; with `code` in the foot of every page."""
    source = template if template is not None else (TEMPLATES / f"{content.kind}.docx").read_bytes()
    if isinstance(content, TextContent):
        content = cleaned(content)
    paper = DocxTemplate(BytesIO(source))
    paper.render(view_of(content), jinja_env=_environment(), autoescape=True)
    filled = BytesIO()
    paper.save(filled)
    # Opened anew: the headers and footers that docxtpl filled are not yet those the open document would show.
    document = Document(filled)
    _drop_empty_letterhead_row(document)
    if isinstance(content, TextContent):
        draw_tables(document, tables_of(content), mark=clean_text(content.sample_mark))
        _keep_signatures_with_the_text(document)
        _mark_urgency(document, content.urgency)
    else:
        _keep_last_rows_with_what_follows(document, only_last=content.kind == RecordContent.kind)
    _draw_rules(document)
    _stamp(document, clean_text(content.sample_mark))
    _describe(document, content)
    if code:
        stamp(document, code)
    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


# ── views: what the templates may say ─────────────────────────────────────────────────────────────


def _draw_rules(document: Any) -> None:
    """Gives each rule the length its words ask for, centred in its column."""
    section = document.sections[0]
    page_column = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    for paragraph in _paragraphs(document):
        rule = layout.RULES.get(_style_id(paragraph))
        above = paragraph.getprevious()
        if rule is None or above is None or above.tag != qn("w:p"):
            continue
        words = _words(above)
        if not words.strip():
            paragraph.getparent().remove(paragraph)
            continue
        size = _size_of(document, rule.under)
        indent = str(
            layout.rule_indent(words, size=size, share=rule.chosen, column=_column(paragraph, page_column))
        )
        indents = paragraph.get_or_add_pPr().get_or_add_ind()
        indents.set(qn("w:left"), indent)
        indents.set(qn("w:right"), indent)


def _mark_urgency(document: Any, urgency: str) -> None:
    """The framed word stands last on the left of the letterhead, in the office's own template too."""
    mark = layout.URGENCY_MARKS.get(urgency)
    if mark is None:
        return
    letterhead: Any = next(document.element.body.iterchildren(qn("w:tbl")), None)
    if letterhead is None:
        document.element.body.insert(0, _framed(mark, layout.CHOICE.text_width_mm))
        return
    cell = letterhead.findall(qn("w:tr"))[-1].find(qn("w:tc"))
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    column = int(width.get(qn("w:w"))) / layout.TWIPS_PER_MM if width is not None else mark.width_mm
    above = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    )
    cell.append(above)
    cell.append(_framed(mark, column))


def _framed(mark: layout.Mark, column_mm: float) -> Any:
    """Looks are written on it: a template made before knows no style for it."""
    side = max(0, round((column_mm - mark.width_mm) / 2 * layout.TWIPS_PER_MM))
    high = round(mark.height_mm * layout.TWIPS_PER_MM) - 2 * _FRAME_SPACE * layout.TWIPS_PER_POINT
    size = layout.MARK_SIZE * 2
    borders = "".join(
        f'<w:{name} w:val="single" w:sz="8" w:space="{_FRAME_SPACE if name in ("top", "bottom") else 0}" w:color="000000"/>'
        for name in ("top", "left", "bottom", "right")
    )
    fonts = " ".join(f'w:{slot}="{layout.FONT}"' for slot in ("ascii", "hAnsi", "cs", "eastAsia"))
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="urgency"/><w:keepLines/><w:pBdr>{borders}</w:pBdr>'
        f'<w:spacing w:before="0" w:after="40" w:line="{high}" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts {fonts}/><w:b/><w:bCs/><w:i w:val="0"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t>{mark.words}</w:t></w:r></w:p>'
    )


_FRAME_SPACE = 1


def _drop_empty_letterhead_row(document: Any) -> None:
    """A paper of an ấp carries no number, minutes no date: no empty line is left for them."""
    letterhead: Any = next(document.element.body.iterchildren(qn("w:tbl")), None)
    if letterhead is None:
        return
    for row in letterhead.findall(qn("w:tr"))[1:]:
        boxes = {_style_id(paragraph) for paragraph in row.iter(qn("w:p"))}
        if boxes <= {"number", "place_date"} and not _words(row).strip():
            letterhead.remove(row)


def _keep_last_rows_with_what_follows(document: Any, *, only_last: bool) -> None:
    """The last two rows of a list go with its closing line, so that no page holds signatures alone.

    `only_last`: where short tables follow each other, all of them would hang together and leave pages half empty.
    """
    ruled = [
        table
        for table in document.element.body.iterchildren(qn("w:tbl"))
        if table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None
    ]
    for table in ruled[-1:] if only_last else ruled:
        _keep_last_rows(table)


def _keep_signatures_with_the_text(document: Any) -> None:
    """The last words of the paper go with the signatures; where a table stands right before them, its last two rows do."""
    signatures = next((one for one in document.element.body if _holds_signatures(one)), None)
    above = signatures.getprevious() if signatures is not None else None
    has_words = False
    while above is not None and above.tag == qn("w:p") and not (has_words and _words(above).strip()):
        above.get_or_add_pPr().get_or_add_keepNext()
        has_words = has_words or (bool(_words(above).strip()) and _style_id(above) != "table_note")
        above = above.getprevious()
    if above is not None and above.tag == qn("w:tbl"):
        _keep_last_rows(above)


def _holds_signatures(block: Any) -> bool:
    return block.tag == qn("w:tbl") and any(
        _style_id(paragraph) == "sign_authority" for paragraph in block.iter(qn("w:p"))
    )


def _keep_last_rows(table: Any) -> None:
    for row in table.findall(qn("w:tr"))[-2:]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _stamp(document: Any, mark: str) -> None:
    """The mark stands in every footer in use, whether the office's template kept its place or not."""
    if not mark:
        return
    for place, section in enumerate(document.sections):
        footers = [section.footer]
        if section.different_first_page_header_footer:
            footers.append(section.first_page_footer)
        if document.settings.odd_and_even_pages_header_footer:
            footers.append(section.even_page_footer)
        for footer in footers:
            inherits = place > 0 and footer.is_linked_to_previous
            if inherits or mark in "\n".join(paragraph.text for paragraph in footer.paragraphs):
                continue
            paragraph = footer.add_paragraph(mark)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _describe(document: Any, content: PaperContent) -> None:
    """The kind and the mark travel in the file's properties, where the checker finds them."""
    properties = document.core_properties
    properties.category = content.kind
    properties.title = clean_text(content.summary)[:255]
    properties.content_status = clean_text(content.sample_mark)[:255]


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from list(document.element.body.iter(qn("w:p")))


def _style_id(paragraph: Any) -> str:
    return str(paragraph.style or "")


def _words(element: Any) -> str:
    return "".join(
        "\n" if node.tag == qn("w:br") else node.text or "" for node in element.iter(qn("w:t"), qn("w:br"))
    )


def _size_of(document: Any, box: str) -> float:
    for style in document.styles.element.iterchildren(qn("w:style")):
        if style.get(qn("w:styleId")) == box:
            size = style.find(f"{qn('w:rPr')}/{qn('w:sz')}")
            if size is not None:
                return int(size.get(qn("w:val"))) / 2
    return layout.CHOICE.body_size


def _column(paragraph: Any, page_column: float) -> float:
    cell = paragraph.getparent()
    if cell.tag != qn("w:tc"):
        return page_column
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return int(width.get(qn("w:w"))) / layout.TWIPS_PER_POINT if width is not None else page_column
