"""Quantities at a place and a period: what reports, foreign forms and consolidation read.

The year's figures belong to the places that stand on its counting day (`measures.queries`); a period that ends inside a year is read
as of its last day. A commune without records is missing and named, never zero.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from hoctap.measures.queries import Scope, counting_day, read_scope
from hoctap.places.models import Level, Place
from hoctap.plans.queries import TargetResult, target_results
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.reading import day_read
from hoctap.reports.quantities.registry import Asked, Found, Quantity, Reader, quantities


@dataclass(frozen=True)
class Value:
    """None is "not known", never zero."""

    number: Decimal | int | None
    late: int = 0
    missing_communes: tuple[str, ...] = ()

    @property
    def is_partial(self) -> bool:
        return self.number is not None and bool(self.missing_communes)


NOT_KNOWN = Value(None)


@dataclass(frozen=True)
class Reading:
    place: Place
    period: Period
    children: tuple[Place, ...]
    total: Mapping[str, Value]
    by_child: Mapping[UUID, Mapping[str, Value]]
    communes_in: int
    """Of the communes below, those with something of what was asked."""
    communes_all: int
    missing: tuple[str, ...]
    """Names of communes that have nothing of what records could give."""
    as_of: dt.date | None = None
    """The past day at whose end the figures stand; None is now."""


def read_quantities(
    place: Place,
    period: Period,
    codes: Sequence[str],
    *,
    as_of: dt.date | None = None,
    with_children: bool = True,
) -> Reading:
    """A fixed number of queries for any number of places. A code that nobody knows is not known, and no error."""
    scope = read_scope(place, period.year, with_children=with_children)
    day = day_read(period, as_of)
    known = known_codes(codes)
    with_hamlets = place.level in (Level.COMMUNE, Level.HAMLET)
    found = read_found(
        known, [commune.pk for commune in scope.communes], period, day, with_hamlets=with_hamlets
    )
    children = tuple(child for child in scope.children if _stands(child, period.year))
    with_some = {
        commune.pk for commune in scope.communes if any(commune.pk in by_place for by_place in found.values())
    }
    return Reading(
        place=place,
        period=period,
        children=children,
        total=MappingProxyType(_values(place, scope.communes, codes, known, found)),
        by_child=MappingProxyType(
            {
                child.pk: _values(child, scope.communes_by_child[child.pk], codes, known, found)
                for child in children
            }
        ),
        communes_in=len(with_some),
        communes_all=len(scope.communes),
        missing=tuple(commune.full_name for commune in scope.communes if commune.pk not in with_some)
        if found
        else (),
        as_of=day,
    )


def read_many(
    places: Sequence[Place], period: Period, codes: Sequence[str], *, as_of: dt.date | None = None
) -> dict[UUID, Mapping[str, Value]]:
    """Each of these places by itself; communes and hamlets share their queries, a place above costs those of its scope."""
    known, day = known_codes(codes), day_read(period, as_of)
    scopes = {
        place.pk: read_scope(place, period.year, with_children=False)
        for place in places
        if place.level != Level.HAMLET
    }
    hamlets = [place for place in places if place.level == Level.HAMLET]
    of_hamlets = Place.objects.in_bulk({place.parent_id for place in hamlets if place.parent_id})
    for place in hamlets:
        above = of_hamlets.get(place.parent_id) if place.parent_id else None
        stands = counting_day(place, period.year).year == period.year
        scopes[place.pk] = Scope(place, period.year, (above,) if above and stands else ())
    communes = {commune.pk: commune for scope in scopes.values() for commune in scope.communes}
    found = read_found(known, list(communes), period, day, with_hamlets=bool(hamlets))
    return {
        place.pk: MappingProxyType(_values(place, scopes[place.pk].communes, codes, known, found))
        for place in places
    }


def known_codes(codes: Sequence[str]) -> dict[str, Quantity]:
    """Code → quantity, of those that somebody knows."""
    return {code: quantity for code in codes if (quantity := quantities.get(code))}


def read_found(
    known: Mapping[str, Quantity],
    communes: Sequence[UUID],
    period: Period,
    day: dt.date | None,
    *,
    with_hamlets: bool,
) -> dict[str, Mapping[UUID, Found]]:
    """By code what each commune has, and each of their hamlets. Written quantities are not in it."""
    by_reader: dict[Reader, list[str]] = {}
    for code, quantity in known.items():
        if quantity.reader is not None:
            by_reader.setdefault(quantity.reader, []).append(code)
    found: dict[str, Mapping[UUID, Found]] = {}
    for read, codes in by_reader.items():
        asked = Asked(tuple(codes), tuple(communes), period, day, with_hamlets)
        given = read(asked) if communes else {}
        found |= {code: given.get(code, {}) for code in codes}
    return found


def _values(
    place: Place,
    communes: Sequence[Place],
    codes: Sequence[str],
    known: Mapping[str, Quantity],
    found: Mapping[str, Mapping[UUID, Found]],
) -> dict[str, Value]:
    return {
        code: _value(place, communes, known[code], found[code]) if code in found else NOT_KNOWN
        for code in codes
    }


def _value(place: Place, communes: Sequence[Place], quantity: Quantity, found: Mapping[UUID, Found]) -> Value:
    missing = tuple(commune.full_name for commune in communes if commune.pk not in found)
    present = [found[commune.pk] for commune in communes if commune.pk in found]
    if not present:
        return Value(None, missing_communes=missing)
    if place.level in (Level.HAMLET, Level.GROUP):
        if not quantity.in_hamlets or place.level == Level.GROUP:
            return NOT_KNOWN
        one = found.get(place.pk, Found(0))
        return Value(one.number, one.late)
    if len(communes) > 1 and not quantity.adds_up_over_places:
        return Value(None, missing_communes=missing)
    return Value(sum(one.number for one in present), sum(one.late for one in present), missing)


def _stands(child: Place, year: int) -> bool:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return child.valid_from <= last and (child.valid_to is None or child.valid_to > first)


# ------------------------------------------------------------------------------------------------ targets


@dataclass(frozen=True)
class Planned:
    """A target that binds the place, beside its result."""

    target_id: UUID
    measure: str
    label: str
    unit: str
    wanted: str
    """'từ 85 % trở lên'."""
    value: Decimal | None
    value_max: Decimal | None
    comparator: str
    result: Decimal | None
    met: bool | None
    numerator: int | None
    denominator: int | None
    missing: tuple[str, ...]
    plan_label: str
    handed_down: bool
    """The value is the one given to this very place (giao chỉ tiêu)."""
    why_missing: str
    url: str


def planned(place: Place, period: Period) -> list[Planned]:
    """Each target of the period's year with its result, Σ/Σ: those of the place's own plans first. Results are those of now."""
    return [_planned(result) for result in target_results(place, period.year)]


def _planned(result: TargetResult) -> Planned:
    figure = result.figure
    return Planned(
        target_id=result.target.pk,
        measure=result.target.measure,
        label=result.target.wording,
        unit=result.target.unit,
        wanted=result.wanted,
        value=result.target.value,
        value_max=result.target.value_max,
        comparator=result.target.comparator,
        result=result.result,
        met=result.met,
        numerator=figure.numerator if figure else None,
        denominator=figure.denominator if figure else None,
        missing=figure.missing if figure else (),
        plan_label=result.plan_label,
        handed_down=result.handed_down,
        why_missing=result.why_missing,
        url=result.numerator_url,
    )
