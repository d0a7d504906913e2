"""A commune among those of its kind: where it stands, in words. No names, no list of places in order, and nothing where few stand
beside it, so that nobody's figure can be read out of it.
"""

from collections.abc import Sequence
from decimal import Decimal

from hoctap.core.vietnamese import format_percent
from hoctap.measures import queries as measure_queries
from hoctap.measures.boards import Asked, BoardSection
from hoctap.measures.queries import Scope, counting_day
from hoctap.places.models import Level, Place
from hoctap.reports.board.leading import lead_of

FEWEST = 6
"""Others with a figure: below that the middle is somebody's own."""


def peers(asked: Asked) -> BoardSection | None:
    place = asked.place
    if place.level != Level.COMMUNE or place.parent is None or asked.as_of:
        return None
    own = lead_of(asked).breakdown.total.percent
    if own is None:
        return None
    same = _same_kind(place, asked.year)
    measure = lead_of(asked).measure
    scope = Scope(place.parent, asked.year, tuple(same), tuple(same))
    read = measure_queries.breakdowns(scope, [measure])[measure.code]
    others = [row.figure.percent for row in read.children if row.figure.percent is not None]
    kind, above = place.kind, place.parent.full_name
    heading = f"Cạnh các {kind} khác của {above}"
    if len(others) < FEWEST:
        return BoardSection(
            heading,
            f"Mới có {len(others)} {kind} khác có số liệu năm {asked.year}: chưa đủ {FEWEST} để so.",
            70,
        )
    return BoardSection(
        heading,
        f"{place.title} {format_percent(own)}: {position(own, others)} trong {len(others) + 1} {kind} có số liệu; "
        f"khoảng giữa của các {kind} khác là {format_percent(median(others), 0)}.",
        70,
        note=f"{measure.label}. Chỉ so các {kind} với nhau; không nêu tên, không xếp thứ hạng.",
    )


def _same_kind(place: Place, year: int) -> list[Place]:
    day = counting_day(place, year)
    rows = Place.objects.filter(parent=place.parent, level=Level.COMMUNE, kind=place.kind).exclude(
        pk=place.pk
    )
    return [one for one in rows if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]


def median(values: Sequence[Decimal]) -> Decimal:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def position(own: Decimal, others: Sequence[Decimal]) -> str:
    """In quarters; equals stand together."""
    below = sum(1 for one in others if one < own)
    share = Decimal(below) / len(others)
    if all(one == own for one in others):
        return "ngang các nơi khác"
    if share >= Decimal("0.75"):
        return "thuộc một phần tư cao nhất"
    if share >= Decimal("0.5"):
        return "ở nửa trên"
    if share >= Decimal("0.25"):
        return "ở nửa dưới"
    return "thuộc một phần tư thấp nhất"
