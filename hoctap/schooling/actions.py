"""A commune's year of universal education, and the list of those who are to be won back for school."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.places.models import Level, Place
from hoctap.plans.rows import cleaned
from hoctap.schooling import queries, rules
from hoctap.schooling.models import (
    HIGHEST,
    PUPIL_TRANSITIONS,
    Enrolment,
    LevelRecord,
    Pupil,
    PupilState,
    Relapse,
    Visit,
    VisitOutcome,
)
from hoctap.schooling.rules import PupilDetails, TypedYear


@transaction.atomic
def record_year(commune: Place, typed: TypedYear, *, by: Actor) -> int:
    """Levels, children at school and relapses, as far as they were typed, all by the system of one day. All or none; what was said before
    stays readable. How many rows were added."""
    by.must(Permission.SCHOOLING_KEEP, at=commune)
    commune = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=commune.pk)
    if commune.level != Level.COMMUNE:
        raise Refused(f"{commune.title} không phải xã, phường: mức độ phổ cập ghi ở cấp xã.")
    read, reasons = rules.read_year(
        typed,
        highest={aim.value: highest for aim, highest in HIGHEST.items()},
        labels=queries.LABELS,
        taken=queries.told_of(commune, typed.year),
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    common = {
        "commune": commune,
        "year": typed.year,
        "system_day": typed.system_day,
        "why": clean(typed.why)[:200],
        "recorded_by": by.described[:300],
    }
    for aim, (level, decision, decided_on) in read.levels.items():
        LevelRecord.objects.create(aim=aim, level=level, decision=decision, decided_on=decided_on, **common)
    for school, (children, enrolled) in read.enrolments.items():
        Enrolment.objects.create(school_level=school, children=children, enrolled=enrolled, **common)
    if read.relapse is not None:
        people, learning, follow_up = read.relapse
        Relapse.objects.create(people=people, learning=learning, follow_up=follow_up, **common)
    count = len(read.levels) + len(read.enrolments) + (read.relapse is not None)
    audit.record(by, "schooling.year.recorded", commune, count=count)
    return count


@transaction.atomic
def list_pupil(hamlet: Place, details: PupilDetails, *, by: Actor) -> Pupil:
    by.must(Permission.SCHOOLING_VISIT, at=hamlet)
    hamlet = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=hamlet.pk)
    details = cleaned(details)
    waiting = Pupil.objects.waiting().filter(hamlet=hamlet)
    if reasons := rules.pupil_blockers(
        details,
        is_hamlet=hamlet.level == Level.HAMLET,
        taken=[(one.full_name, one.birth_year or 0) for one in waiting],
        today=today(),
    ):
        raise Refused(reasons)
    pupil = Pupil.objects.create(
        hamlet=hamlet,
        full_name=details.full_name,
        birth_year=details.birth_year,
        school_level=details.school_level,
        year=details.year,
        listed_by=by.described[:300],
    )
    audit.record(by, "schooling.pupil.listed", pupil)
    return pupil


@transaction.atomic
def record_visit(
    pupil: Pupil, *, on: dt.date, visitors: str, outcome: str, next_on: dt.date | None = None, by: Actor
) -> Visit:
    """A visit after which he is back at school, or gone from here, closes the matter."""
    pupil = _locked(pupil, by)
    visitors = clean(visitors)
    last = pupil.visits.order_by("-on").values_list("on", flat=True).first()
    if reasons := rules.visit_blockers(
        on=on,
        visitors=visitors,
        outcome=outcome,
        next_on=next_on,
        is_waiting=pupil.state == PupilState.OPEN,
        last=last,
        today=today(),
    ):
        raise Refused(reasons)
    visit = Visit.objects.create(
        pupil=pupil,
        on=on,
        visitors=visitors,
        outcome=outcome,
        next_on=next_on,
        recorded_by=by.described[:300],
    )
    audit.record(by, "schooling.pupil.visited", pupil)
    if outcome in (VisitOutcome.RETURNED, VisitOutcome.MOVED):
        _move(pupil, PupilState(outcome), on)
        audit.record(by, "schooling.pupil.closed", pupil, fields=["state"])
    return visit


@transaction.atomic
def close_pupil(pupil: Pupil, *, state: str, on: dt.date, by: Actor) -> Pupil:
    """Without a visit: too old by now, back at school by himself, moved away, or written down by mistake."""
    pupil = _locked(pupil, by)
    if on > today():
        raise Refused([Reason("Ngày này chưa tới.", "on")])
    _move(pupil, PupilState(state), on)
    audit.record(by, "schooling.pupil.closed", pupil, fields=["state"])
    return pupil


@transaction.atomic
def reopen_pupil(pupil: Pupil, *, by: Actor) -> Pupil:
    """He left school again."""
    pupil = _locked(pupil, by)
    if pupil.birth_year is None:
        raise Refused("Họ tên em này đã được bỏ theo thời hạn lưu. Hãy ghi mới.")
    _move(pupil, PupilState.OPEN, None)
    audit.record(by, "schooling.pupil.reopened", pupil, fields=["state"])
    return pupil


def _move(pupil: Pupil, state: PupilState, on: dt.date | None) -> None:
    check_move(PupilState(pupil.state), state, PUPIL_TRANSITIONS)
    pupil.state, pupil.closed_on = state, on
    pupil.save(update_fields=["state", "closed_on", "sort_key"])


def _locked(pupil: Pupil, by: Actor) -> Pupil:
    by.must(Permission.SCHOOLING_VISIT, at=pupil)
    return (
        Pupil.objects.select_for_update(of=("self",), no_key=True).select_related("hamlet").get(pk=pupil.pk)
    )
