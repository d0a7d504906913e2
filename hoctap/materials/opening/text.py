"""Runs in the child process only: what a PDF, a Word file or slides say, block by block, as JSON.

A block is {"k": kind, "t": words}: 'h' a heading, 'p' a paragraph, 'li' a line of a list, 'row' a row of a table, 'page' the number of a page
or slide (without words of its own).
"""

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from hoctap.core import zips

MOST_PAGES = 400
MOST_LETTERS = 600_000
_ENDS = re.compile(r"[.:;!?…”\"]\s*$")
_BEGINS = re.compile(r"^\s*(?:[-–•+*▪●]|\d{1,3}[.)]|[a-zđ]\)|[IVX]{1,5}\.)\s", re.IGNORECASE)
_TAG = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,4})\.xml")

type Block = dict[str, Any]


def text_of_pdf(content: bytes) -> bytes:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise ValueError("Tệp PDF hỏng hoặc có mật khẩu.") from error
    return _told(_pdf_blocks(document, min(count, MOST_PAGES)), count)


def _pdf_blocks(document: Any, count: int) -> Iterator[Block]:
    for number in range(count):
        page = document[number]
        text_page = page.get_textpage()
        text = text_page.get_text_bounded()
        text_page.close()
        page.close()
        yield {"k": "page", "n": number + 1}
        yield from ({"k": "p", "t": one} for one in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[str]:
    """Lines of a page put together again: a line that stops short, or ends a sentence, ends its paragraph."""
    lines = [" ".join(line.replace("\ufffe", "-").split()) for line in re.split(r"[\r\n]+", text)]
    lines = [line for line in lines if line]
    longest = max((len(line) for line in lines), default=0)
    held: list[str] = []
    for line in lines:
        if held and (_BEGINS.match(line) or _ENDS.search(held[-1]) or len(held[-1]) < 0.6 * longest):
            yield " ".join(held)
            held = []
        held.append(line)
    if held:
        yield " ".join(held)


def text_of_docx(content: bytes) -> bytes:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, SyntaxError) as error:
        raise ValueError("Tệp Word hỏng, không đọc được.") from error
    return _told(_docx_blocks(document), 0)


def _docx_blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table

    for one in document.iter_inner_content():
        if isinstance(one, Table):
            for row in one.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                # A cell that goes over several columns stands in each of them.
                once = [cell for at, cell in enumerate(cells) if cell and (not at or cells[at - 1] != cell)]
                yield {"k": "row", "t": " | ".join(once)}
            continue
        style = (one.style.name or "").lower() if one.style is not None else ""
        kind = "h" if style.startswith(("heading", "title")) else "li" if style.startswith("list") else "p"
        yield {"k": kind, "t": " ".join(one.text.split())}


def text_of_slides(content: bytes) -> bytes:
    archive = zips.checked(content)
    zips.refuse_declarations(archive)
    slides = sorted(
        (int(found.group(1)), name) for name in archive.namelist() if (found := _SLIDE.fullmatch(name))
    )
    return _told(_slide_blocks(archive, slides[:MOST_PAGES]), len(slides))


def _slide_blocks(archive: Any, slides: list[tuple[int, str]]) -> Iterator[Block]:
    from xml.etree import ElementTree

    for number, (_, name) in enumerate(slides, start=1):
        yield {"k": "page", "n": number}
        try:
            root = ElementTree.fromstring(b"".join(zips.chunks(archive, name)))
        except ElementTree.ParseError as error:
            raise ValueError("Tệp trình chiếu hỏng, không đọc được.") from error
        for place, line in enumerate(root.iter(f"{_TAG}p")):
            text = "".join(part.text or "" for part in line.iter(f"{_TAG}t"))
            yield {"k": "h" if place == 0 else "p", "t": " ".join(text.split())}


def _told(blocks: Iterator[Block], pages: int) -> bytes:
    kept, letters = [], 0
    for block in blocks:
        if "t" in block:
            text = unicodedata.normalize(
                "NFC", block["t"].replace("\0", "").encode("utf-8", "ignore").decode()
            )
            if not text:
                continue
            block["t"] = text
            letters += len(text)
        kept.append(block)
        if letters > MOST_LETTERS:
            break
    return json.dumps({"blocks": kept, "pages": pages}).encode()
