"""Phản ánh at or before the meeting: taken, answered. The words go with the dossier; the speaker's name is for the reviewers alone."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.recognition.models import MEETING_STATES, Dossier, MeetingState, Objection, VillageMeeting
from hoctap.recognition.objecting import rules
from hoctap.recognition.posting.actions import put_answer
from hoctap.recognition.posting.models import Outcome
from hoctap.recognition.posting.rules import answer_reasons
from hoctap.recognition.rows import lock_dossier


@transaction.atomic
def take_objection(
    meeting: VillageMeeting, dossier: Dossier, *, content: str, handler: str, from_whom: str = "", by: Actor
) -> Objection:
    """About somebody on the list of a meeting that was called. Until it is answered the meeting does not agree to him."""
    by.must(Permission.MEETING_RECORD, at=meeting.hamlet)
    meeting = (
        VillageMeeting.objects.select_for_update(of=("self",)).select_related("hamlet").get(pk=meeting.pk)
    )
    dossier = lock_dossier(dossier)
    reasons = rules.taking_reasons(
        content=content.strip(),
        handler=clean(handler),
        is_open=meeting.state == MeetingState.CALLED,
        is_before_the_meeting=dossier.hamlet_id == meeting.hamlet_id
        and dossier.state in MEETING_STATES
        and meeting.votes.filter(round=dossier.round_id).exists(),
    )
    if reasons:
        raise Refused(reasons)
    objection = Objection.objects.create(
        round=dossier.round,
        dossier=dossier,
        meeting=meeting,
        received_on=today(),
        content=content.strip()[:2000],
        from_whom=clean(from_whom)[:120],
        handler=clean(handler)[:120],
        recorded_by=by.described,
    )
    audit.record(by, "recognition.objection.taken_at_meeting", objection)
    return objection


@transaction.atomic
def answer_at_meeting(
    objection: Objection, *, answer: str, answered_on: dt.date | None, by: Actor
) -> Objection:
    """The vote decides what becomes of the dossier; the answer says what was found."""
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("meeting__hamlet")
        .get(pk=objection.pk)
    )
    if objection.meeting is None:
        raise Refused("Phản ánh này do xã nhận: xã trả lời.")
    by.must(Permission.MEETING_RECORD, at=objection.meeting.hamlet)
    reasons = answer_reasons(
        is_open=objection.is_open,
        outcome=Outcome.KEEP,
        answer=answer.strip(),
        answered_on=answered_on,
        received_on=objection.received_on,
        return_reason="",
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    event = "recognition.objection.answered_at_meeting"
    return put_answer(objection, Outcome.KEEP, answer, answered_on, event, by=by)
