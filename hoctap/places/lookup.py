"""Finding a place of any time, and reading what it was and what it became.

Installed places and those of the shipped catalogue that nobody has put in yet stand in one list, each said to be
which. The catalogue is searched in memory, the database with the same pattern, and the two are merged by key.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from heapq import nsmallest
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Collate

from hoctap.core.text import clean, natural_sort_key, without_accents
from hoctap.places import catalogue, differences
from hoctap.places.catalogue import EdgeKind, PlaceRow
from hoctap.places.differences import Difference
from hoctap.places.models import LineageEdge, Place, PlaceName

PAGE = 50
_LEVELS = [level.value for level in catalogue.Level]
_LEVEL_WORDS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_KINDS = ("thành phố", "thị trấn", "đặc khu", "thị xã", "tỉnh", "quận", "huyện", "phường", "xã")
_VARIANTS = {
    "a": "aàảãáạăằẳẵắặâầẩẫấậ", "d": "dđ", "e": "eèẻẽéẹêềểễếệ", "i": "iìỉĩíịyỳỷỹýỵ", "y": "iìỉĩíịyỳỷỹýỵ",
    "o": "oòỏõóọôồổỗốộơờởỡớợ", "u": "uùủũúụưừửữứự",
}  # fmt: skip


class Key(NamedTuple):
    """Where a row stands: exact accents first, then the Vietnamese alphabet, then the older one, then the id."""

    rank: int
    sort_key: str
    since: dt.date
    id: UUID

    def __str__(self) -> str:
        return f"{self.rank}~{self.sort_key}~{self.since}~{self.id}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """None for anything that is not a key."""
        if "\0" in text:
            return None
        try:
            rank, sort_key, since, id_ = text.split("~")
            key = cls(int(rank), sort_key, dt.date.fromisoformat(since), UUID(id_))
        except ValueError:
            return None
        return key if key.rank in (0, 1) else None


@dataclass(frozen=True)
class Asked:
    """A name or code in any spelling, and the days on which the place existed (None: at any time)."""

    text: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True)
class Found:
    id: UUID
    title: str
    code: str
    level: str
    above: str
    period: str
    installed: bool
    divided: bool
    settled: bool
    key: Key


@dataclass(frozen=True)
class Page:
    rows: list[Found]
    after: Key | None
    """Of the last row, if there are more."""


@dataclass(frozen=True)
class _Pattern:
    """One search, said twice: for names in memory and for PostgreSQL. Both know this much of regular expressions."""

    loose: str
    exact: str
    kind: str = ""
    rest: str = ""
    """After a kind written before the name: 'phường 4' is kind phường and name 4, or a name that begins so."""
    rest_exact: str = ""
    code: str = ""


def find(asked: Asked, after: Key | None = None) -> Page:
    """One page of places. Nothing asked: the provinces of that time. Three SQL queries."""
    pattern = _pattern_of(clean(asked.text))
    here = list(_installed(pattern, asked, after)[: PAGE + 1])
    there = _in_catalogue(pattern, asked, after)
    # As many again, because some of them are installed and come from the database under their own key.
    near = nsmallest(2 * (PAGE + 1), there)
    taken = set(Place.objects.filter(pk__in=[key.id for key in near]).values_list("pk", flat=True))
    known = catalogue.load()
    found = [(Key(place.rank, place.sort_key, place.valid_from, place.pk), place) for place in here]  # type: ignore[attr-defined]
    merged: list[tuple[Key, Place | PlaceRow]] = [
        *found, *((key, known.by_id[key.id]) for key in near if key.id not in taken),
    ]  # fmt: skip
    merged.sort(key=lambda pair: pair[0])
    if len(near) < len(there):  # beyond the last one looked at, others may come first
        merged = [pair for pair in merged if pair[0] <= near[-1]]
    shown = merged[:PAGE]
    divided = _divided([place.pk for _, place in shown if isinstance(place, Place)])
    rows = [
        _found_here(place, key, divided) if isinstance(place, Place) else _found_there(place, key)
        for key, place in shown
    ]
    more = len(merged) > len(shown) or len(near) < len(there)
    return Page(rows, shown[-1][0] if more and shown else None)


def _pattern_of(text: str) -> _Pattern | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) in (2, 3, 5):
        return _Pattern(_loose(text), _exact(text), code=text)
    folded = without_accents(text)
    for kind in _KINDS:
        start = without_accents(kind)
        if folded == start or folded.startswith(f"{start} "):
            rest = text[len(kind) :].strip()
            return _Pattern(_loose(text), _exact(text), kind, _loose(rest), _exact(rest))
    return _Pattern(_loose(text), _exact(text))


def _loose(text: str) -> str:
    """The letters of a text at the start of a word, with any accents; i and y alike."""
    return _word_start("".join(_any_of(_VARIANTS.get(char, char)) for char in without_accents(text)))


def _exact(text: str) -> str:
    return _word_start("".join(_any_of(char) for char in text.lower()))


def _any_of(chars: str) -> str:
    """A class of these letters, small and capital (not every PostgreSQL knows the capitals of ư)."""
    if not chars.isalnum():
        return re.escape(chars)
    return f"[{chars}{chars.upper()}]"


def _word_start(pattern: str) -> str:
    return f"(^|[ '-]){pattern}" if pattern else ""


def _installed(pattern: _Pattern | None, asked: Asked, after: Key | None) -> "QuerySet[Place]":
    places = Place.objects.filter(level__in=_LEVELS)
    exact = Q(name__regex=pattern.exact) if pattern else Q()
    if pattern is None:
        places = places.filter(level=catalogue.Level.PROVINCE.value)
    else:
        # A name of before leads to the place that bore it.
        bore = PlaceName.objects.filter(name__regex=pattern.loose).values("place")
        match = Q(name__regex=pattern.loose) | Q(pk__in=bore)
        if pattern.kind:
            match |= Q(kind=pattern.kind, name__regex=pattern.rest)
            exact |= Q(kind=pattern.kind, name__regex=pattern.rest_exact)
        if pattern.code:
            match |= Q(code=pattern.code)
            exact |= Q(code=pattern.code)
        places = places.filter(match)
    if asked.first_day and asked.last_day:
        places = places.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=asked.first_day), valid_from__lte=asked.last_day
        )
    rank = (
        Case(When(exact, then=Value(0)), default=Value(1), output_field=IntegerField())
        if pattern
        else Value(0)
    )
    places = places.annotate(rank=rank, order=Collate("sort_key", "C"))
    if after is not None:
        places = places.filter(
            Q(rank__gt=after.rank)
            | Q(rank=after.rank, order__gt=after.sort_key)
            | Q(rank=after.rank, order=after.sort_key, valid_from__gt=after.since)
            | Q(rank=after.rank, order=after.sort_key, valid_from=after.since, id__gt=after.id)
        )
    return places.select_related("parent__parent").order_by("rank", "order", "valid_from", "id")


def _in_catalogue(pattern: _Pattern | None, asked: Asked, after: Key | None) -> list[Key]:
    """The keys of the catalogue's rows that are meant, unsorted."""
    keys = []
    rows: Iterable[PlaceRow] = catalogue.load().places
    if asked.first_day and asked.last_day:
        end = asked.last_day + dt.timedelta(days=1)
        rows = (row for row in rows if row.overlaps(asked.first_day, end))
    if pattern is None:
        keys = [
            Key(0, _order(row.name), row.valid_from, row.id)
            for row in rows
            if row.level is catalogue.Level.PROVINCE
        ]
    else:
        loose, exact = re.compile(pattern.loose).search, re.compile(pattern.exact).search
        rest, rest_exact = re.compile(pattern.rest).search, re.compile(pattern.rest_exact).search
        for row in rows:
            of_kind, of_code = row.kind == pattern.kind, row.code == pattern.code
            if of_code or loose(row.name) or (of_kind and rest(row.name)):
                is_exact = of_code or exact(row.name) or (of_kind and rest_exact(row.name))
                keys.append(Key(0 if is_exact else 1, _order(row.name), row.valid_from, row.id))
    return [key for key in keys if after is None or key > after]


