"""Booking a venue and giving it back. Two who book the same hours at once: the row of the venue lets one in after the other, and
PostgreSQL refuses what would pass it by.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.centres.facilities.bookings import rules
from hoctap.centres.facilities.bookings.models import Booking, BookingState
from hoctap.centres.facilities.bookings.rules import Hours, Taken
from hoctap.centres.models import Centre, Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import VIETNAM
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean


@transaction.atomic
def book(
    venue: Venue,
    starts: dt.datetime,
    ends: dt.datetime,
    what: str,
    *,
    who: str = "",
    centre: Centre | None = None,
    activity_id: UUID | None = None,
    by: Actor,
) -> Booking:
    """`activity_id`: what the layer above holds there; `cancel_booking` gives the hours back."""
    # Of who records what is held there: also a hamlet's head in the house of culture of his hamlet.
    by.must(Permission.ATTENDANCE_TAKE, at=venue)
    locked = (
        Venue.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=venue.pk)
    )
    reasons = rules.booking_blockers(
        what=clean(what),
        starts_at=starts,
        ends_at=ends,
        now=timezone.now(),
        venue=locked.name,
        ended_on=locked.valid_to,
        hours=Hours(locked.opens_at, locked.closes_at, locked.open_days),
        taken=_taken(locked, starts, ends),
    )
    if centre is not None and centre.place.pk not in locked.place.path:
        reasons.append(Reason("Trung tâm này là của xã khác. Hãy chọn lại.", field="centre"))
    if reasons:
        raise Refused(reasons)
    row = Booking(
        venue=locked,
        centre=centre,
        starts_at=starts,
        ends_at=ends,
        what=clean(what)[:300],
        who=clean(who)[:200],
        activity_id_of=activity_id,
        booked_by=by.described[:300],
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "booking_alone_at_its_hours" not in str(error):
            raise
        raise Refused([rules.clash(locked.name, one) for one in _taken(locked, starts, ends)]) from error
    audit.record(by, "centres.booking.made", row)
    return row


@transaction.atomic
def book_weekly(
    venue: Venue,
    *,
    on: dt.date,
    starts: dt.time,
    ends: dt.time,
    until: dt.date | None = None,
    what: str,
    who: str = "",
    centre: Centre | None = None,
    by: Actor,
) -> list[Booking]:
    """One day, or the same day of each week to `until`: all of them or none; the refusal names each that is taken."""
    by.must(Permission.ATTENDANCE_TAKE, at=venue)
    if reasons := rules.series_blockers(on=on, until=until):
        raise Refused(reasons)
    made, reasons = [], []
    for day in rules.days_of(on, until):
        first, last = (dt.datetime.combine(day, hour, VIETNAM) for hour in (starts, ends))
        try:
            made.append(book(venue, first, last, what, who=who, centre=centre, by=by))
        except Refused as refusal:
            reasons += [reason for reason in refusal.reasons if reason not in reasons]
    if reasons:
        raise Refused(reasons)
    return made


@transaction.atomic
def cancel_booking(booking: Booking, *, why: str, by: Actor) -> None:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("venue__place")
    row = rows.get(pk=booking.pk)
    by.must(Permission.ATTENDANCE_TAKE, at=row)
    if reasons := rules.cancel_blockers(
        why=clean(why),
        is_cancelled=row.state == BookingState.CANCELLED,
        ends_at=row.ends_at,
        now=timezone.now(),
    ):
        raise Refused(reasons)
    row.state, row.cancelled_why = BookingState.CANCELLED, clean(why)[:200]
    row.cancelled_by, row.cancelled_at = by.described[:300], timezone.now()
    row.save(update_fields=["state", "cancelled_why", "cancelled_by", "cancelled_at"])
    audit.record(by, "centres.booking.cancelled", row, fields=["cancelled_why"])


def _taken(venue: Venue, starts: dt.datetime, ends: dt.datetime) -> list[Taken]:
    rows = Booking.objects.standing().filter(venue=venue, starts_at__lt=ends, ends_at__gt=starts)
    return [Taken(row.starts_at, row.ends_at, row.what, row.who or row.booked_by) for row in rows]
