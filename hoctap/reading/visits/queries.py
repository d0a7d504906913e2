"""Visits of institutions by month, purpose and year."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import ExtractMonth

from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.libraries.models import Library, LibraryQuerySet
from hoctap.places.models import Place
from hoctap.reading.models import Purpose, VisitCorrection, VisitLine, VisitSheet, Who
from hoctap.reading.visits.rules import YearOfVisits


def institutions(actor: Actor, place: Place | None = None, year: int | None = None) -> LibraryQuerySet:
    """Those of the actor's that stood in the year."""
    seen = cast(LibraryQuerySet, Library.objects.visible_to(actor))
    rows = seen.filter(is_planned=False).select_related("place")
    if place is not None:
        rows = rows.filter(place__path__contains=[place.pk])
    if year is not None:
        rows = rows.filter(valid_from__lte=dt.date(year, 12, 31)).exclude(valid_to__lte=dt.date(year, 1, 1))
    return rows.order_by("place__sort_key", "sort_key", "id")


def years_of(libraries: Sequence[Library], year: int) -> dict[UUID, YearOfVisits]:
    """One query. The months before it opened and after it ended, and those that are not over yet, are asked of nobody."""
    rows = (
        VisitLine.objects.filter(sheet__library__in=[one.pk for one in libraries], sheet__from_on__year=year)
        .annotate(month=ExtractMonth("sheet__from_on"))
        .order_by()
        .values_list("sheet__library", "month")
        .annotate(n=Sum("people"))
    )
    counted: dict[UUID, dict[int, int]] = defaultdict(dict)
    for library, month, people in rows:
        counted[library][month] = people
    found, is_running = {}, year == today().year
    for one in libraries:
        first = one.valid_from.month if one.valid_from.year == year else 1
        last = today().month - 1 if is_running else 12
        if one.valid_to is not None and (one.valid_to - ONE_DAY).year == year:
            last = (one.valid_to - ONE_DAY).month
        found[one.pk] = YearOfVisits(year, counted[one.pk], first, last, is_running)
    return found


@dataclass(frozen=True)
class PurposeRow:
    label: str
    people: int
    children: int


def by_purpose(libraries: Iterable[UUID], first: dt.date, last: dt.date) -> list[PurposeRow]:
    """One query."""
    rows = (
        VisitLine.objects.filter(
            sheet__library__in=list(libraries), sheet__from_on__gte=first, sheet__to_on__lte=last
        )
        .order_by()
        .values_list("purpose", "who")
        .annotate(n=Sum("people"))
    )
    counted = {(purpose, who): people for purpose, who, people in rows}
    return [
        PurposeRow(
            one.label,
            sum(counted.get((one.value, who), 0) for who in Who.values),
            counted.get((one.value, Who.CHILD.value), 0),
        )
        for one in Purpose
        if any((one.value, who) in counted for who in Who.values)
    ]


@dataclass
class DayOfVisits:
    """One day: what its sheet says, by purpose and who."""

    on: dt.date
    sheet: VisitSheet | None
    counted: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counted.values())

    @property
    def buttons(self) -> list[tuple[Purpose, int, int]]:
        """Purpose, adults, children: what a phone shows as big buttons."""
        shown = [one for one in Purpose if one != Purpose.UNKNOWN]
        return [
            (one, self.counted.get((one, Who.ADULT), 0), self.counted.get((one, Who.CHILD), 0))
            for one in shown
        ]


def day_of(library: Library, on: dt.date) -> DayOfVisits:
    """Two queries. A notebook's month is told as the sheet, with no figures of the day."""
    sheet = VisitSheet.objects.filter(library=library, from_on__lte=on, to_on__gte=on).first()
    if sheet is None or sheet.from_on != sheet.to_on:
        return DayOfVisits(on, sheet)
    counted = {(line.purpose, line.who): line.people for line in sheet.lines.all()}
    return DayOfVisits(on, sheet, counted)


@dataclass(frozen=True)
class SheetRow:
    sheet: VisitSheet
    total: int
    lines: list[VisitLine]
    corrections: list[VisitCorrection]


def sheets_of(library: Library, year: int) -> list[SheetRow]:
    """Three queries."""
    rows = VisitSheet.objects.filter(library=library, from_on__year=year).order_by("-from_on")
    return [
        SheetRow(
            sheet,
            sum(line.people for line in sheet.lines.all()),
            list(sheet.lines.all()),
            list(sheet.corrections.all()),
        )
        for sheet in rows.prefetch_related("lines", "corrections")
    ]