@cache
def _order(name: str) -> str:
    return natural_sort_key(name)


def _divided(ids: list[UUID]) -> set[UUID]:
    edges = LineageEdge.objects.filter(predecessor__in=ids, kind=LineageEdge.Kind.DIVIDE)
    return set(edges.values_list("predecessor_id", flat=True))


def _found_here(place: Place, key: Key, divided: set[UUID]) -> Found:
    row = as_row(place)
    return Found(
        id=place.pk,
        title=place.title,
        code=place.code,
        level=_LEVEL_WORDS[place.level],
        above=_above(place),
        period=row.period,
        installed=True,
        divided=place.pk in divided,
        settled=row.is_settled,
        key=key,
    )


def _found_there(row: PlaceRow, key: Key) -> Found:
    known = catalogue.load()
    return Found(
        id=row.id,
        title=_title(row),
        code=row.code,
        level=_LEVEL_WORDS[row.level.value],
        above=", ".join(one.full_name for one in _chain(row)),
        period=row.period,
        installed=False,
        divided=known.is_divided(row),
        settled=row.is_settled,
        key=key,
    )


def as_row(place: Place) -> PlaceRow:
    """An installed province, district or commune as a row of the catalogue, with the note that the catalogue has."""
    listed = catalogue.load().by_id.get(place.pk)
    return PlaceRow(
        id=place.pk,
        level=catalogue.Level(place.level),
        kind=place.kind,
        code=place.code,
        name=place.name,
        parent_id=place.parent_id,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        source=listed.source if listed else "",
        note=listed.note if listed else "",
    )


def _above(place: Place) -> str:
    names = []
    parent = place.parent
    while parent is not None:
        names.append(parent.full_name)
        parent = parent.parent
    return ", ".join(names)


def _chain(row: PlaceRow) -> list[PlaceRow]:
    """What is above, nearest first."""
    known, found = catalogue.load(), []
    while row.parent_id is not None:
        row = known.by_id[row.parent_id]
        found.append(row)
    return found


