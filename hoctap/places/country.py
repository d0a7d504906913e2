"""The places of the country, from the shipped files into the database, and whether both hold together."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.places import actions, catalogue, integrity
from hoctap.places.catalogue import Catalogue, EdgeRow, PlaceRow, UnknownCode
from hoctap.places.models import LineageEdge, Place

_LEVELS = [level.value for level in catalogue.Level]


@dataclass(frozen=True)
class Loaded:
    places: dict[str, int]
    """How many of each level were put in now."""
    places_here: int
    """How many of the wanted ones had been there before."""
    edges: int
    """How many lineage edges were put in now."""


def rows_of(known: Catalogue, province_codes: Iterable[str]) -> list[PlaceRow]:
    """A province with all it was made from, as the catalogue knows it: every level, both sides of a reform.

    A code means the province that bears it now; one that nobody bears now means what its province became.
    Raises `UnknownCode`.
    """
    tops: dict[object, PlaceRow] = {}
    for code in province_codes:
        holders = known.holders(code, catalogue.Level.PROVINCE)
        if not holders:
            raise UnknownCode(f"Không có tỉnh, thành phố nào mang mã {code.strip()}.")
        living = [row for row in holders if row.valid_to is None]
        for row in living or [new for old in holders for new in known.successors(old)]:
            for one in (row, *known.predecessors(row)):
                tops[one.id] = one
    wanted, level = list(tops.values()), list(tops.values())
    while level:
        level = [child for row in level for child in known.children(row)]
        wanted += level
    return wanted


@transaction.atomic
def load(province_codes: Iterable[str] | None, *, by: Actor) -> Loaded:
    """Put the whole country in (None), or some provinces. What is there stays as it is; safe to run again.

    Refused where a place that was typed in here bears a code or a name that the catalogue gives to another
    place of the same time.
    """
    if not by.system_job:
        raise Forbidden("Chỉ người quản trị máy chủ nạp được danh mục địa bàn.")
    known = catalogue.load()
    rows = known.places if province_codes is None else rows_of(known, province_codes)
    here = set(Place.objects.filter(level__in=_LEVELS).values_list("pk", flat=True))
    missing = [row for row in rows if row.id not in here]
    if reasons := _conflicts(missing):
        raise Refused(reasons)
    edges_before = LineageEdge.objects.count()
    actions.load_places(rows, known.edges, by=by)
    return Loaded(
        places={level: sum(row.level.value == level for row in missing) for level in _LEVELS},
        places_here=len(rows) - len(missing),
        edges=LineageEdge.objects.count() - edges_before,
    )


def _conflicts(missing: Iterable[PlaceRow], most: int = 20) -> list[Reason]:
    codes: dict[tuple[str, str], list[PlaceRow]] = {}
    names: dict[tuple[object, str, str, object], PlaceRow] = {}
    for row in missing:
        codes.setdefault((row.level.value, row.code), []).append(row)
        names[row.parent_id, row.name, row.kind, row.valid_from] = row
    found = []
    for held in installed_rows():
        others = [
            row
            for row in codes.get((held.level.value, held.code), ())
            if row.overlaps(held.valid_from, held.valid_to)
        ]
        namesake = names.get((held.parent_id, held.name, held.kind, held.valid_from))
        for row in others or ([namesake] if namesake else []):
            found.append(
                Reason(
                    f"{held.full_name} (mã {held.code or 'trống'}, {held.period}) đã lập ở đây trùng với "
                    f"{row.full_name} (mã {row.code}, {row.period}) của danh mục nhưng là hai bản ghi khác nhau. "
                    "Chưa nạp gì; hãy nạp từng tỉnh khác, hoặc sửa địa bàn đã lập."
                )
            )
    return found[:most]


def installed_rows() -> list[PlaceRow]:
    """The installed provinces, districts and communes as the rows of a catalogue. One SQL query."""
    values = Place.objects.filter(level__in=_LEVELS).order_by("valid_from")
    return [
        PlaceRow(id_, catalogue.Level(level), kind, code, name, parent, valid_from, valid_to, "", "")
        for id_, level, kind, code, name, parent, valid_from, valid_to in values.values_list(
            "id", "level", "kind", "code", "name", "parent_id", "valid_from", "valid_to"
        )
    ]


@dataclass(frozen=True)
class Checked:
    catalogue_places: int
    catalogue_edges: int
    installed: dict[str, int]
    faults: list[str]


def check() -> Checked:
    """The shipped files and what is installed. Three SQL queries.

    An installed place that ended may have a successor nobody has put in yet: the catalogue's word for it counts.
    """
    known = catalogue.load()
    rows = installed_rows()
    edges = [
        EdgeRow(old, new, catalogue.EdgeKind(kind), on, decision, "")
        for old, new, kind, on, decision in LineageEdge.objects.filter(
            predecessor__level__in=_LEVELS
        ).values_list("predecessor_id", "successor_id", "kind", "on", "decision")
    ]
    here = {row.id for row in rows}
    joined = {(edge.predecessor_id, edge.successor_id) for edge in edges}
    around = [
        edge
        for edge in known.edges
        if (edge.predecessor_id in here or edge.successor_id in here)
        and (edge.predecessor_id, edge.successor_id) not in joined
    ]
    both_here = [edge for edge in around if edge.predecessor_id in here and edge.successor_id in here]
    ends = {id_ for edge in around for id_ in (edge.predecessor_id, edge.successor_id)} - here
    noted = [row if row.id not in known.by_id else _with_note(row, known.by_id[row.id].note) for row in rows]
    installed = Catalogue((*noted, *_closure(known, ends, here)), (*edges, *around))
    faults = [f"Danh mục: {text}" for text in (*integrity.count_faults(known), *integrity.faults(known))]
    faults += [f"Đã lập ở đây: {text}" for text in integrity.faults(installed)]
    faults += [
        f"Đã lập ở đây: thiếu mối nối {known.by_id[edge.predecessor_id].label} → "
        f"{known.by_id[edge.successor_id].label}; nạp lại tỉnh ấy để bổ sung."
        for edge in both_here
    ]
    counts = {level: sum(row.level.value == level for row in rows) for level in _LEVELS}
    return Checked(len(known.places), len(known.edges), counts, faults)


def _with_note(row: PlaceRow, note: str) -> PlaceRow:
    return PlaceRow(
        row.id, row.level, row.kind, row.code, row.name, row.parent_id, row.valid_from, row.valid_to, "", note
    )


def _closure(known: Catalogue, ids: set[UUID], here: set[UUID]) -> list[PlaceRow]:
    """Catalogue rows at the other end of an edge, with what is above them: only so that edges and parents
    can be followed; nothing is asked of their own lineage.
    """
    found: dict[UUID, PlaceRow] = {}
    for id_ in ids:
        row = known.by_id.get(id_)
        while row is not None and row.id not in here and row.id not in found:
            found[row.id] = _with_note(row, row.note or "ngoài hệ thống này")
            row = known.by_id.get(row.parent_id) if row.parent_id else None
    return list(found.values())
