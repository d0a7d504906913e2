"""Whether places and their lineage hold together: for the files we ship and for what is installed.

Pure: rows in, faults out, each a sentence in Vietnamese that names the place.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from hoctap.places.catalogue import BEFORE_RECORDS, Catalogue, EdgeKind, EdgeRow, Level, PlaceRow, vn_date

# How many units the country had (the list of 30/6/2025; Luật 72/2025/QH15 and its 3.321 communes from 01/7/2025).
COUNTS = {
    date(2025, 6, 30): {Level.PROVINCE: 63, Level.DISTRICT: 696, Level.COMMUNE: 10_035},
    date(2025, 7, 1): {Level.PROVINCE: 34, Level.DISTRICT: 0, Level.COMMUNE: 3_321},
}
LEVEL_WORDS = {Level.PROVINCE: "cấp tỉnh", Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}


def count_faults(known: Catalogue) -> Iterator[str]:
    """Units of the whole country on the days whose figures are known."""
    for day, expected in COUNTS.items():
        for level, count in expected.items():
            found = sum(place.level is level and place.valid_on(day) for place in known.places)
            if found != count:
                yield f"Ngày {vn_date(day)} có {found} đơn vị {LEVEL_WORDS[level]}, phải là {count}."


def faults(known: Catalogue) -> Iterator[str]:
    yield from _identity_faults(known)
    yield from _parent_faults(known)
    yield from _edge_faults(known)
    yield from _end_faults(known)


def _identity_faults(known: Catalogue) -> Iterator[str]:
    if len(known.by_id) != len(known.places):
        yield f"{len(known.places) - len(known.by_id)} dòng trùng id."
    holders: dict[tuple[Level, str], list[PlaceRow]] = {}
    for place in known.places:
        if place.code:
            holders.setdefault((place.level, place.code), []).append(place)
    for rows in holders.values():
        rows.sort(key=lambda row: row.valid_from)
        for earlier, later in pairwise(rows):
            if earlier.overlaps(later.valid_from, later.valid_to):
                yield (
                    f"Mã {later.code} bị giữ hai lần cùng lúc: {earlier.full_name} ({earlier.period}) "
                    f"và {later.full_name} ({later.period})."
                )


def _parent_faults(known: Catalogue) -> Iterator[str]:
    for place in known.places:
        if place.parent_id is None:
            if place.level is not Level.PROVINCE:
                yield f"{place.label} không có cấp trên."
            continue
        parent = known.by_id.get(place.parent_id)
        if parent is None:
            yield f"{place.label}: cấp trên không có trong danh mục."
        elif parent.valid_from > place.valid_from or (
            parent.valid_to is not None and (place.valid_to is None or place.valid_to > parent.valid_to)
        ):
            yield (
                f"{place.label} ({place.period}) còn khi cấp trên {parent.label} ({parent.period}) không còn."
            )


def _edge_faults(known: Catalogue) -> Iterator[str]:
    seen: set[tuple[object, object]] = set()
    for edge in known.edges:
        old, new = known.by_id.get(edge.predecessor_id), known.by_id.get(edge.successor_id)
        if old is None or new is None:
            yield f"Mối nối ngày {vn_date(edge.on)} có một đầu không có trong danh mục."
            continue
        name = f"{old.label} → {new.label}"
        if (old.id, new.id) in seen:
            yield f"{name}: mối nối ghi hai lần."
        seen.add((old.id, new.id))
        if not edge.decision:
            yield f"{name}: thiếu số quyết định, phải ghi số hoặc “chưa có số quyết định”."
        if not _fits(edge, old, new):
            yield (
                f"{name}: ngày {vn_date(edge.on)} không phải ngày đơn vị cũ kết thúc và đơn vị mới bắt đầu."
            )
    for place in known.places:
        edges = known.edges_from(place)
        ways = sum(edge.kind is not EdgeKind.MOVE for edge in edges)
        divided = known.is_divided(place)
        if ways > 1 and not all(edge.kind in (EdgeKind.DIVIDE, EdgeKind.MOVE) for edge in edges):
            yield f"{place.label} về {ways} nơi mà không được đánh dấu là bị chia."
        if ways == 1 and divided:
            yield f"{place.label} được đánh dấu là bị chia mà chỉ có một nơi đến."


def _fits(edge: EdgeRow, old: PlaceRow, new: PlaceRow) -> bool:
    if edge.kind is EdgeKind.MOVE:  # a part moves between two that may both go on
        return old.valid_from < edge.on and new.valid_from <= edge.on
    return old.valid_to == new.valid_from == edge.on


def _end_faults(known: Catalogue) -> Iterator[str]:
    for place in known.places:
        if place.valid_to is not None and not place.note and not known.edges_from(place):
            yield f"{place.label} kết thúc {vn_date(place.valid_to)} mà không nói về đâu hoặc vì sao."
        if place.valid_from != BEFORE_RECORDS and not place.note and not known.edges_to(place):
            yield f"{place.label} bắt đầu {vn_date(place.valid_from)} mà không nói từ đâu ra."


def listed(found: Iterable[str], most: int = 20) -> list[str]:
    """The first ones, and how many more."""
    every = list(found)
    more = [f"… và {len(every) - most} lỗi khác."] if len(every) > most else []
    return every[:most] + more
