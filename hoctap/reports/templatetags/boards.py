"""Rows of a board's table and marks of its map: with 150 communes a template of its own for each cell takes longer than all else."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hoctap.core.templatetags.ui import state_badge, vn_number
from hoctap.measures.boards import BoardTable, ShownCell
from hoctap.reports.board.mapping import Map, Mark

register = template.Library()


@register.simple_tag
def board_rows(table: BoardTable, rows: Iterable[Sequence[ShownCell]]) -> SafeString:
    """`<tr>` for each row: the first cell names it, the others carry their head for a phone. What is not printed says so itself."""
    lines = []
    for number, row in enumerate(rows):
        cells = [f'<th scope="row">{_inside(row[0])}</th>']
        for one in row[1:]:
            kind = ' class="num"' if one.head.is_numeric else ""
            cells.append(f'<td{kind} data-label="{escape(one.head.label)}">{_inside(one)}</td>')
        printed = "" if number < table.printed else ' class="no-print"'
        lines.append(f"<tr{printed}>{''.join(cells)}</tr>")
    return mark_safe("".join(lines))


def _inside(one: ShownCell) -> str:
    cell, text = one.cell, one.text
    if not text:
        return f"<span>{vn_number(None) if one.head.is_numeric else ''}</span>"
    if cell.tone:
        return f"<span>{state_badge(cell.tone, text, tone=cell.tone, quiet=True)}</span>"
    if cell.url:
        return f'<span><a href="{escape(cell.url)}">{escape(text)}</a></span>'
    return f"<span>{escape(text)}</span>"


@register.simple_tag
def map_marks(drawn: Map) -> SafeString:
    """Each place a link with its words; the shape says the same as the colour."""
    marks = "".join(
        f'<a href="{escape(mark.url)}" class="mark mark-{mark.standing.code}" aria-label="{escape(mark.words)}">'
        f"<title>{escape(mark.words)}</title>{map_shape(mark)}</a>"
        for mark in drawn.marks
    )
    names = "".join(
        f'<text class="map-name" aria-hidden="true" x="{mark.name_at}" y="{mark.name_down}">{escape(mark.name)}</text>'
        for mark in drawn.marks
        if drawn.is_named and not mark.path
    )
    return mark_safe(marks + names)


@register.simple_tag
def map_shape(mark: Mark) -> SafeString:
    if mark.path:
        return format_html('<path d="{}" fill-rule="evenodd"/>', mark.path)
    if mark.standing.code == "not_met":
        return format_html('<path d="{}"/>', mark.diamond)
    if mark.standing.code == "partial":
        return format_html('<path d="{}"/>', mark.triangle)
    return format_html('<circle cx="{}" cy="{}" r="{}"/>', mark.at, mark.down, mark.radius)
