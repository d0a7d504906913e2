"""What was held, added up: each activity once in its commune, whoever hosted it, and once in the lists of each body that took part.

Classes, talks and embedded sessions are told apart. *Lượt* are names and heads together; *người* are distinct persons of those that were
named: heads are told beside them and never added. An activity of several sessions belongs to the period in which its first session
that was held lies; its people to the days of its sessions.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower

from hoctap.centres.models import Topic
from hoctap.learning.activities.queries import with_people
from hoctap.learning.models import (
    Activity,
    ActivityBody,
    ActivityKind,
    ActivityState,
    Attendance,
    AttendanceRole,
    BodyRole,
    Headcount,
    Programme,
    Session,
)
from hoctap.places.models import Organisation


@dataclass
class HeldCounts:
    by_kind: Counter[str] = field(default_factory=Counter)
    by_topic: Counter[UUID] = field(default_factory=Counter)
    by_form: Counter[str] = field(default_factory=Counter)
    by_target: Counter[str] = field(default_factory=Counter)
    turns_by_kind: Counter[str] = field(default_factory=Counter)
    turns_by_topic: Counter[UUID] = field(default_factory=Counter)
    kind_of_topic: Counter[tuple[str, UUID]] = field(default_factory=Counter)
    """Activities of a kind under a topic."""
    turns_of_topic: Counter[tuple[str, UUID]] = field(default_factory=Counter)
    turns_named: int = 0
    turns_heads: int = 0
    persons: int = 0
    """Distinct ones, of those that were named."""

    @property
    def activities(self) -> int:
        return sum(self.by_kind.values())

    @property
    def classes(self) -> int:
        return self.by_kind[ActivityKind.CLASS]

    @property
    def talks(self) -> int:
        return self.by_kind[ActivityKind.TALK]

    @property
    def embedded(self) -> int:
        return self.by_kind[ActivityKind.EMBEDDED]

    @property
    def turns(self) -> int:
        return self.turns_named + self.turns_heads


def held_counts(
    communes: Iterable[UUID],
    first: dt.date,
    last: dt.date,
    *,
    of_centres: bool = False,
    by_place: bool = False,
) -> dict[UUID, HeldCounts]:
    """Four queries. `of_centres`: only what a centre held or took part in; `by_place`: by where it was held, a hamlet or the commune itself.

    A commune that held nothing is left out: whether that is zero or nothing is known says `keeping_records`.
    """
    held = Activity.objects.filter(commune__in=list(communes), state=ActivityState.HELD)
    if of_centres:
        held = held.filter(centre__isnull=False)
    key = "place" if by_place else "commune"
    found: dict[UUID, HeldCounts] = {}
    _count_activities(found, began_between(held, first, last), key)
    _count_people(found, held, key, first, last)
    return found


def began_between(held: QuerySet[Activity], first: dt.date, last: dt.date) -> QuerySet[Activity]:
    """Those whose first session that was held lies between the two days."""
    sessions = Session.objects.filter(activity=OuterRef("pk"), state=ActivityState.HELD).order_by("on")
    return held.annotate(began=Subquery(sessions.values("on")[:1])).filter(began__range=(first, last))


def _count_activities(found: dict[UUID, HeldCounts], rows: QuerySet[Activity], key: str) -> None:
    columns = (key, "kind", "topic", "form", "target_group")
    for row in rows.order_by().values(*columns).annotate(n=Count("pk")):
        counts = found.setdefault(row[key], HeldCounts())
        counts.by_kind[row["kind"]] += row["n"]
        counts.by_topic[row["topic"]] += row["n"]
        counts.by_form[row["form"]] += row["n"]
        counts.by_target[row["target_group"]] += row["n"]
        counts.kind_of_topic[row["kind"], row["topic"]] += row["n"]


def _count_people(
    found: dict[UUID, HeldCounts], held: QuerySet[Activity], key: str, first: dt.date, last: dt.date
) -> None:
    sessions = Session.objects.filter(activity__in=held, on__range=(first, last), state=ActivityState.HELD)
    heads, names = _turns(sessions, f"activity__{key}", "activity__kind", "activity__topic")
    for turns, name in ((heads, "turns_heads"), (names, "turns_named")):
        for (place, kind, topic), number in turns.items():
            counts = found.setdefault(place, HeldCounts())
            setattr(counts, name, getattr(counts, name) + number)
            counts.turns_by_kind[kind] += number
            counts.turns_by_topic[topic] += number
            counts.turns_of_topic[kind, topic] += number
    of_place = f"session__activity__{key}"
    for row in _named(sessions).annotate(who=who()).values(of_place).annotate(n=Count("who", distinct=True)):
        found.setdefault(row[of_place], HeldCounts()).persons = row["n"]


def turnout(sessions: QuerySet[Session], *keys: str) -> dict[tuple[Any, ...], int]:
    """Lượt người dự of these sessions, names and heads together, by these fields of a session ("activity", "on__year"). What nobody counted
    is not there, and no 0. Two queries.
    """
    heads, names = _turns(sessions, *keys)
    return {key: heads.get(key, 0) + names.get(key, 0) for key in heads | names}


type _Turns = dict[tuple[Any, ...], int]


def _turns(sessions: QuerySet[Session], *keys: str) -> tuple[_Turns, _Turns]:
    """By heads and by names: a session is counted by one of them, never by both. Two queries."""
    fields = [f"session__{key}" for key in keys]
    heads = Headcount.objects.filter(session__in=sessions).order_by().values_list(*fields)
    names = _named(sessions).values_list(*fields)
    counted = (heads.annotate(n=Sum("people")), names.annotate(n=Count("pk")))
    by_heads, by_names = ({tuple(key): number for *key, number in rows} for rows in counted)
    return by_heads, by_names


def _named(sessions: QuerySet[Session]) -> QuerySet[Attendance]:
    """Who came to learn; organisers are told apart."""
    rows = Attendance.objects.standing().filter(session__in=sessions, role=AttendanceRole.LEARNER)
    return rows.order_by()


def who() -> Coalesce:
    """One person: by the register, else by name, year of birth and where from."""
    text = CharField()
    typed = Concat(
        F("name_key"),
        Value("|"),
        Coalesce(Cast("birth_year", text), Value("")),
        Value("|"),
        Lower("from_where"),
        output_field=text,
    )
    return Coalesce(Cast("person_id", text), typed, output_field=text)


def keeping_records(communes: Iterable[UUID], year: int) -> set[UUID]:
    """Communes that put the year's activities or programme in here: of these nothing held is zero, of the others it is not known."""
    ids = list(communes)
    of_activities = Activity.objects.filter(commune__in=ids, starts_on__year=year).order_by()
    of_programmes = Programme.objects.filter(centre__organisation__place__in=ids, year=year).order_by()
    return {
        *of_activities.values_list("commune", flat=True).distinct(),
        *of_programmes.values_list("centre__organisation__place", flat=True).distinct(),
    }


