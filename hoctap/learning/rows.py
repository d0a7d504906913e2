"""What every way of counting a session does with its row."""

from django.db.models import Max, Min

from hoctap.learning.models import Activity, ActivityKind, ActivityState, CountedBy, Session
from hoctap.learning.rules import SessionFacts


def lock_session(session: Session) -> Session:
    """Under its activity's lock: sessions of one activity are counted, moved and cancelled one after the other."""
    Activity.objects.select_for_update(of=("self",)).get(pk=session.activity_id)
    rows = Session.objects.select_for_update(of=("self",)).select_related(
        "activity__place", "activity__commune"
    )
    return rows.get(pk=session.pk)


def session_facts(session: Session) -> SessionFacts:
    activity = session.activity
    return SessionFacts(
        on=session.on,
        is_cancelled=ActivityState.CANCELLED in (session.state, activity.state),
        is_class=activity.kind == ActivityKind.CLASS,
        has_speaker=activity.speakers.exists(),
    )


def mark_held(session: Session, counted_by: CountedBy) -> None:
    """The session, and with it its activity: one that had a session is held."""
    session.state, session.counted_by = ActivityState.HELD, counted_by
    session.save(update_fields=["state", "counted_by"])
    if session.activity.state != ActivityState.HELD:
        session.activity.state = ActivityState.HELD
        session.activity.save(update_fields=["state"])


def follow_sessions(activity: Activity) -> None:
    """First and last day, and whether it was held, as its sessions that stand say."""
    standing = activity.sessions.exclude(state=ActivityState.CANCELLED)
    days = standing.aggregate(first=Min("on"), last=Max("on"))
    if days["first"] is None:
        return
    is_held = standing.filter(state=ActivityState.HELD).exists()
    activity.starts_on, activity.ends_on = days["first"], days["last"]
    activity.state = ActivityState.HELD if is_held else ActivityState.PLANNED
    activity.save(update_fields=["starts_on", "ends_on", "state"])
