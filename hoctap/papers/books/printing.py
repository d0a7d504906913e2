"""A book on paper: A4 lying, the heads on every sheet, in DOCX.

The rows are written as XML in one go: a book of 5,000 lines is made in a second or two.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from hoctap.papers.packaging import repack

FONT, SIZE = "Times New Roman", 11
WIDTH, HEIGHT = 297, 210
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 20, 15
ACROSS = WIDTH - LEFT - RIGHT
_TWIPS = 1440 / 25.4
NBSP = "\u00a0"

type Value = str | int | None


@dataclass(frozen=True)
class Column:
    head: str
    width: int
    """Parts of the whole."""
    is_centred: bool = False


def book_docx(
    title: str,
    issuer: str,
    year: int,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    sums: Iterable[Sequence[Value]] = (),
    *,
    note: str = "",
    signers: Sequence[str] = (),
) -> bytes:
    """`note`: a line below the year. `signers`: who signs below the table, side by side."""
    document = Document()
    document.core_properties.author, document.core_properties.title = issuer[:255], title
    document.core_properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    _line(document, issuer.upper(), 13)
    _line(document, title.upper(), 14, after=2)
    _line(document, f"Năm {year}", 13, bold=False, after=2 if note else 8)
    if note:
        _line(document, note, 12, bold=False, after=8)
    document.element.body.insert(-1, _table(columns, rows, sums))
    if signers:
        _signatures(document, signers)
    made = io.BytesIO()
    document.save(made)
    return repack(made.getvalue())


def _line(document: object, text: str, size: int, *, bold: bool = True, after: int = 0) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)


def _signatures(document: object, signers: Sequence[str]) -> None:
    """In a table without edges, kept with its last line so that no name stands alone on a sheet."""
    document.add_paragraph()  # type: ignore[attr-defined]
    cells = document.add_table(rows=1, cols=len(signers)).rows[0].cells  # type: ignore[attr-defined]
    for cell, who in zip(cells, signers, strict=True):
        first, second = cell.paragraphs[0], cell.add_paragraph()
        first.add_run(who).bold = True
        second.add_run("(Ký, ghi rõ họ tên)").italic = True
        for one in (first, second):
            one.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_number(paragraph: object) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER  # type: ignore[attr-defined]
    run = paragraph.add_run()  # type: ignore[attr-defined]
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _table(  # type: ignore[no-untyped-def]
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], sums: Iterable[Sequence[Value]]
):
    parts = sum(one.width for one in columns)
    widths = [round(ACROSS * one.width / parts * _TWIPS) for one in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    heads = "".join(
        _cell(one.head, width, is_centred=True, is_bold=True)
        for one, width in zip(columns, widths, strict=True)
    )
    numbers = "".join(_cell(str(at), width, is_centred=True) for at, width in enumerate(widths, 1))
    top = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    body = "".join(_row(row, columns, widths) for row in rows)
    body += "".join(_row(row, columns, widths, is_bold=True) for row in sums)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{top}{heads}</w:tr><w:tr>{top}{numbers}</w:tr>{body}</w:tbl>"
    )


def _row(
    row: Sequence[Value], columns: Sequence[Column], widths: Sequence[int], *, is_bold: bool = False
) -> str:
    cells = "".join(
        _cell("" if value is None else str(value), width, is_centred=one.is_centred, is_bold=is_bold)
        for value, one, width in zip(row, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, *, is_centred: bool = False, is_bold: bool = False) -> str:
    where = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_centred else ""
    weight = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    # A space that does not break ("82,9 %") stays one; what is neither to be read nor a space may not stand in XML.
    kept = (one if one.isprintable() or one == NBSP else " " if one.isspace() else "" for one in text)
    plain = escape("".join(kept), quote=False)
    run = f'<w:r>{weight}<w:t xml:space="preserve">{plain}</w:t></w:r>' if plain else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{where}{run}</w:p></w:tc>'
