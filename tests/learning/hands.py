"""Programmes, needs and activities of a commune, for tests."""

import datetime as dt
import io
from collections.abc import Sequence

from django.utils import timezone
from PIL import Image

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.learning.activities.actions import ActivityDetails, Involved, record_activity
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import (
    Activity,
    ActivityKind,
    ActivitySpeaker,
    Programme,
    ProgrammeLine,
    ProgrammeState,
    Session,
    TargetGroup,
)
from hoctap.places.models import Place
from hoctap.surveys.models import Need
from tests.centres.hands import centre_at, topic

YESTERDAY = dt.timedelta(days=1)


def commune_of(place: Place) -> Place:
    commune = place if place.level == "commune" else place.parent
    assert commune is not None
    return commune


def activity_at(
    place: Place,
    *,
    on: dt.date | None = None,
    kind: ActivityKind = ActivityKind.TALK,
    title: str = "",
    speaker: str = "Nguyễn Thị Giảng",
    code: str = "crops",
) -> Activity:
    """Planned. `place`: a commune, or a hamlet of one. `on`: yesterday."""
    commune = commune_of(place)
    day = on or today() - YESTERDAY
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


def held_at(
    place: Place,
    by: Actor,
    *,
    on: dt.date | None = None,
    kind: ActivityKind = ActivityKind.TALK,
    code: str = "crops",
    title: str = "",
    hosts: Sequence[str] = (),
    partners: Sequence[str] = (),
    heads: Sequence[Heads] = (Heads(12, "m"), Heads(15, "f")),
    of_centre: bool = True,
    is_another: bool = True,
) -> Activity:
    commune = commune_of(place)
    details = ActivityDetails(
        kind=kind,
        topic=topic(code),
        place=place,
        title=title,
        centre=centre_at(commune) if of_centre else None,
    )
    involved = Involved(hosts, partners, ("Nguyễn Thị Giảng",))
    return record_activity(
        commune, details, involved, on or today() - YESTERDAY, heads, is_another=is_another, by=by
    )


def programme_at(
    commune: Place, *, year: int | None = None, state: ProgrammeState = ProgrammeState.DRAFT
) -> Programme:
    approved = timezone.now() if state == ProgrammeState.APPROVED else None
    values = {
        "state": state,
        "made_by": f"Người lập ở {commune.name}",
        "decided_by": "Chủ tịch" if approved else "",
        "decided_at": approved,
        "first_approved_at": approved,
    }
    return Programme.objects.update_or_create(
        centre=centre_at(commune), year=year or today().year, defaults=values
    )[0]


def line_of(programme: Programme, *, needs: Sequence[Need] = (), **values: object) -> ProgrammeLine:
    commune = programme.centre.place
    usual: dict[str, object] = {
        "kind": ActivityKind.TALK,
        "topic": topic(),
        "title": f"Trồng lúa hữu cơ ở {commune.name}",
        "target_group": TargetGroup.FARMERS,
        "place": commune,
        "month_from": 1,
        "month_to": 12,
    }
    line = ProgrammeLine.objects.create(
        programme=programme, position=programme.lines.count() + 1, **{**usual, **values}
    )
    line.needs.set(needs)
    return line


def need_at(
    place: Place, *, people: int = 24, year: int | None = None, text: str = "", code: str = "crops"
) -> Need:
    commune = commune_of(place)
    return Need.objects.create(
        commune=commune,
        place=place,
        year=year or today().year,
        topic=topic(code),
        text=text or f"Nuôi lươn không bùn ở {commune.name}",
        people=people,
        source="tally",
        recorded_by="Hệ thống",
    )


def photo() -> bytes:
    """A small JPEG."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 20), (20, 110, 60)).save(kept, "JPEG")
    return kept.getvalue()
