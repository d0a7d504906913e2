"""Dated figures at a place: its own, else the sum of the communes below that have one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoctap.places.models import Level, Place
from hoctap.plans.figures.models import PlanFigure
from hoctap.plans.figures.rules import Earlier
from hoctap.plans.indicators import figure_providers, indicators


@dataclass(frozen=True)
class PlaceFigure:
    """What is known of an indicator at a place in a year."""

    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    as_of: dt.date
    source: str
    paper: str = ""
    earlier: Earlier | None = None
    communes_in: int = 0
    communes_all: int = 0
    """Of a figure that is the sum of its communes; 0 where the place told it itself."""

    @property
    def is_partial(self) -> bool:
        return self.communes_in < self.communes_all


def figures_at(
    codes: Iterable[str], place: Place, year: int, *, until: dt.date | None = None
) -> dict[str, PlaceFigure]:
    """Two queries at most, however many indicators. A commune without a figure is missing, never zero. `until`: as they had been
    written down at the end of that past day; what another app provides is known only as it is now and left out then.
    """
    wanted = [code for code in codes if code in {one.code for one in indicators}]
    if not wanted:
        return {}
    communes = _communes(place, year) if place.level in (Level.PROVINCE, Level.DISTRICT) else []
    rows = PlanFigure.objects.filter(measure__in=wanted, year=year, place__in=[place.pk, *communes])
    if until is not None:
        rows = rows.filter(recorded_at__date__lte=until)
    by_key: dict[tuple[str, UUID], list[PlanFigure]] = {}
    for row in rows.order_by("-as_of", "-id"):
        by_key.setdefault((row.measure, row.place_id), []).append(row)
    found = {}
    for code in wanted:
        figure = None if until else _provided(code, place, year)
        figure = figure or _own(by_key.get((code, place.pk), []))
        figure = figure or _summed(code, communes, by_key)
        if figure is not None:
            found[code] = figure
    return found


def figures_of_each(place_ids: Sequence[UUID], year: int) -> dict[tuple[str, UUID], PlaceFigure]:
    """By indicator and place: what each place wrote down itself. One query."""
    rows = PlanFigure.objects.filter(
        place__in=place_ids, year=year, measure__in=[one.code for one in indicators]
    )
    by_key: dict[tuple[str, UUID], list[PlanFigure]] = {}
    for row in rows.order_by("-as_of", "-id"):
        by_key.setdefault((row.measure, row.place_id), []).append(row)
    return {key: figure for key, found in by_key.items() if (figure := _own(found)) is not None}


def _communes(place: Place, year: int) -> list[UUID]:
    return list(
        Place.objects.within([place.pk])
        .filter(level=Level.COMMUNE)
        .valid_in(year)
        .values_list("pk", flat=True)
    )


def _provided(code: str, place: Place, year: int) -> PlaceFigure | None:
    provider = figure_providers.get(code)
    told = provider([place.pk], year).get(place.pk) if provider else None
    if told is None:
        return None
    return PlaceFigure(told.value, told.numerator, told.denominator, told.as_of, told.source)


def _own(rows: list[PlanFigure]) -> PlaceFigure | None:
    if not rows:
        return None
    last = rows[0]
    before = next((row for row in rows if row.as_of < last.as_of), None)
    return PlaceFigure(
        last.value,
        last.numerator,
        last.denominator,
        last.as_of,
        last.source,
        last.paper,
        Earlier(before.as_of, before.value) if before else None,
    )


def _summed(
    code: str, communes: list[UUID], rows: dict[tuple[str, UUID], list[PlanFigure]]
) -> PlaceFigure | None:
    """The sum of numerators over the sum of denominators; only of what divides."""
    indicator = indicators[code]
    told = [rows[code, pk][0] for pk in communes if (code, pk) in rows]
    if not told or not (indicator.denominator_label or indicator.kind in ("count", "zero")):
        return None
    as_of = max(row.as_of for row in told)
    source = f"cộng {len(told)}/{len(communes)} xã có số liệu"
    if not indicator.denominator_label:
        total = sum((row.value for row in told), Decimal(0))
        return PlaceFigure(total, None, None, as_of, source, "", None, len(told), len(communes))
    top = sum((row.numerator or Decimal(0) for row in told), Decimal(0))
    whole = sum((row.denominator or Decimal(0) for row in told), Decimal(0))
    value = (top * 100 / whole).quantize(Decimal("0.01"))
    return PlaceFigure(value, top, whole, as_of, source, "", None, len(told), len(communes))
