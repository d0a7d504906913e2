"""What is on in a commune, and who said that they come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity, ActivityKind, ActivityState, Session
from hoctap.portal.models import Asks, ClassDoor, Door, SignUp, SignUpState

DAYS = 30
# Held in somebody else's meeting: nobody is invited to it by name of the centre.
NOT_INVITED = (ActivityKind.EMBEDDED,)


def taken_of(class_door: str) -> Coalesce:
    """How many people have a place; `class_door` is the field that leads there."""
    rows = SignUp.objects.filter(class_door=OuterRef(class_door), state=SignUpState.COMING).order_by()
    summed = rows.values("class_door").annotate(n=Sum("people")).values("n")
    return Coalesce(Subquery(summed, output_field=IntegerField()), Value(0))


@dataclass(frozen=True)
class Coming:
    """One buổi on the door."""

    session: Session
    taken: int

    @property
    def activity(self) -> Activity:
        return self.session.activity

    @property
    def where(self) -> str:
        activity = self.activity
        named = activity.venue.name if activity.venue else activity.venue_name
        parts = [named, activity.venue.address if activity.venue else "", activity.place.title]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def class_door(self) -> ClassDoor | None:
        return getattr(self.activity, "class_door", None)

    @property
    def takes_names(self) -> bool:
        return self.class_door is not None and self.class_door.asks != Asks.NOTHING

    @property
    def free(self) -> int | None:
        """None: as many as come."""
        if self.class_door is None or not self.takes_names or self.class_door.places is None:
            return None
        return max(self.class_door.places - self.taken, 0)


def shown(commune: UUID) -> QuerySet[Session]:
    """Sessions still to come that the door may show."""
    rows = Session.objects.filter(activity__commune=commune, state=ActivityState.PLANNED, on__gte=today())
    rows = rows.exclude(activity__state=ActivityState.CANCELLED).exclude(activity__kind__in=NOT_INVITED)
    return rows.exclude(activity__class_door__is_hidden=True)


def coming(door: Door, *, hamlet: UUID | None = None, most: int | None = None) -> list[Coming]:
    """One query. With a hamlet: what is held for it, and for the whole commune."""
    rows = shown(door.place_id).filter(on__lt=today() + dt.timedelta(days=DAYS))
    if hamlet is not None:
        rows = rows.filter(Q(activity__place=hamlet) | Q(activity__place=door.place_id))
    rows = (
        rows.select_related("activity__topic", "activity__place", "activity__venue", "activity__class_door")
        .annotate(taken=taken_of("activity__class_door"))
        .order_by("on", "starts_at", "id")
    )
    return [Coming(one, one.taken) for one in rows[:most]]


def by_day(rows: Iterable[Coming]) -> list[tuple[dt.date, list[Coming]]]:
    days: dict[dt.date, list[Coming]] = {}
    for one in rows:
        days.setdefault(one.session.on, []).append(one)
    return list(days.items())


@dataclass(frozen=True)
class ClassPage:
    activity: Activity
    sessions: list[Coming]

    @property
    def first(self) -> Coming:
        return self.sessions[0]


def class_page(door: Door, pk: UUID) -> ClassPage | None:
    """One query; None where nothing of it is still to come."""
    rows = (
        shown(door.place_id)
        .filter(activity=pk)
        .select_related("activity__topic", "activity__place", "activity__venue", "activity__class_door")
        .annotate(taken=taken_of("activity__class_door"))
        .order_by("on", "number")
    )
    sessions = [Coming(one, one.taken) for one in rows]
    return ClassPage(sessions[0].activity, sessions) if sessions else None


def is_coming(activity: Activity) -> bool:
    return shown(activity.commune_id).filter(activity=activity).exists()


def taken_at(class_door: ClassDoor) -> int:
    rows = SignUp.objects.filter(class_door=class_door, state=SignUpState.COMING)
    return rows.aggregate(n=Sum("people"))["n"] or 0


# ---------------------------------------------------------------- what the centre sees


@dataclass(frozen=True)
class ListedClass:
    activity: Activity
    next_on: dt.date
    taken: int
    waiting: int
    class_door: ClassDoor | None

    @property
    def says(self) -> str:
        if self.class_door is not None and self.class_door.is_hidden:
            return "không hiện trên cổng"
        if self.class_door is None or not self.class_door.asks:
            return "không cần đăng ký"
        places = f"/{self.class_door.places}" if self.class_door.places else ""
        waiting = f", {self.waiting} người chờ" if self.waiting else ""
        return f"{self.taken}{places} người{waiting}"


def classes_for(actor: Actor) -> list[ListedClass]:
    """Still to come, or with sign-ups of the last month. One query."""
    soon = Session.objects.filter(
        activity=OuterRef("pk"), on__gte=today() - dt.timedelta(days=DAYS)
    ).order_by("on")
    waiting = (
        SignUp.objects.filter(class_door=OuterRef("class_door"), state=SignUpState.WAITING)
        .order_by()
        .values("class_door")
        .annotate(n=Sum("people"))
        .values("n")
    )
    granted = [*actor.places_with(Permission.ATTENDANCE_TAKE), *actor.places_with(Permission.CENTRE_KEEP)]
    rows = Activity.objects.filter(place__path__overlap=granted).exclude(state=ActivityState.CANCELLED)
    rows = rows.exclude(kind__in=NOT_INVITED).annotate(
        next_on=Subquery(soon.filter(on__gte=today(), state=ActivityState.PLANNED).values("on")[:1]),
        last_on=Subquery(soon.order_by("-on").values("on")[:1]),
        taken=taken_of("class_door"),
        waiting=Coalesce(Subquery(waiting, output_field=IntegerField()), Value(0)),
        has_names=Exists(SignUp.objects.filter(class_door__activity=OuterRef("pk"))),
    )
    rows = rows.filter(Q(next_on__isnull=False) | Q(has_names=True, last_on__isnull=False))
    return [
        ListedClass(one, one.next_on or one.last_on, one.taken, one.waiting, getattr(one, "class_door", None))
        for one in rows.select_related("place", "commune", "class_door").order_by("next_on", "id")[:200]
    ]


@dataclass(frozen=True)
class ClassDoorPage:
    activity: Activity
    class_door: ClassDoor | None
    sign_ups: list[SignUp]
    sessions: list[Session]

    @property
    def coming(self) -> list[SignUp]:
        return [one for one in self.sign_ups if one.state == SignUpState.COMING]

    @property
    def waiting(self) -> list[SignUp]:
        return [one for one in self.sign_ups if one.state == SignUpState.WAITING]

    @property
    def people(self) -> int:
        return sum(one.people for one in self.coming)

    @property
    def to_take(self) -> list[SignUp]:
        return [one for one in self.coming if one.name and one.taken_at is None]

    @property
    def sessions_held(self) -> list[Session]:
        return [one for one in self.sessions if one.on <= today() and one.state != ActivityState.CANCELLED]


def class_door_page(activity: Activity, actor: Actor) -> ClassDoorPage:
    class_door = ClassDoor.objects.filter(activity=activity).first()
    sign_ups = (
        list(
            SignUp.objects.visible_to(actor)
            .filter(class_door=class_door)
            .exclude(state=SignUpState.CANCELLED)
            .select_related("hamlet")
        )
        if class_door
        else []
    )
    return ClassDoorPage(activity, class_door, sign_ups, list(activity.sessions.all()))
