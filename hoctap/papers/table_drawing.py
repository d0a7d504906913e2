"""Tables whose columns come with the content: drawn into the places that the template left for them.

A template says `{{ table.here }}`; docxtpl cannot merge a head of two levels, so the table is written as XML afterwards. Columns are
as wide as their share, never narrower than their longest word. What does not fit the upright page takes smaller letters, and what
does not fit then either lies on a page across.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from hoctap.papers import layout
from hoctap.papers.content import ReportTable

MARK = "\ue5b0"
"""Encloses the number of a table in the filled template; taken out of whatever is typed."""
SIZES = (12.5, 11.0)
_PADDING_MM = 1.2
_BOXES = {"center": "table_figure", "left": "table_text", "right": "table_figure"}
_KEPT_WITH = ("heading", "table_caption")


def place_of(number: int) -> str:
    return f"{MARK}{number}{MARK}"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table stands on the paper."""

    widths_mm: tuple[float, ...]
    size: float
    is_across: bool


def fit(table: ReportTable, *, upright_mm: float, across_mm: float) -> Fit:
    for room, is_across in ((upright_mm, False), (across_mm, True)):
        for size in SIZES:
            least = _least_widths(table, size)
            if sum(least) <= room:
                return Fit(_shared(table, least, room), size, is_across)
    least = _least_widths(table, SIZES[-1])
    return Fit(tuple(width * across_mm / sum(least) for width in least), SIZES[-1], True)


def _least_widths(table: ReportTable, size: float) -> list[float]:
    """The longest word of each column."""
    widths = []
    for place, column in enumerate(table.columns):
        words = [*column.label.split(), *(word for row in table.rows for word in _words_at(row.cells, place))]
        longest = max((layout.text_width(word, size) for word in set(words)), default=0.0)
        widths.append(longest / layout.POINTS_PER_MM + 2 * _PADDING_MM + 0.6)
    return widths


def _words_at(cells: Sequence[str], place: int) -> list[str]:
    return cells[place].split() if place < len(cells) else []


def _shared(table: ReportTable, least: list[float], room: float) -> tuple[float, ...]:
    """By share, where that leaves every column its longest word; the others give up what these need."""
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(least)) if place not in fixed]
        left = room - sum(fixed.values())
        shares = sum(max(table.columns[place].share, 0.01) for place in free)
        widths = {place: left * max(table.columns[place].share, 0.01) / shares for place in free}
        short = {place: least[place] for place in free if widths[place] < least[place]}
        if not short:
            return tuple({**fixed, **widths}[place] for place in range(len(least)))
        fixed |= short


def draw_tables(document: Any, tables: Sequence[ReportTable], *, mark: str = "") -> None:
    """Puts every table where the template has its place. `mark` stands in the foot of the pages across too."""
    section = document.sections[0]
    upright = (section.page_width - section.left_margin - section.right_margin) / 36000
    across = (section.page_height - section.left_margin - section.right_margin) / 36000
    across_tables = []
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        found = re.fullmatch(f"\\s*{MARK}(\\d+){MARK}\\s*", _words(paragraph))
        if not found:
            continue
        table = tables[int(found[1])]
        how = fit(table, upright_mm=upright, across_mm=across)
        drawn = parse_xml(_table_xml(table, how))
        paragraph.addprevious(drawn)
        # Word wants a paragraph between two tables, and after the last one.
        _make_gap(paragraph)
        if how.is_across and paragraph.getparent() is document.element.body:
            across_tables.append(drawn)
    if across_tables:
        _lay_across(document, across_tables, mark)


def _make_gap(paragraph: Any) -> None:
    for child in list(paragraph):
        paragraph.remove(child)
    properties = paragraph.get_or_add_pPr()
    properties.get_or_add_pStyle().set(qn("w:val"), "rule")


# ── the table as XML ──────────────────────────────────────────────────────────────────────────────


def _table_xml(table: ReportTable, how: Fit) -> str:
    twips = [round(width * layout.TWIPS_PER_MM) for width in how.widths_mm]
    line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    sides = "".join(line.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    padding = round(_PADDING_MM * layout.TWIPS_PER_MM)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="0" w:type="dxa"/><w:left w:w="{padding}" w:type="dxa"/>'
        f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_head_rows(table, twips, how.size))}{''.join(_rows(table, twips, how.size))}</w:tbl>"
    )


