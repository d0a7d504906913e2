"""A centre is merged into another, suspended, allowed to work again, dissolved."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.board.models import BoardSeat
from hoctap.centres.merging import queries, rules
from hoctap.centres.merging.models import CentreMerger, CentreStanding, MergedCentre, StandingKind
from hoctap.centres.models import Centre, Venue, VenueKind
from hoctap.centres.registry import centre_carriers
from hoctap.centres.storing import locked_centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean


@transaction.atomic
def merge_centres(
    successor: Centre,
    centres: Sequence[Centre],
    *,
    on: dt.date,
    decision_number: str,
    decision_on: dt.date,
    by: Actor,
) -> CentreMerger:
    """The others go into `successor`: each becomes a cơ sở of it, what is open or owned moves, what was done stays theirs.

    What is counted before must be there after, or nothing happens. The right is asked at the successor's commune: a commune that ended
    has nobody of its own any more.
    """
    by.must(Permission.CENTRE_KEEP, at=successor)
    ids = sorted({successor.pk, *(one.pk for one in centres)})
    locked = {pk: locked_centre(Centre(pk=pk)) for pk in ids}
    successor = locked.pop(successor.pk)
    parts = [locked[one.pk] for one in centres if one.pk in locked]
    decision_number = clean(decision_number)[:120]
    if reasons := rules.merger_blockers(
        parts=[queries.part_of(one, successor) for one in parts],
        successor=queries.part_of(successor, successor),
        on=on,
        decision_number=decision_number,
        decision_on=decision_on,
        today=today(),
    ):
        raise Refused(reasons)
    carriers = list(centre_carriers)
    before = [one.count([successor, *parts], on) for one in carriers]
    for part in parts:
        for carrier in carriers:
            carrier.move(part, successor, on)
    after = [one.count([successor], on) for one in carriers]
    counted = [
        {"label": one.label, "before": was, "after": now}
        for one, was, now in zip(carriers, before, after, strict=True)
    ]
    if reasons := rules.differing(
        (one.label, was, now) for one, was, now in zip(carriers, before, after, strict=True)
    ):
        raise Refused(reasons)
    merger = CentreMerger.objects.create(
        successor=successor,
        on=on,
        decision_number=decision_number,
        decision_on=decision_on,
        counted=counted,
        done_by=by.described[:300],
    )
    for part in parts:
        _end_board(part, on, "trung tâm sáp nhập", decision_number)
        venue = _house_of(part, successor, on)
        MergedCentre.objects.create(merger=merger, centre=part, venue=venue)
        organisation = part.organisation
        organisation.valid_to = organisation.valid_to or on  # one that ended with its commune ended that day
        organisation.ended_by, organisation.successor = decision_number, successor.organisation
        organisation.save(update_fields=["valid_to", "ended_by", "successor"])
        audit.record(by, "centres.centre.merged", part, fields=["valid_to", "successor"])
    audit.record(by, "centres.merger.done", merger, count=len(parts))
    return merger


@transaction.atomic
def record_standing(
    centre: Centre,
    kind: str,
    *,
    on: dt.date,
    decision_number: str,
    decision_on: dt.date,
    why: str = "",
    by: Actor,
) -> CentreStanding:
    """Suspended, allowed to work again, or dissolved: then the organisation ends and so does its board."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    decision_number, why = clean(decision_number)[:120], clean(why)[:300]
    latest = centre.standings.first()
    if reasons := rules.standing_blockers(
        kind=kind,
        now=queries.ENDED
        if centre.organisation.valid_to
        else queries.standing_on([centre], today())[centre.pk],
        since=centre.organisation.valid_from,
        last_on=latest.on if latest else None,
        on=on,
        why=why,
        decision_number=decision_number,
        decision_on=decision_on,
        today=today(),
    ):
        raise Refused(reasons)
    row = CentreStanding.objects.create(
        centre=centre,
        kind=StandingKind(kind),
        on=on,
        decision_number=decision_number,
        decision_on=decision_on,
        why=why,
        recorded_by=by.described[:300],
    )
    if kind == StandingKind.DISSOLVED:
        _end_board(centre, on, "trung tâm giải thể", decision_number)
        organisation = centre.organisation
        organisation.valid_to, organisation.ended_by = on, decision_number
        organisation.save(update_fields=["valid_to", "ended_by"])
    audit.record(by, "centres.standing.recorded", row)
    return row


def _end_board(centre: Centre, on: dt.date, why: str, decision: str) -> None:
    """Who sat on it until then; who was to begin later never does."""
    seats = BoardSeat.objects.filter(centre=centre, ended_on__isnull=True)
    seats.filter(starts_on__lt=on).update(ended_on=on, ended_why=why, ended_by=decision)
    for seat in seats.filter(starts_on__gte=on):
        seat.ended_on, seat.ended_why, seat.ended_by = seat.starts_on + dt.timedelta(days=1), why, decision
        seat.save(update_fields=["ended_on", "ended_why", "ended_by"])


def _house_of(part: Centre, successor: Centre, on: dt.date) -> Venue:
    """The cơ sở that the old centre is from now on; a place keeps each name of a venue once."""
    name = f"Cơ sở {part.name}"[:150]
    there = Venue.objects.filter(place=successor.place, name=name, valid_to__isnull=True).first()
    return there or Venue.objects.create(
        place=successor.place, centre=successor, kind=VenueKind.CENTRE, name=name, valid_from=on
    )
