"""An activity of a commune with one session, for tests."""

import datetime as dt

from hoctap.core.dates import today
from hoctap.learning.models import Activity, ActivityKind, ActivitySpeaker, Session, TargetGroup
from hoctap.places.models import Place
from tests.centres.hands import centre_at, topic


def activity_at(
    place: Place,
    *,
    on: dt.date | None = None,
    kind: ActivityKind = ActivityKind.TALK,
    title: str = "",
    speaker: str = "Nguyễn Thị Giảng",
    code: str = "crops",
) -> Activity:
    """`place`: a commune, or a hamlet of one. `on`: yesterday."""
    commune = place if place.level == "commune" else place.parent
    assert commune is not None
    day = on or today() - dt.timedelta(days=1)
    activity = Activity.objects.create(
        commune=commune,
        place=place,
        centre=centre_at(commune),
        kind=kind,
        topic=topic(code),
        title=title or f"Kỹ thuật trồng lúa ở {commune.name}",
        target_group=TargetGroup.FARMERS,
        starts_on=day,
        ends_on=day,
        recorded_by="Hệ thống",
    )
    if speaker:
        ActivitySpeaker.objects.create(activity=activity, name=speaker)
    session_of(activity, day)
    return activity


def session_of(activity: Activity, on: dt.date) -> Session:
    return Session.objects.create(activity=activity, number=activity.sessions.count() + 1, on=on)