def _title(row: PlaceRow) -> str:
    return row.full_name[:1].upper() + row.full_name[1:]


# ---------------------------------------------------------------- one place


@dataclass(frozen=True)
class Other:
    """A place at the other end of an edge, above, below, or under the same code at another time."""

    id: UUID
    title: str
    code: str
    period: str
    ended: bool
    installed: bool


@dataclass(frozen=True)
class Step:
    other: Other
    kind: str
    """merge, divide, move, rename."""
    words: str
    on: dt.date
    decision: str
    note: str


@dataclass(frozen=True)
class Story:
    place: Other
    level: str
    above: list[Other]
    note: str
    source: str
    divided: bool
    came_from: list[Step] = field(default_factory=list)
    became: list[Step] = field(default_factory=list)
    below: list[Other] = field(default_factory=list)
    same_code: list[Other] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    past_names: list[PlaceName] = field(default_factory=list)
    """What it was called before, the oldest first."""
    ended_why: str = ""
    ended_by: str = ""
    """The paper that ended it; empty: none on record."""


def story(place_id: UUID) -> Story | None:
    """Everything known of one province, district or commune; None for anything else. Five SQL queries, however
    much there is to tell.
    """
    known = catalogue.load()
    near = list(_with_neighbours(place_id))
    own = next((place for place in near if place.pk == place_id), None)
    here = {place.pk: as_row(place) for place in near}
    row = here.get(place_id) or known.by_id.get(place_id)
    if row is None:
        return None
    edges = {
        (edge.predecessor_id, edge.successor_id): (edge.kind, edge.on, edge.decision)
        for edge in LineageEdge.objects.filter(Q(predecessor=place_id) | Q(successor=place_id))
    }
    notes = {}
    for listed in (*known.edges_from(row), *known.edges_to(row)):
        ends = (listed.predecessor_id, listed.successor_id)
        notes[ends] = listed.note
        edges.setdefault(ends, (listed.kind.value, listed.on, listed.decision))
    ids = {end for ends in edges for end in ends} | {row.id for row in known.holders(row.code, row.level)}
    ids |= {child.id for child in known.children(row)}
    above = [one.id for one in _chain(row)] if row.id in known.by_id else []
    for place in Place.objects.filter(pk__in=(ids | set(above)) - here.keys(), level__in=_LEVELS):
        here[place.pk] = as_row(place)

    def other(id_: UUID) -> Other:
        one = here.get(id_) or known.by_id[id_]
        return Other(one.id, _title(one), one.code, one.period, one.valid_to is not None, one.id in here)

    def step(ends: tuple[UUID, UUID], far: UUID) -> Step:
        kind, on, decision = edges[ends]
        return Step(other(far), kind, LineageEdge.Kind(kind).label, on, decision, notes.get(ends, ""))

    def in_order(ids: Iterable[UUID]) -> list[UUID]:
        return sorted(ids, key=lambda id_: (_order((here.get(id_) or known.by_id[id_]).name), id_))

    came = {old: (old, new) for old, new in edges if new == place_id}
    became = {new: (old, new) for old, new in edges if old == place_id}
    chain = []
    parent = row.parent_id
    while parent is not None and (up := here.get(parent) or known.by_id.get(parent)) is not None:
        chain.append(other(up.id))
        parent = up.parent_id
    below = {one.id for one in here.values() if one.parent_id == place_id}
    below |= {child.id for child in known.children(row) if child.id not in here}
    same_code = {
        one.id for one in here.values() if (one.level, one.code) == (row.level, row.code) and one.code
    }
    same_code |= {one.id for one in known.holders(row.code, row.level) if row.code and one.id not in here}
    return Story(
        place=other(place_id),
        level=_LEVEL_WORDS[row.level.value],
        above=chain,
        note=row.note,
        source=row.source,
        divided=any(
            kind == EdgeKind.DIVIDE.value for kind, _, _ in (edges[ends] for ends in became.values())
        ),
        came_from=[step(came[id_], id_) for id_ in in_order(came)],
        became=[step(became[id_], id_) for id_ in in_order(became)],
        below=[other(id_) for id_ in in_order(below)],
        same_code=[other(id_) for id_ in in_order(same_code - {place_id})],
        differences=differences.by_place().get(place_id, []),
        past_names=list(PlaceName.objects.filter(place=place_id)),
        ended_why=own.ended_why if own else "",
        ended_by=own.ended_by if own else "",
    )


def _with_neighbours(place_id: UUID) -> "QuerySet[Place]":
    """The place, what is above it, below it and under its code, as far as installed."""
    place = Place.objects.filter(pk=place_id, level__in=_LEVELS).first()
    if place is None:
        return Place.objects.none()
    same_code = Q(level=place.level, code=place.code) if place.code else Q(pk=place_id)
    return Place.objects.filter(Q(pk__in=place.path) | Q(parent=place_id) | same_code, level__in=_LEVELS)
