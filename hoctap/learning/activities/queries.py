"""The activities one may see, one of them with all that hangs on it, and those that look like one that is being recorded."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from hoctap.centres.models import Centre, Speaker, Topic, Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.learning.activities.rules import Similar
from hoctap.learning.models import (
    Activity,
    ActivityBody,
    ActivityFile,
    ActivityKind,
    ActivityState,
    Attendance,
    Headcount,
    ProgrammeLine,
    Session,
)
from hoctap.places.models import Level, Organisation, Place


def with_people(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """`lượt`: names and heads of its sessions, which are never of one session."""
    heads = (
        Headcount.objects.filter(session__activity=OuterRef("pk"))
        .order_by()
        .values("session__activity")
        .annotate(n=Sum("people"))
        .values("n")
    )
    names = (
        Attendance.objects.filter(session__activity=OuterRef("pk"), removed_at__isnull=True, role="learner")
        .order_by()
        .values("session__activity")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return rows.annotate(turns=Coalesce(Subquery(heads), 0) + Coalesce(Subquery(names), 0))


@dataclass(frozen=True)
class Wanted:
    """What a list of activities is asked for; empty values ask for nothing."""

    year: int
    kind: str = ""
    state: str = ""
    field: UUID | None = None
    body: UUID | None = None
    centre: UUID | None = None
    place: UUID | None = None
    commune: UUID | None = None
    months: tuple[int, int] | None = None


def activities_for(actor: Actor, wanted: Wanted) -> QuerySet[Activity]:
    rows = Activity.objects.visible_to(actor).of_year(wanted.year)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.field:
        rows = rows.filter(topic__in=topics_below(wanted.field))
    if wanted.body:
        took_part = ActivityBody.objects.filter(organisation=wanted.body).values("activity")
        rows = rows.filter(Q(pk__in=took_part) | Q(centre__organisation=wanted.body))
    if wanted.centre:
        rows = rows.filter(centre=wanted.centre)
    if wanted.place:
        rows = rows.filter(place=wanted.place)
    if wanted.commune:
        rows = rows.filter(commune=wanted.commune)
    if wanted.months:
        rows = rows.filter(starts_on__month__range=wanted.months)
    rows = rows.select_related("topic", "place", "commune").prefetch_related("bodies")
    return (
        with_people(rows)
        .annotate(shown=Count("files", Q(files__removed_at__isnull=True), distinct=True))
        .order_by("-starts_on", "-id")
    )


def topics_below(field: UUID) -> list[UUID]:
    """The topic and all below it."""
    parents = dict(Topic.objects.order_by().values_list("pk", "parent_id"))

    def is_below(topic: UUID | None) -> bool:
        while topic is not None:
            if topic == field:
                return True
            topic = parents.get(topic)
        return False

    return [topic for topic in parents if is_below(topic)]


@dataclass(frozen=True)
class SimilarRow:
    activity: Activity
    told: Similar


def similar_to(commune: Place, place: Place, topic: Topic, on: dt.date) -> list[SimilarRow]:
    """Of that day, of the same topic or field, at the same place or one for the whole commune: it may be the same evening."""
    field = topic.parent_id or topic.pk
    same = Q(topic=topic) | Q(topic=field) | Q(topic__parent=field) | Q(topic__parent=topic)
    rows = Activity.objects.filter(same, commune=commune, sessions__on=on).exclude(
        Q(state=ActivityState.CANCELLED) | Q(sessions__state=ActivityState.CANCELLED)
    )
    if place.pk != commune.pk:
        rows = rows.filter(place__in=(place.pk, commune.pk))
    found = with_people(rows.distinct().prefetch_related("bodies"))[:5]
    return [
        SimilarRow(one, Similar(one.title, [body.name for body in one.bodies.all()], one.turns))  # type: ignore[attr-defined]
        for one in found
    ]


def organisations_named(commune: Place, names: Iterable[str]) -> dict[str, Organisation]:
    """Bodies of the commune, of its hamlets and of the places above that bear these names; by name in small letters."""
    wanted = {name.casefold() for name in names}
    if not wanted:
        return {}
    near = Q(place__in=commune.path) | Q(place__parent=commune)
    rows = Organisation.objects.filter(near, valid_to__isnull=True).prefetch_related("aliases")
    found: dict[str, Organisation] = {}
    for row in rows.order_by("place__level", "id"):
        for name in (row.name, *(one.name for one in row.aliases.all())):
            if name.casefold() in wanted:
                found.setdefault(name.casefold(), row)
    return found


@dataclass(frozen=True)
class SessionRow:
    session: Session
    names: int
    heads: int
    is_waiting: bool
    """Its day is over, and nobody said who came."""

    @property
    def people(self) -> int | None:
        return self.names + self.heads if self.session.counted_by else None


@dataclass(frozen=True)
class ActivityPage:
    activity: Activity
    sessions: Sequence[SessionRow]
    bodies: Sequence[ActivityBody]
    speakers: Sequence[str]
    files: Sequence[ActivityFile]
    """Only for who may see them."""

    @property
    def turns(self) -> int | None:
        counted = [one.people for one in self.sessions if one.people is not None]
        return sum(counted) if counted else None


def page_of(activity: Activity, actor: Actor) -> ActivityPage:
    names = Count(
        "attendances", Q(attendances__removed_at__isnull=True, attendances__role="learner"), distinct=True
    )
    heads = (
        Headcount.objects.filter(session=OuterRef("pk"))
        .order_by()
        .values("session")
        .annotate(n=Sum("people"))
        .values("n")
    )
    day = today()
    sessions = activity.sessions.annotate(names=names, heads=Coalesce(Subquery(heads), 0)).order_by(
        "on", "number"
    )
    return ActivityPage(
        activity,
        [
            SessionRow(
                one,
                one.names,
                one.heads,
                one.on <= day and not one.counted_by and one.state != ActivityState.CANCELLED,
            )
            for one in sessions
        ],
        list(activity.bodies.select_related("organisation")),
        list(activity.speakers.values_list("name", flat=True)),
        list(ActivityFile.objects.visible_to(actor).standing().filter(activity=activity)),
    )


def waiting_sessions(actor: Actor) -> QuerySet[Session]:
    """Whose day is over without a count, where the actor may record it."""
    rows = Session.objects.filter(
        on__lt=today(), on__gte=today() - dt.timedelta(days=400), counted_by=""
    ).exclude(state=ActivityState.CANCELLED)
    if actor.system_job:
        return rows
    granted = actor.places_with(Permission.ATTENDANCE_TAKE)
    return rows.filter(activity__place__path__overlap=granted)


# ---------------------------------------------------------------- what forms choose from


def communes_to_record(actor: Actor) -> list[Place]:
    """In which the actor may record what was held: at them, or in a hamlet of theirs."""
    granted = actor.places_with(Permission.ATTENDANCE_TAKE)
    above = Q(
        pk__in=[
            place
            for path in Place.objects.filter(pk__in=granted).values_list("path", flat=True)
            for place in path
        ]
    )
    rows = Place.objects.filter(level=Level.COMMUNE, valid_to__isnull=True)
    return list(rows.filter(above | Q(path__overlap=granted)).order_by("sort_key", "id"))


def communes_to_plan(actor: Actor) -> list[Place]:
    rows = Place.objects.visible_to(actor, Permission.CENTRE_KEEP)
    return list(rows.filter(level=Level.COMMUNE, valid_to__isnull=True).order_by("sort_key", "id"))


def places_inside(commune: Place, actor: Actor, permission: Permission) -> QuerySet[Place]:
    """The commune and those of its hamlets of today at which the actor holds the right."""
    inside = Place.objects.filter(
        Q(pk=commune.pk) | Q(parent=commune, level=Level.HAMLET), valid_to__isnull=True
    )
    if not actor.system_job:
        inside = inside.filter(path__overlap=actor.places_with(permission))
    return inside.order_by("level", "sort_key", "id")


def centres_at(commune: Place) -> QuerySet[Centre]:
    return (
        Centre.objects.working_on(today())
        .filter(organisation__place=commune)
        .select_related("organisation__place")
    )


def venues_at(commune: Place) -> QuerySet[Venue]:
    rows = Venue.objects.standing().filter(Q(place=commune) | Q(place__parent=commune))
    return rows.select_related("place").order_by("name", "id")


def lines_at(commune: Place, year: int) -> QuerySet[ProgrammeLine]:
    rows = ProgrammeLine.objects.filter(programme__centre__organisation__place=commune, programme__year=year)
    return rows.select_related("programme__centre__organisation", "topic", "place").order_by("position", "id")


def speaker_names(commune: Place) -> list[str]:
    rows = Speaker.objects.standing().filter(place__in=commune.path).order_by("full_name")
    return list(rows.values_list("full_name", flat=True)[:300])


def body_names(commune: Place, actor: Actor) -> list[str]:
    """Of the commune, and of those of its hamlets for which the actor works."""
    near = Q(place=commune) | Q(
        place__parent=commune, place__path__overlap=actor.places_with(Permission.ATTENDANCE_TAKE)
    )
    rows = Organisation.objects.filter(near, valid_to__isnull=True).order_by("place__level", "name")
    return list(rows.values_list("name", flat=True)[:300])


def own_body_name(actor: Actor) -> str:
    """Of the capacity in which the actor works."""
    if actor.capacity_id is None:
        return ""
    return (
        Organisation.objects.filter(capacities=actor.capacity_id).values_list("name", flat=True).first() or ""
    )


KINDS_OF_CENTRES = (ActivityKind.CLASS, ActivityKind.TALK, ActivityKind.EMBEDDED)
"""What reports add up as the centre's lớp, chuyên đề, buổi lồng ghép; the others are told apart."""
