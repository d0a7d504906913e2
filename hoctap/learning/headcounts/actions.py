"""So many people were there: counted by heads, in place of names."""

from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.learning.headcounts import rules
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Attendance, CountedBy, Headcount, Session
from hoctap.learning.rows import lock_session, mark_held, session_facts


@transaction.atomic
def record_headcount(session: Session, heads: Sequence[Heads], *, by: Actor) -> Session:
    """In place of an earlier headcount. The session and its activity are held from then on."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    reasons = rules.headcount_blockers(
        session_facts(session),
        heads,
        names_standing=Attendance.objects.filter(session=session).standing().count(),
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    session.headcounts.all().delete()
    Headcount.objects.bulk_create(
        Headcount(session=session, sex=one.sex, age_band=one.age_band, people=one.people)
        for one in heads
        if one.people
    )
    mark_held(session, CountedBy.HEADS)
    audit.record(by, "learning.session.counted", session, count=sum(one.people for one in heads))
    return session


@transaction.atomic
def drop_headcount(session: Session, *, by: Actor) -> Session:
    """So that names can be taken instead. The session stays held, not counted."""
    session = lock_session(session)
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    if session.counted_by != CountedBy.HEADS:
        raise Refused("Buổi này không có số người đã đếm để bỏ.")
    session.headcounts.all().delete()
    mark_held(session, CountedBy.NOTHING)
    audit.record(by, "learning.session.count_dropped", session)
    return session