def _head_rows(table: ReportTable, twips: list[int], size: float) -> Iterator[str]:
    """Groups run over their columns; a column without one runs down to its own row."""
    depth = max((len(column.groups) for column in table.columns), default=0)
    for level in range(depth + 1):
        cells = []
        place = 0
        while place < len(table.columns):
            column = table.columns[place]
            above = column.groups[: level + 1]
            end = place + 1
            if level < len(column.groups):
                while end < len(table.columns) and table.columns[end].groups[: level + 1] == above:
                    end += 1
                words, merge = above[-1], ""
            else:
                starts = level == len(column.groups)
                words = column.label if starts else ""
                merge = (
                    ""
                    if level == depth and starts
                    else f'<w:vMerge w:val="{"restart" if starts else "continue"}"/>'
                )
            cells.append(
                _cell(words, "table_head", twips[place:end], size=min(size, 12), merge=merge, keep=True)
            )
            place = end
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _rows(table: ReportTable, twips: list[int], size: float) -> Iterator[str]:
    for row in table.rows:
        cells = []
        for place, column in enumerate(table.columns):
            words = row.cells[place] if place < len(row.cells) else ""
            is_estimate = row.is_estimate or column.is_estimate or place in row.estimates
            cells.append(
                _cell(
                    words,
                    "table_estimate" if is_estimate else _BOXES.get(column.align, "table_figure"),
                    [twips[place]],
                    size=size,
                    bold=row.is_total,
                    align=column.align if is_estimate or column.align == "right" else "",
                )
            )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    words: str,
    box: str,
    twips: list[int],
    *,
    size: float,
    merge: str = "",
    bold: bool = False,
    align: str = "",
    keep: bool = False,
) -> str:
    span = f'<w:gridSpan w:val="{len(twips)}"/>' if len(twips) > 1 else ""
    looks = f'{"<w:b/><w:bCs/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    run = f"<w:r><w:rPr>{looks}</w:rPr>{lines}</w:r>" if words else ""
    justify = f'<w:jc w:val="{align}"/>' if align else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(twips)}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{box}"/>{"<w:keepNext/>" if keep else ""}{justify}</w:pPr>{run}</w:p></w:tc>'
    )


# ── pages across ──────────────────────────────────────────────────────────────────────────────────


def _lay_across(document: Any, tables: Sequence[Any], mark: str) -> None:
    """Each run of wide tables, with the heading above and the notes below, is a section of its own that lies across."""
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    upright = deepcopy(last)
    for child in list(upright):
        if child.tag in (
            qn("w:headerReference"),
            qn("w:footerReference"),
            qn("w:titlePg"),
            qn("w:pgNumType"),
        ):
            upright.remove(child)
    lying = deepcopy(upright)
    size = lying.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    first = True
    ends_of_last: Any = None
    for table in tables:
        start = _start_of(table)
        end = _end_of(table)
        before = start.getprevious()
        if before is not None and before is ends_of_last:
            # Goes on across: the section that ended here ends later.
            properties = before.find(qn("w:pPr"))
            properties.remove(properties.find(qn("w:sectPr")))
        elif before is not None:
            _end_section(before, deepcopy(last) if first else deepcopy(upright))
            first = False
        _end_section(end, deepcopy(lying))
        ends_of_last = end
    if not first:
        body.replace(last, deepcopy(upright))
    _give_feet(document, mark)


def _start_of(table: Any) -> Any:
    start = table
    while (
        (above := start.getprevious()) is not None and above.tag == qn("w:p") and _style(above) in _KEPT_WITH
    ):
        start = above
    return start


def _end_of(table: Any) -> Any:
    """The last note under the table; the paragraph after the table where there is none."""
    end = table.getnext()
    while (below := end.getnext()) is not None and below.tag == qn("w:p") and _style(below) == "table_note":
        end = below
    return end


def _end_section(block: Any, section: Any) -> None:
    paragraph = block
    if block.tag != qn("w:p"):
        paragraph = OxmlElement("w:p")
        block.addnext(paragraph)
        _make_gap(paragraph)
    paragraph.get_or_add_pPr().append(section)


def _give_feet(document: Any, mark: str) -> None:
    """The foot of a page across is its own: what is drawn there stands elsewhere than on an upright page."""
    for place, section in enumerate(document.sections):
        if not place:
            continue
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "sample_mark")
        if mark:
            paragraph.add_run(mark)


def _style(paragraph: Any) -> str:
    return str(paragraph.style or "")


def _words(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))