@dataclass(frozen=True)
class BodyActivity:
    activity: Activity
    role: str
    """Of `BodyRole`, in words."""
    turns: int


def activities_of_body(organisation: Organisation, year: int) -> list[BodyActivity]:
    """What was held in the year in which the body took part, in whichever role. Two queries."""
    roles = dict(
        ActivityBody.objects.filter(
            organisation=organisation, activity__state=ActivityState.HELD, activity__starts_on__year=year
        ).values_list("activity", "role")
    )
    rows = with_people(Activity.objects.filter(pk__in=roles).select_related("topic", "place", "commune"))
    return [
        BodyActivity(one, BodyRole(roles[one.pk]).label, one.turns)  # type: ignore[attr-defined]
        for one in rows.order_by("starts_on", "id")
    ]


def trend(
    communes: Sequence[UUID], first_year: int, last_year: int, *, of_centres: bool = False
) -> dict[UUID, dict[int, HeldCounts]]:
    """By commune and year; four queries a year."""
    found: dict[UUID, dict[int, HeldCounts]] = {}
    for year in range(first_year, last_year + 1):
        counted = held_counts(communes, dt.date(year, 1, 1), dt.date(year, 12, 31), of_centres=of_centres)
        for commune, counts in counted.items():
            found.setdefault(commune, {})[year] = counts
    return found


def fields_of_topics() -> dict[UUID, str]:
    """Topic → code of the shipped field under which it stands, at whatever depth. One query."""
    rows = {
        pk: (parent, code, place)
        for pk, parent, code, place in Topic.objects.order_by().values_list(
            "pk", "parent_id", "code", "place_id"
        )
    }

    def top(topic: UUID) -> str:
        parent, code, _ = rows[topic]
        while parent is not None:
            parent, code, _ = rows[parent]
        return code

    return {topic: top(topic) for topic in rows}


def topic_codes() -> dict[UUID, str]:
    """Topic → code of the nearest shipped topic: its own, or that below which a place added it. One query."""
    rows = {
        pk: (parent, code, place)
        for pk, parent, code, place in Topic.objects.order_by().values_list(
            "pk", "parent_id", "code", "place_id"
        )
    }

    def nearest(topic: UUID) -> str:
        parent, code, place = rows[topic]
        while place is not None and parent is not None:
            parent, code, place = rows[parent]
        return code

    return {topic: nearest(topic) for topic in rows}
