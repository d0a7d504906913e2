"""Figures that were written down, for a page and for the measures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.measures.registry import Measure, Stated, measures
from hoctap.places.models import Place
from hoctap.recognition.as_of import end_of
from hoctap.recognition.stated_figures.models import StatedFigure


def stated_figures(
    codes: Sequence[str], communes: Sequence[UUID], year: int, day: dt.date | None
) -> dict[tuple[str, UUID], Stated]:
    rows = StatedFigure.objects.filter(measure__in=codes, place__in=communes, year=year)
    if day is None:
        rows = rows.standing()
    else:
        until = end_of(day)
        rows = rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=until), recorded_at__lt=until)
    return {
        (code, place): Stated(numerator, denominator)
        for code, place, numerator, denominator in rows.order_by("id").values_list(
            "measure", "place_id", "numerator", "denominator"
        )
    }


def offered() -> list[Measure]:
    """Measures that no counters keep: one of which the records may be missing."""
    return [measure for measure in measures if measure.computed is not None]


def has_records(measure: Measure, place: Place, year: int) -> bool:
    return place.pk in measure.has_data([place.pk], year)


@dataclass(frozen=True)
class StatedRow:
    figure: StatedFigure
    is_superseded: bool
    """The records of the year give one now."""
    may_withdraw: bool


def stated_rows(place: Place, year: int, by: Actor) -> list[StatedRow]:
    """Of the communes below the place. The queries grow with the measures that were written down, not with the communes."""
    rows = list(
        StatedFigure.objects.visible_to(by)
        .filter(place__path__overlap=[place.pk], year=year)
        .select_related("place", "evidence")
        .order_by("measure", "place__sort_key", "-id")
    )
    known: dict[str, set[UUID]] = {}
    for code in {row.measure for row in rows}:
        measure = measures.get(code)
        places = list({row.place_id for row in rows if row.measure == code})
        known[code] = measure.has_data(places, year) if measure else set()
    return [
        StatedRow(
            row,
            row.withdrawn_at is None and row.place_id in known[row.measure],
            row.withdrawn_at is None and by.may(Permission.DOSSIER_REVIEW, at=row.place),
        )
        for row in rows
    ]
