"""The code of a version, drawn into the foot of every page: a square symbol for a camera, letters for a hand.

The symbol floats in the right corner of the bottom margin, so it takes no line; a code that an earlier version left in an edited file
is taken out first. The file's own properties say which code it carries: the checker looks for it on every page.
"""

import io
import json
from typing import Any

import qrcode  # type: ignore[import-untyped]
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from hoctap.papers import codes, layout
from hoctap.papers.packaging import repack

SIDE_MM = 11.0
_FROM_BOTTOM_MM = 5.5
_LETTERS_SIZE = 11
_PIXELS_OF_A_MODULE = 8
_NAME = "hoctap-code"


def stamp(document: Any, code: str) -> None:
    """Draws the code into every footer in use. The symbol is the same on each page: which page it is, the words on it say."""
    picture = symbol_png(code)
    number = 1000
    for place, section in enumerate(document.sections):
        footers = [section.footer]
        if section.different_first_page_header_footer:
            footers.append(section.first_page_footer)
        if document.settings.odd_and_even_pages_header_footer:
            footers.append(section.even_page_footer)
        for footer in footers:
            if place > 0 and footer.is_linked_to_previous:
                continue
            _take_out(footer)
            number += 1
            _draw(footer, section, code, picture, number)
    document.core_properties.identifier = code


def stamped(docx: bytes, code: str) -> bytes:
    document = Document(io.BytesIO(docx))
    stamp(document, code)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def stamped_foreign(request: bytes) -> bytes:
    """Runs in the child process: a file that an office edited. One line of JSON, then the file."""
    head, _, docx = request.partition(b"\n")
    try:
        return stamped(docx, json.loads(head)["code"])
    except Exception as error:
        raise ValueError("Không ghi được mã vào tệp Word này. Hãy lưu lại thành tệp .docx mới.") from error


def symbol_png(code: str) -> bytes:
    """Without the quiet zone: the white of the margin is one."""
    symbol = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, box_size=_PIXELS_OF_A_MODULE
    )
    symbol.add_data(qrcode.util.QRData(codes.symbol_text(code), mode=qrcode.util.MODE_ALPHA_NUM))
    symbol.make()
    out = io.BytesIO()
    symbol.make_image().get_image().convert("1").save(out, "PNG")
    return out.getvalue()


def codes_shown(footer: Any) -> set[str]:
    """The codes whose letters and symbol both stand in this part of the file."""
    named = {
        str(properties.get("descr") or "")
        for properties in footer.iter(qn("wp:docPr"))
        if str(properties.get("name") or "").startswith(_NAME)
    }
    words = "".join(node.text or "" for node in footer.iter(qn("w:t")))
    return {one for one in named if one and one in words}


def _take_out(footer: Any) -> None:
    for paragraph in list(footer.paragraphs):
        drawn = [str(properties.get("name") or "") for properties in paragraph._p.iter(qn("wp:docPr"))]
        if any(name.startswith(_NAME) for name in drawn) or codes.PRINTED.search(paragraph.text):
            paragraph._p.getparent().remove(paragraph._p)


def _draw(footer: Any, section: Any, code: str, picture: bytes, number: int) -> None:
    paragraph = footer.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.first_line_indent = Pt(0)
    run = paragraph.add_run(codes.printed(code))
    run.font.name, run.font.size = layout.FONT, Pt(_LETTERS_SIZE)
    run.bold = run.italic = False
    relation, _ = footer.part.get_or_add_image(io.BytesIO(picture))
    side = Mm(SIDE_MM)
    left = section.page_width - section.right_margin - side
    top = section.page_height - Mm(_FROM_BOTTOM_MM) - side
    paragraph.add_run()._r.append(
        parse_xml(_ANCHOR.format(side=side, left=left, top=top, number=number, name=_NAME,
                                 descr=codes.in_groups(code), relation=relation,
                                 namespaces=nsdecls("w", "wp", "a", "pic", "r")))
    )  # fmt: skip


_ANCHOR = """<w:drawing {namespaces}><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"
relativeHeight="2" behindDoc="0" locked="1" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
<wp:extent cx="{side}" cy="{side}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="{name}-{number}" descr="{descr}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:anchor></w:drawing>"""
