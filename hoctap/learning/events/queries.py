"""Culture and sport that was held: a list, and what of it was for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.learning.clubs.queries import heads_of, marks_of
from hoctap.learning.feedback.rules import Marks
from hoctap.learning.models import (
    ActivityState,
    AgeBand,
    Headcount,
    Session,
    TargetGroup,
)
from hoctap.learning.regularity.queries import COUNTED
from hoctap.places.models import Place


@dataclass(frozen=True)
class EventRow:
    session: Session
    people: int | None
    marks: Marks | None
    may_mark: bool


def events_held(
    actor: Actor,
    year: int,
    *,
    place: UUID | None = None,
    centre: Centre | None = None,
    kind: str = "",
    group: str = "",
) -> "QuerySet[Session]":
    """Sessions of culture, sport and other events, and clubs' meetings, latest first."""
    rows = Session.objects.visible_to(actor).filter(
        activity__kind__in=[kind] if kind in COUNTED else list(COUNTED),
        state=ActivityState.HELD,
        on__year=year,
    )
    if place is not None:
        rows = rows.filter(activity__place__path__contains=[place])
    if centre is not None:
        rows = rows.filter(Q(activity__centre=centre) | Q(activity__place__path__contains=[centre.place.pk]))
    if group:
        rows = rows.filter(activity__target_group=group)
    return rows.select_related("activity__place", "activity__topic").order_by("-on", "-id")


def shown(sessions: Sequence[Session], actor: Actor) -> list[EventRow]:
    """Two queries."""
    people, marks = heads_of(sessions), marks_of(sessions)
    return [
        EventRow(one, people.get(one.pk), marks.get(one.pk), actor.may(Permission.ATTENDANCE_TAKE, at=one))
        for one in sessions
    ]


@dataclass
class Line:
    """Of one place, or of one interest."""

    label: str
    held: int = 0
    for_young: int = 0
    """Meant for children or youth."""
    people: int = 0
    bands: dict[str, int] = field(default_factory=dict)
    of_unknown_age: int = 0
    marks: Marks = field(default_factory=Marks)

    def told(self, band: str) -> int | None:
        """None where nobody wrote ages down."""
        return self.bands.get(band, 0) if self.bands else None

    @property
    def by_band(self) -> list[tuple[str, int | None]]:
        return [(AgeBand(band).label, self.told(band)) for band in SHOWN_BANDS]


SHOWN_BANDS = [AgeBand.CHILD.value, AgeBand.YOUTH.value, AgeBand.ADULT.value, AgeBand.ELDER.value]
YOUNG = (TargetGroup.CHILDREN, TargetGroup.YOUTH)


@dataclass(frozen=True)
class EventTable:
    places: list[Line]
    interests: list[Line]
    whole: Line


def event_table_of(actor: Actor, year: int, centre: Centre | None = None) -> EventTable:
    """By place (communes, or the hamlets of the one commune) and by interest. Four queries."""
    sessions = list(events_held(actor, year, centre=centre))
    by_session: dict[UUID, list[tuple[str, int]]] = {}
    heads = Headcount.objects.filter(session__in=[one.pk for one in sessions])
    for session_id, band, people in heads.values_list("session_id", "age_band", "people"):
        by_session.setdefault(session_id, []).append((band, people))
    marks = marks_of(sessions)
    names = _places_of(sessions)
    several = len({one.activity.commune_id for one in sessions}) > 1
    whole = Line("Cộng")
    places: dict[UUID, Line] = {}
    interests: dict[UUID, Line] = {}
    for one in sessions:
        activity = one.activity
        at = activity.commune_id if several else activity.place_id
        lines = [
            whole,
            places.setdefault(at, Line(names.get(at, activity.place.title))),
            interests.setdefault(activity.topic_id, Line(activity.topic.name)),
        ]
        for line in lines:
            line.held += 1
            line.for_young += activity.target_group in YOUNG
            line.marks = line.marks + marks.get(one.pk, Marks())
            for band, people in by_session.get(one.pk, []):
                line.people += people
                if band:
                    line.bands[band] = line.bands.get(band, 0) + people
                else:
                    line.of_unknown_age += people
    return EventTable(
        sorted(places.values(), key=lambda line: line.label),
        sorted(interests.values(), key=lambda line: -line.held),
        whole,
    )


def _places_of(sessions: Sequence[Session]) -> dict[UUID, str]:
    ids = {one.activity.commune_id for one in sessions} | {one.activity.place_id for one in sessions}
    return {place.pk: place.title for place in Place.objects.filter(pk__in=ids)}
