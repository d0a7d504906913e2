"""The same period a year before, on the boundary that places have in the period itself: what "± năm trước" is held against.

A place that was made of others takes the sum of those that became it whole; one that was cut out takes the hamlets that lie in it now
(`measures.geometry`). What cannot be put together so is not known, and never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from hoctap.measures.geometry import Ground, ground_then
from hoctap.measures.queries import read_scope
from hoctap.places.models import Level, Place
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.queries import NOT_KNOWN, Reading, Value, known_codes, read_found
from hoctap.reports.quantities.reading import day_read
from hoctap.reports.quantities.registry import Found, Quantity

MOST_NAMED = 4


@dataclass(frozen=True)
class Earlier:
    period: Period
    """The earlier one."""
    total: Mapping[str, Value]
    by_child: Mapping[UUID, Mapping[str, Value]]
    put_together: tuple[str, ...] = ()
    """Places whose figures are those of others that lie in them now."""
    untold: tuple[str, ...] = ()
    """Places that were made otherwise than of whole ones: they have no earlier year."""

    @property
    def note(self) -> str:
        """Beside a table that shows it; empty where every place stands as it stood."""
        words = []
        if self.put_together:
            words.append(
                f"Số {self.period.label} của {_named(self.put_together)} tính trên địa giới hiện nay: cộng các "
                "đơn vị cũ nằm trong đó."
            )
        if self.untold:
            whose = _named(self.untold)
            words.append(
                f"{whose[:1].upper()}{whose[1:]} chưa tính được {self.period.label} trên địa giới hiện nay."
            )
        return " ".join(words)


def _named(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} đơn vị"


def read_before(place: Place, period: Period, codes: Sequence[str], *, now: Reading | None = None) -> Earlier:
    """Of a place and, where `now` was read with them, of the places directly below. As many queries as for the period itself, and one for
    each step of lineage.
    """
    children = now.children if now is not None else ()
    return _read([place], period, codes, children=children, now=now)[place.pk]


def read_many_before(places: Sequence[Place], period: Period, codes: Sequence[str]) -> dict[UUID, Earlier]:
    """Each of these places by itself; communes and hamlets share their queries."""
    return _read(places, period, codes)


def _read(
    places: Sequence[Place],
    period: Period,
    codes: Sequence[str],
    *,
    children: Sequence[Place] = (),
    now: Reading | None = None,
) -> dict[UUID, Earlier]:
    before = period.before()
    scopes = {
        place.pk: read_scope(place, period.year, with_children=False)
        for place in places
        if place.level != Level.HAMLET
    }
    hamlets = [place for place in [*places, *children] if place.level == Level.HAMLET]
    communes = {commune.pk: commune for scope in scopes.values() for commune in scope.communes}
    communes |= Place.objects.in_bulk(
        {one.parent_id for one in hamlets if one.parent_id and one.parent_id not in communes}
    )
    ground = ground_then(list(communes.values()), period.year, before.year, with_hamlets=bool(hamlets))
    every = ground.every
    above = {one.pk for one in every if one.level == Level.COMMUNE}
    above |= {one.parent_id for one in every if one.level == Level.HAMLET and one.parent_id}
    known = known_codes(codes)
    found = read_found(
        known,
        sorted(above),
        before,
        day_read(before),
        with_hamlets=any(one.level == Level.HAMLET for one in every),
    )
    at = _At(ground, known, found, now)

    def of(place: Place) -> Mapping[str, Value]:
        if place.level in (Level.HAMLET, Level.COMMUNE):
            return MappingProxyType({code: at.value(place, code) for code in codes})
        below = [commune for commune in communes.values() if place.pk in commune.path]
        return MappingProxyType({code: at.sum(below, code) for code in codes})

    by_child = MappingProxyType({child.pk: of(child) for child in children})
    return {
        place.pk: Earlier(
            before, of(place), by_child, *at.names(_named_at(place, children, communes.values()))
        )
        for place in places
    }


def _named_at(place: Place, children: Sequence[Place], communes: Iterable[Place]) -> list[Place]:
    """The communes above them; of a commune itself, then its hamlets."""
    if place.level in (Level.HAMLET, Level.COMMUNE):
        return [place, *children]
    return [commune for commune in communes if place.pk in commune.path]


class _At:
    """The earlier figures of communes and hamlets, put together."""

    def __init__(
        self,
        ground: Ground,
        known: Mapping[str, Quantity],
        found: Mapping[str, Mapping[UUID, Found]],
        now: Reading | None,
    ):
        self._ground, self._known, self._found, self._now = ground, known, found, now
        self._taken = {pk for ones in ground.joined.values() for pk in ones}

    def value(self, place: Place, code: str) -> Value:
        quantity = self._known.get(code)
        if quantity is None or code not in self._found:
            return NOT_KNOWN
        if place.level == Level.HAMLET and (not quantity.in_hamlets or self._is_torn(place, code)):
            return NOT_KNOWN
        sources = self._ground.sources(place.pk, in_hamlets=quantity.in_hamlets)
        if not sources or (len(sources) > 1 and not quantity.adds_up_over_places):
            return NOT_KNOWN
        parts = [self._of(one, self._found[code]) for one in sources]
        told = [one for one in parts if one is not None]
        if len(told) < len(parts):
            return Value(None, missing_communes=(place.full_name,))
        return Value(sum(one.number for one in told), sum(one.late for one in told))

    def _of(self, source: Place, found: Mapping[UUID, Found]) -> Found | None:
        if source.level == Level.COMMUNE:
            return found.get(source.pk)
        return found.get(source.pk, Found(0)) if source.parent_id in found else None

    def _is_torn(self, place: Place, code: str) -> bool:
        """A hamlet that another took in within the year, and which of them holds the year's records differs by quantity."""
        if self._now is None:
            return place.pk in self._taken
        joined = self._ground.joined.get(place.pk, ())
        held = any(self._number(pk, code) for pk in joined)
        return held or place.pk in self._taken

    def _number(self, pk: UUID, code: str) -> object:
        value = self._now.by_child.get(pk, {}).get(code) if self._now else None
        return value.number if value else None

    def sum(self, communes: Sequence[Place], code: str) -> Value:
        quantity = self._known.get(code)
        if quantity is None or (len(communes) > 1 and not quantity.adds_up_over_places):
            return NOT_KNOWN
        values = [(commune, self.value(commune, code)) for commune in communes]
        missing = tuple(commune.full_name for commune, value in values if value.number is None)
        told = [value for _, value in values if value.number is not None]
        if not told:
            return Value(None, missing_communes=missing)
        return Value(
            sum(value.number for value in told if value.number is not None),
            sum(value.late for value in told),
            missing,
        )

    def names(self, places: Sequence[Place]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who is put together of others, and who cannot be; of a commune that is either, its hamlets are not named one by one."""
        together: list[str] = []
        untold: list[str] = []
        for place in places:
            if place.pk in self._taken or not any(self._found.values()):
                continue
            if not self._ground.sources(place.pk, in_hamlets=True):
                untold.append(place.full_name)
            elif self._ground.is_other(place.pk, in_hamlets=True):
                if all(self.value(place, code).number is None for code in self._found):
                    continue
                together.append(place.full_name)
            else:
                continue
            if place.level == Level.COMMUNE and len(places) > 1 and places[1].level == Level.HAMLET:
                break
        return tuple(together), tuple(untold)
