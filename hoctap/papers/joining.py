"""Several papers of one kind as one file to print: each begins on a new page and counts its pages from 1."""

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hoctap.papers.packaging import repack


def join(papers: Sequence[bytes]) -> bytes:
    """All must be of one template: headers, styles and margins are those of the first."""
    document = Document(BytesIO(papers[0]))
    body = document.element.body
    section = body.sectPr
    for paper in papers[1:]:
        last = section.getprevious()
        if last.tag != qn("w:p"):
            last = OxmlElement("w:p")
            section.addprevious(last)
        last.get_or_add_pPr().append(_new_section(section))
        for part in Document(BytesIO(paper)).element.body:
            if part.tag != qn("w:sectPr"):
                section.addprevious(deepcopy(part))
    _count_from_one(section)
    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _new_section(section):  # type: ignore[no-untyped-def]
    copy = deepcopy(section)
    _count_from_one(copy)
    return copy


def _count_from_one(section) -> None:  # type: ignore[no-untyped-def]
    numbers = section.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        margins = section.find(qn("w:pgMar"))
        margins.addnext(numbers)
    numbers.set(qn("w:start"), "1")
