"""The week of the venues, what one venue has before it, and how much of the open hours was used."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.centres.facilities.bookings.models import Booking
from hoctap.centres.facilities.bookings.rules import Hours, Use, open_minutes
from hoctap.centres.models import Centre, Venue
from hoctap.core import ical
from hoctap.core.actor import Actor
from hoctap.core.dates import VIETNAM, today

BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=400)


@dataclass(frozen=True)
class Slot:
    booking: Booking
    starts: dt.time
    ends: dt.time


@dataclass(frozen=True)
class Week:
    monday: dt.date
    days: Sequence[tuple[dt.date, Sequence[Slot]]]

    @property
    def sunday(self) -> dt.date:
        return self.monday + dt.timedelta(days=6)

    @property
    def before(self) -> dt.date:
        return self.monday - dt.timedelta(days=7)

    @property
    def after(self) -> dt.date:
        return self.monday + dt.timedelta(days=7)

    @property
    def count(self) -> int:
        return sum(len(slots) for _, slots in self.days)


def of_centre(rows: QuerySet[Venue], centre: Centre | None) -> QuerySet[Venue]:
    """Its own venues and those that it shares; all where no centre is asked for."""
    if centre is None:
        return rows
    return rows.filter(Q(centre=centre) | Q(shares__centre=centre, shares__ended_on__isnull=True)).distinct()


def week_of(day: dt.date, bookings: QuerySet[Booking]) -> Week:
    """In one query."""
    monday = day - dt.timedelta(days=day.weekday())
    rows = between(bookings, monday, monday + dt.timedelta(days=6)).select_related("venue__place")
    by_day: dict[dt.date, list[Slot]] = {monday + dt.timedelta(days=number): [] for number in range(7)}
    for row in rows:
        start, end = row.starts_at.astimezone(VIETNAM), row.ends_at.astimezone(VIETNAM)
        by_day[start.date()].append(Slot(row, start.time(), end.time()))
    return Week(monday, list(by_day.items()))


def between(bookings: QuerySet[Booking], first: dt.date, last: dt.date) -> QuerySet[Booking]:
    """That stand and begin on one of these days."""
    start = dt.datetime.combine(first, dt.time.min, VIETNAM)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, VIETNAM)
    return bookings.filter(state="booked", starts_at__gte=start, starts_at__lt=end)


def use_of(venues: Iterable[Venue], first: dt.date, last: dt.date) -> dict[UUID, Use]:
    """By venue, in one query. A day before the venue began or after it ended has no open hours."""
    rows = list(venues)
    booked: dict[UUID, int] = {}
    told = between(Booking.objects.filter(venue__in=rows), first, last)
    for venue_id, starts_at, ends_at in told.values_list("venue_id", "starts_at", "ends_at"):
        minutes = int((ends_at - starts_at).total_seconds() // 60)
        booked[venue_id] = booked.get(venue_id, 0) + minutes
    found = {}
    for venue in rows:
        from_day = max(first, venue.valid_from or first)
        to_day = min(last, venue.valid_to - dt.timedelta(days=1)) if venue.valid_to else last
        hours = Hours(venue.opens_at, venue.closes_at, venue.open_days)
        found[venue.pk] = Use(booked.get(venue.pk, 0), open_minutes(hours, from_day, to_day))
    return found


@dataclass(frozen=True)
class UseRow:
    venue: Venue
    use: Use


@dataclass(frozen=True)
class UseTable:
    rows: Sequence[UseRow]
    total: Use
    """Of those whose hours are known."""


def use_table(venues: Sequence[Venue], first: dt.date, last: dt.date) -> UseTable:
    told = use_of(venues, first, last)
    rows = [UseRow(venue, told[venue.pk]) for venue in venues]
    known = [row.use for row in rows if row.use.open is not None]
    total = Use(sum(one.booked for one in known), sum(one.open or 0 for one in known) if known else None)
    return UseTable(rows, total)


# ---------------------------------------------------------------- for calendar programs


def entries_for(actor: Actor) -> list[ical.Entry]:
    """Of all venues that the actor sees, from two months back to a year ahead."""
    day = today()
    rows = between(Booking.objects.visible_to(actor), day - BACK, day + AHEAD).select_related("venue__place")
    return [
        ical.Entry(
            key=str(row.pk),
            title=row.what,
            starts=row.starts_at,
            ends=row.ends_at,
            where=f"{row.venue.name}, {row.venue.place.title}",
            text=row.who,
        )
        for row in rows
    ]
