"""The places below, on the map and in a table, those that need a look first: what is missing, then the furthest from the target.
Communes, never people.
"""

from decimal import Decimal

from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number, format_share
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head
from hoctap.measures.queries import ChildFigure
from hoctap.places.outlines.queries import outlines_of
from hoctap.reports.board.leading import Lead, board_below, lead_of, standing_of, words_of_asked
from hoctap.reports.board.mapping import draw_map
from hoctap.reports.season import dated, table_url

NAMED = 6
OPEN = 16
"""So many stand open and are printed; of more the first few."""


def communes(asked: Asked) -> BoardSection | None:
    if not asked.is_above_communes:
        return None
    lead = lead_of(asked)
    rows = sorted(lead.breakdown.children, key=_worst_first)
    if not rows:
        return BoardSection(
            "Các xã", f"Năm {asked.year} chưa có xã, phường nào ở {asked.place.full_name}.", 15
        )
    words = words_of_asked(asked)
    table = BoardTable(
        f"{lead.measure.label}, năm {asked.year}: nơi cần xem trước đứng trước",
        (
            Head("Địa bàn"),
            Head("Tình trạng", "state"),
            Head(words.recognised_label, "number"),
            Head(words.whole_label, "number"),
            Head(words.share_label, "percent"),
            Head("Trễ hạn", "number"),
        ),
        [_row(asked, lead, row) for row in rows],
        first=len(rows) if len(rows) <= OPEN else 12,
        printed=OPEN if len(rows) <= OPEN else 8,
    )
    outlines = outlines_of(row.place.pk for row in lead.breakdown.children)
    drawn = draw_map(asked, lead, words.whole_label, outlines)
    return BoardSection(
        "Các xã: nơi đã có, nơi còn thiếu",
        _finding(asked, lead),
        15,
        table=table,
        drawing="reports/board/_map.html" if drawn else "",
        drawn=drawn,
        table_beside=True,
        url=table_url(asked.place, asked.year, asked.title, asked.as_of),
        url_label="Bảng kết quả đầy đủ",
        note="Tổng là Σ/Σ của các xã có số liệu; xã chưa có không tính là không.",
        is_wide=drawn is not None,
    )


def _worst_first(row: ChildFigure) -> tuple[bool, Decimal, str]:
    percent = row.figure.percent
    return percent is not None, percent or Decimal(0), row.place.sort_key


def _row(asked: Asked, lead: Lead, row: ChildFigure) -> tuple[Cell, ...]:
    figure, standing = row.figure, standing_of(row.figure, lead.line)
    may_open = asked.actor.may(Permission.DOSSIER_READ, at=asked.place)

    def opened(part: str) -> str:
        if figure.numerator is None or not may_open or (asked.as_of and not lead.measure.opens_then):
            return ""
        return dated(lead.measure.drill_url(row.place, asked.year, part), asked.as_of)

    return (
        Cell(row.place.title, url=board_below(row.place, asked)),
        Cell(standing.word, tone=standing.tone),
        Cell(figure.numerator, url=opened("numerator")),
        Cell(figure.denominator, url=opened("denominator")),
        Cell(
            figure.percent, text=format_share(figure.percent, lead.line) if figure.percent is not None else ""
        ),
        Cell(figure.late, url=opened("late") if figure.late else ""),
    )


def _finding(asked: Asked, lead: Lead) -> str:
    total = lead.breakdown.total
    words = f"{total.communes_in}/{total.communes_all} xã, phường có số liệu"
    if total.percent is not None:
        words += (
            f"; cộng lại {format_number(total.numerator)}/{format_number(total.denominator)} = "
            f"{format_share(total.percent, lead.line)}"
        )
    if total.missing:
        named = ", ".join(total.missing[:NAMED])
        further = f" và {len(total.missing) - NAMED} nơi nữa" if len(total.missing) > NAMED else ""
        words += f". Còn thiếu: {named}{further}"
    return f"{words}."
