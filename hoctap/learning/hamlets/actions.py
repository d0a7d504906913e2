"""A hamlet is marked as difficult from a day on, and no more from another."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.learning.hamlets import rules
from hoctap.learning.models import DifficultHamlet
from hoctap.places.models import Level, Place


@transaction.atomic
def mark_difficult(hamlet: Place, *, since: dt.date, basis: str, by: Actor) -> DifficultHamlet:
    by.must(Permission.CENTRE_KEEP, at=hamlet)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=hamlet.pk)
    spells = DifficultHamlet.objects.filter(hamlet=hamlet)
    reasons = rules.mark_blockers(
        is_hamlet=hamlet.level == Level.HAMLET,
        place_name=hamlet.title,
        since=since,
        basis=clean(basis),
        today=today(),
        is_marked=spells.filter(until__isnull=True).exists(),
        last_until=spells.aggregate(last=Max("until"))["last"],
    )
    if reasons:
        raise Refused(reasons)
    row = DifficultHamlet.objects.create(
        hamlet=hamlet, since=since, basis=clean(basis)[:200], recorded_by=by.described[:300]
    )
    audit.record(by, "learning.hamlet.marked_difficult", row, fields=["since", "basis"])
    return row


@transaction.atomic
def end_difficult(row: DifficultHamlet, *, until: dt.date, by: Actor) -> DifficultHamlet:
    """`until`: the first day on which it is so no more."""
    row = DifficultHamlet.objects.select_for_update(of=("self",)).select_related("hamlet").get(pk=row.pk)
    by.must(Permission.CENTRE_KEEP, at=row)
    reasons = rules.end_blockers(since=row.since, until=until, today=today(), has_ended=row.until is not None)
    if reasons:
        raise Refused(reasons)
    row.until, row.ended_by = until, by.described[:300]
    row.save(update_fields=["until", "ended_by"])
    audit.record(by, "learning.hamlet.no_longer_difficult", row, fields=["until"])
    return row
