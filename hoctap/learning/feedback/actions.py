"""Slips are counted after a session."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Sum

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.learning.feedback import rules
from hoctap.learning.feedback.rules import Marks
from hoctap.learning.models import ActivityState, Attendance, CountedBy, Session, SessionFeedback
from hoctap.learning.rows import lock_session


@transaction.atomic
def record_feedback(session: Session, marks: Marks, *, by: Actor) -> SessionFeedback:
    """In place of an earlier count of the same session."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    if reasons := rules.feedback_blockers(
        marks, is_held=session.state == ActivityState.HELD, people=_people_at(session)
    ):
        raise Refused(reasons)
    row, _ = SessionFeedback.objects.update_or_create(
        session=session, defaults={**asdict(marks), "recorded_by": by.described[:300]}
    )
    audit.record(by, "learning.session.feedback_recorded", session, count=marks.slips)
    return row


def _people_at(session: Session) -> int | None:
    if session.counted_by == CountedBy.HEADS:
        return session.headcounts.aggregate(n=Sum("people"))["n"]
    if session.counted_by == CountedBy.NAMES:
        return Attendance.objects.filter(session=session).standing().count()
    return None
