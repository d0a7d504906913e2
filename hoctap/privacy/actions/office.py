"""Days off of an office, and its drafts on data protection."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, is_working_day, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers.rendering import render
from hoctap.people import actions as people
from hoctap.places.models import Place
from hoctap.privacy import contents, queries, rules
from hoctap.privacy.models import DayOff

LONGEST_HOLIDAY = 20


@transaction.atomic
def add_days_off(
    place: Place, *, on: dt.date, name: str, source: str, until: dt.date | None = None, by: Actor
) -> list[DayOff]:
    """One day, or the working days from `on` to `until`. Terms of requests that wait are reckoned anew."""
    by.must(Permission.SUBJECT_REQUEST, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    known = set(DayOff.objects.filter(place=place).values_list("on", flat=True))
    days = [on]
    if until is not None and until > on:
        length = min((until - on).days, LONGEST_HOLIDAY)
        row = [on + n * ONE_DAY for n in range(length + 1)]
        # In a row of days only those are written down that are not off anyway; one day alone says why it need not be.
        days = [day for day in row if is_working_day(day, known)] or [on]
    reasons = [
        reason
        for day in days
        for reason in rules.day_off_blockers(
            on=day, name=name, source=source, is_known=day in known, today=today()
        )
    ]
    if reasons:
        raise Refused(list(dict.fromkeys(reasons)))
    made = []
    for day in days:
        made.append(
            DayOff.objects.create(
                place=place, on=day, name=clean(name), source=clean(source), recorded_by=by.described
            )
        )
        audit.record(by, "privacy.day_off.added", made[-1])
    people.reckon_terms(place, by=by)
    return made


@transaction.atomic
def drop_day_off(day: DayOff, *, by: Actor) -> None:
    """It was written down wrongly. Terms of requests that wait are reckoned anew."""
    by.must(Permission.SUBJECT_REQUEST, at=day)
    place = day.place
    audit.record(by, "privacy.day_off.dropped", day)
    DayOff.objects.filter(pk=day.pk).delete()
    people.reckon_terms(place, by=by)


@transaction.atomic
def print_draft(place: Place, *, draft: str, by: Actor) -> bytes:
    """The draft of the impact assessment (`impact`) or of the security-level dossier (`level`), filled from the installation."""
    by.must(Permission.SUBJECT_REQUEST, at=place)
    write = contents.DRAFTS.get(draft)
    if write is None:
        raise Refused([Reason("Không có bản nháp này.")])
    content = render(write(queries.installation(place), today()))
    audit.record(by, "privacy.draft.printed", place, fields=[draft])
    return content
