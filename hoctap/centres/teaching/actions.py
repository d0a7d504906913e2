"""Speakers and volunteers enter the register; teachers are asked of schools, step by step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.merging.queries import is_working
from hoctap.centres.models import Centre, Speaker, SpeakerKind, Topic
from hoctap.centres.storing import locked_centre
from hoctap.centres.teaching import rules
from hoctap.centres.teaching.models import (
    TRANSITIONS,
    RequestState,
    SpeakerHelp,
    TeacherRequest,
    TeacherSession,
)
from hoctap.centres.teaching.queries import via_on
from hoctap.centres.teaching.rules import RequestDetails, SpeakerDetails
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import move_blockers
from hoctap.core.text import clean
from hoctap.people.models import Person
from hoctap.places.models import Place


@transaction.atomic
def register_speaker(
    place: Place,
    details: SpeakerDetails,
    *,
    topics: Sequence[Topic] = (),
    person: Person | None = None,
    by: Actor,
) -> Speaker:
    """In the commune's register, for all its centres."""
    by.must(Permission.CENTRE_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    details = _cleaned(details)
    same = Speaker.objects.filter(
        place=place, full_name__iexact=details.full_name, title__iexact=details.title
    )
    if reasons := rules.speaker_blockers(details, has_topics=bool(topics), is_there=same.exists()):
        raise Refused(reasons)
    row = Speaker.objects.create(place=place, person=person, **vars(details))
    row.topics.set(topics)
    audit.record(by, "centres.speaker.registered", row, fields=["full_name"])
    return row


@transaction.atomic
def edit_speaker(
    speaker: Speaker, details: SpeakerDetails, *, topics: Sequence[Topic] = (), by: Actor
) -> None:
    by.must(Permission.CENTRE_KEEP, at=speaker)
    speaker = _locked_speaker(speaker)
    details = _cleaned(details)
    same = Speaker.objects.filter(
        place=speaker.place_id, full_name__iexact=details.full_name, title__iexact=details.title
    ).exclude(pk=speaker.pk)
    if reasons := rules.speaker_blockers(details, has_topics=bool(topics), is_there=same.exists()):
        raise Refused(reasons)
    changed = [name for name, value in vars(details).items() if getattr(speaker, name) != value]
    for name in changed:
        setattr(speaker, name, getattr(details, name))
    if changed:
        speaker.save(update_fields=changed)
    if set(speaker.topics.values_list("pk", flat=True)) != {one.pk for one in topics}:
        speaker.topics.set(topics)
        changed.append("topics")
    if changed:
        audit.record(by, "centres.speaker.edited", speaker, fields=changed)


@transaction.atomic
def end_speaker(speaker: Speaker, *, on: dt.date, by: Actor) -> None:
    """From that day on he is not asked any more; what he did stays."""
    by.must(Permission.CENTRE_KEEP, at=speaker)
    speaker = _locked_speaker(speaker)
    if speaker.ended_on is not None:
        raise Refused([Reason("Người này đã thôi tham gia rồi.", field="on")])
    if speaker.started_on is not None and on <= speaker.started_on:
        raise Refused([Reason("Ngày thôi phải sau ngày bắt đầu tham gia.", field="on")])
    speaker.ended_on = on
    speaker.save(update_fields=["ended_on"])
    audit.record(by, "centres.speaker.ended", speaker, fields=["ended_on"])


@transaction.atomic
def record_help(
    speaker: Speaker, *, on: dt.date, what: str, hours: Decimal, rating: int | None = None, by: Actor
) -> SpeakerHelp:
    by.must(Permission.CENTRE_KEEP, at=speaker)
    speaker = _locked_speaker(speaker)
    what = clean(what)[:200]
    if reasons := rules.help_blockers(
        what=what,
        on=on,
        hours=hours,
        started_on=speaker.started_on,
        ended_on=speaker.ended_on,
        today=today(),
    ):
        raise Refused(reasons)
    row = SpeakerHelp.objects.create(
        speaker=speaker, on=on, what=what, hours=hours, rating=rating, recorded_by=by.described[:300]
    )
    audit.record(by, "centres.speaker_help.recorded", row, fields=["hours"])
    return row


# ---------------------------------------------------------------- teachers of schools


@transaction.atomic
def ask_for_teacher(centre: Centre, topic: Topic, details: RequestDetails, *, by: Actor) -> TeacherRequest:
    """The road it takes is the one in force on the day it was asked."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = locked_centre(centre)
    details = replace(
        details,
        title=clean(details.title)[:200],
        wishes=clean(details.wishes)[:300],
        school=clean(details.school)[:200],
    )
    standing = is_working(centre, details.asked_on)
    if reasons := rules.request_blockers(details, today=today(), standing=standing):
        raise Refused(reasons)
    row = TeacherRequest.objects.create(
        centre=centre,
        topic=topic,
        via=via_on(centre, details.asked_on),
        recorded_by=by.described[:300],
        **vars(details),
    )
    audit.record(by, "centres.teacher_request.asked", row)
    return row


@transaction.atomic
def forward_request(
    request: TeacherRequest, *, on: dt.date, paper: str = "", school: str = "", by: Actor
) -> None:
    """Given to a school: by who approves for the commune's committee, or written down by the centre from the paper."""
    row, is_authority = _asked_of_authority(request, by)
    paper = clean(paper)[:120]
    reasons = move_blockers(RequestState(row.state), RequestState.FORWARDED, TRANSITIONS)
    reasons += rules.forward_blockers(
        on=on, paper=paper, asked_on=row.asked_on, by_authority=is_authority, via=row.via, today=today()
    )
    if reasons:
        raise Refused(reasons)
    row.state, row.forwarded_on, row.forwarded_by_paper = RequestState.FORWARDED, on, paper
    row.school = clean(school)[:200] or row.school
    row.save(update_fields=["state", "forwarded_on", "forwarded_by_paper", "school"])
    audit.record(by, "centres.teacher_request.forwarded", row)


@transaction.atomic
def refuse_request(request: TeacherRequest, *, why: str, by: Actor) -> None:
    row, is_authority = _asked_of_authority(request, by)
    why = clean(why)[:300]
    reasons = move_blockers(RequestState(row.state), RequestState.REFUSED, TRANSITIONS)
    if reasons := reasons + rules.refusal_blockers(why=why, by_authority=is_authority, via=row.via):
        raise Refused(reasons)
    row.state, row.ended_on, row.ended_why = RequestState.REFUSED, today(), why
    row.save(update_fields=["state", "ended_on", "ended_why"])
    audit.record(by, "centres.teacher_request.refused", row, fields=["ended_why"])


@transaction.atomic
def assign_teacher(
    request: TeacherRequest,
    *,
    on: dt.date,
    teacher: Speaker | None = None,
    teacher_name: str = "",
    school: str = "",
    paper: str = "",
    by: Actor,
) -> None:
    """Whom the school sends: of the register, or a new name that enters it with the topic asked for."""
    row = _kept(request, by)
    name = teacher.full_name if teacher is not None else clean(teacher_name)[:120]
    school = clean(school)[:200] or row.school or (teacher.title if teacher else "")
    reasons = move_blockers(RequestState(row.state), RequestState.ASSIGNED, TRANSITIONS)
    reasons += rules.assign_blockers(
        on=on, teacher=name, school=school, forwarded_on=row.forwarded_on, today=today()
    )
    if teacher is not None and teacher.place_id != row.centre.place.pk:
        reasons.append(Reason("Giáo viên này ở sổ của xã khác.", field="teacher"))
    if reasons:
        raise Refused(reasons)
    if teacher is None:
        teacher = Speaker.objects.filter(
            place=row.centre.place, full_name__iexact=name, title__iexact=school
        ).first()
    if teacher is None:
        teacher = Speaker.objects.create(
            place=row.centre.place, full_name=name, title=school, kind=SpeakerKind.TEACHER, started_on=on
        )
        audit.record(by, "centres.speaker.registered", teacher, fields=["full_name"])
    teacher.topics.add(row.topic)
    row.state, row.teacher, row.assigned_on = RequestState.ASSIGNED, teacher, on
    row.assigned_by_paper, row.school = clean(paper)[:120], school
    row.save(update_fields=["state", "teacher", "assigned_on", "assigned_by_paper", "school"])
    audit.record(by, "centres.teacher_request.assigned", row)


@transaction.atomic
def confirm_teacher(request: TeacherRequest, *, on: dt.date, schedule: str, by: Actor) -> None:
    row = _kept(request, by)
    schedule = clean(schedule)[:200]
    reasons = move_blockers(RequestState(row.state), RequestState.CONFIRMED, TRANSITIONS)
    reasons += rules.confirm_blockers(on=on, schedule=schedule, assigned_on=row.assigned_on, today=today())
    if reasons:
        raise Refused(reasons)
    row.state, row.confirmed_on, row.schedule = RequestState.CONFIRMED, on, schedule
    row.save(update_fields=["state", "confirmed_on", "schedule"])
    audit.record(by, "centres.teacher_request.confirmed", row)


@transaction.atomic
def record_session(request: TeacherRequest, *, on: dt.date, content: str, by: Actor) -> TeacherSession:
    row = _kept(request, by)
    content = clean(content)[:300]
    if reasons := rules.session_blockers(
        state_is_confirmed=row.state == RequestState.CONFIRMED,
        on=on,
        content=content,
        from_on=row.from_on,
        held=row.sessions.count(),
        wanted=row.sessions_wanted,
        is_there=row.sessions.filter(on=on, content=content).exists(),
        today=today(),
    ):
        raise Refused(reasons)
    session = TeacherSession.objects.create(
        request=row, on=on, content=content, recorded_by=by.described[:300]
    )
    audit.record(by, "centres.teacher_session.recorded", session)
    return session


@transaction.atomic
def finish_request(request: TeacherRequest, *, why: str = "", by: Actor) -> None:
    """All sessions were held, or fewer for a reason."""
    row = _kept(request, by)
    why = clean(why)[:300]
    reasons = move_blockers(RequestState(row.state), RequestState.DONE, TRANSITIONS)
    reasons += rules.finish_blockers(held=row.sessions.count(), wanted=row.sessions_wanted, why=why)
    if reasons:
        raise Refused(reasons)
    row.state, row.ended_on, row.ended_why = RequestState.DONE, today(), why
    row.save(update_fields=["state", "ended_on", "ended_why"])
    audit.record(by, "centres.teacher_request.finished", row)


@transaction.atomic
def close_request(request: TeacherRequest, *, why: str, by: Actor) -> None:
    """The centre needs no teacher any more, or gets none."""
    row = _kept(request, by)
    why = clean(why)[:300]
    reasons = move_blockers(RequestState(row.state), RequestState.CLOSED, TRANSITIONS)
    if not why:
        reasons.append(Reason("Hãy ghi vì sao thôi xin.", field="why"))
    if reasons:
        raise Refused(reasons)
    row.state, row.ended_on, row.ended_why = RequestState.CLOSED, today(), why
    row.save(update_fields=["state", "ended_on", "ended_why"])
    audit.record(by, "centres.teacher_request.closed", row, fields=["ended_why"])


def _kept(request: TeacherRequest, by: Actor) -> TeacherRequest:
    by.must(Permission.CENTRE_KEEP, at=request)
    return _locked(request)


def _asked_of_authority(request: TeacherRequest, by: Actor) -> tuple[TeacherRequest, bool]:
    is_authority = by.may(Permission.PROGRAMME_APPROVE, at=request)
    if not is_authority:
        by.must(Permission.CENTRE_KEEP, at=request)
    return _locked(request), is_authority


def _locked(request: TeacherRequest) -> TeacherRequest:
    rows = TeacherRequest.objects.select_for_update(of=("self",))
    return rows.select_related("centre__organisation__place", "topic").get(pk=request.pk)


def _locked_speaker(speaker: Speaker) -> Speaker:
    return Speaker.objects.select_for_update(of=("self",)).select_related("place").get(pk=speaker.pk)


def _cleaned(details: SpeakerDetails) -> SpeakerDetails:
    return replace(
        details,
        kind=SpeakerKind(details.kind),
        full_name=clean(details.full_name)[:120],
        title=clean(details.title)[:200],
        phone=clean(details.phone)[:15],
        expertise=clean(details.expertise)[:200],
        availability=clean(details.availability)[:200],
    )
