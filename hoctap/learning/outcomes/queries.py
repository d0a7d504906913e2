"""Vocational classes and technology transfer with what came of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.vietnamese import format_date
from hoctap.learning.attendance.counting import by_person
from hoctap.learning.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    AttendanceRole,
    Headcount,
    LearnerOutcome,
    OutcomeTally,
    Session,
    TechnologyTransfer,
    TrainingCourse,
    VocationalClass,
)
from hoctap.learning.outcomes.rules import ClassFacts
from hoctap.learning.regularity.queries import topics_below
from hoctap.people.models import Person
from hoctap.people.registry import ExportPart

TEACHING = (ActivityKind.CLASS, ActivityKind.TALK, ActivityKind.EMBEDDED)
OCCUPATIONAL = ("production", "vocational")
"""Fields of topics by which people learn for their work."""


def occupational_topics() -> set[UUID]:
    return topics_below(OCCUPATIONAL)


def learners_of(activity_ids: Iterable[UUID]) -> "QuerySet[Attendance]":
    """Standing names of who came to learn, with `who`: equal for the rows of one person."""
    rows = Attendance.objects.standing().filter(
        session__activity__in=list(activity_ids),
        session__state=ActivityState.HELD,
        role=AttendanceRole.LEARNER,
    )
    return by_person(rows)


def class_facts(activity: Activity) -> ClassFacts:
    """Five queries."""
    heads = (
        Session.objects.filter(activity=activity, counted_by="heads")
        .annotate(n=Sum("headcounts__people"))
        .aggregate(most=Max("n"))["most"]
    )
    return ClassFacts(
        is_vocational=VocationalClass.objects.filter(activity=activity).exists(),
        is_transfer=TechnologyTransfer.objects.filter(activity=activity).exists(),
        starts_on=activity.starts_on,
        names=learners_of([activity.pk]).aggregate(n=Count("who", distinct=True))["n"],
        heads=heads,
    )


# ---------------------------------------------------------------- one class


@dataclass(frozen=True)
class Learner:
    """One person of a class. `attendance`: the row at which his outcome hangs, else his first."""

    attendance: Attendance
    sessions: int
    outcome: LearnerOutcome | None
    ticked: bool = False


def class_learners(activity: Activity) -> list[Learner]:
    """Each person once, in the order of names. One query."""
    rows = learners_of([activity.pk]).select_related("outcome").order_by("name_key", "session__number", "id")
    by_who: dict[str, list[Attendance]] = {}
    for row in rows:
        by_who.setdefault(row.who, []).append(row)  # type: ignore[attr-defined]
    saw(persons=[row.person_id for row in rows if row.person_id])
    found = []
    for of_one in by_who.values():
        told = next((row for row in of_one if hasattr(row, "outcome")), None)
        found.append(Learner(told or of_one[0], len(of_one), told.outcome if told else None))
    return found


def ticked(learners: Sequence[Learner], chosen: set[str]) -> list[Learner]:
    """As they were sent, for a form that comes back."""
    return [replace(one, ticked=str(one.attendance.pk) in chosen) for one in learners]


# ---------------------------------------------------------------- the list


@dataclass(frozen=True)
class Results:
    """Of one class, or of several added up. None: not asked of anybody."""

    finished: int | None = None
    certified: int | None = None
    working: int | None = None
    applying: int | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True)
class TrainingRow:
    activity: Activity
    vocational: VocationalClass | None
    transfer: TechnologyTransfer | None
    names: int
    heads: int | None
    results: Results
    may_keep: bool

    @property
    def is_asked(self) -> bool:
        return self.results.as_of is not None


def trainings(actor: Actor, year: int, centre: Centre | None = None) -> list[TrainingRow]:
    """Classes of the year that are described, latest first. Five queries."""
    rows = _of_year(actor, year, centre).filter(Q(vocational__isnull=False) | Q(transfer__isnull=False))
    return training_rows(list(rows.select_related("place", "topic", "vocational", "transfer")), actor)


def undescribed(actor: Actor, year: int, centre: Centre | None = None) -> list[Activity]:
    """Held in an occupational field, and nobody has said yet whether they trained or transferred."""
    rows = _of_year(actor, year, centre).filter(
        kind__in=TEACHING,
        topic__in=occupational_topics(),
        state=ActivityState.HELD,
        vocational__isnull=True,
        transfer__isnull=True,
    )
    return list(rows.select_related("place", "topic")[:100])


def _of_year(actor: Actor, year: int, centre: Centre | None) -> "QuerySet[Activity]":
    rows = Activity.objects.visible_to(actor).of_year(year).exclude(state=ActivityState.CANCELLED)
    if centre is not None:
        rows = rows.filter(Q(centre=centre) | Q(commune=centre.place))
    return rows.order_by("-starts_on", "-id")


def training_rows(activities: Sequence[Activity], actor: Actor) -> list[TrainingRow]:
    """Four queries."""
    ids = [one.pk for one in activities]
    names = dict(
        learners_of(ids)
        .order_by()
        .values("session__activity")
        .annotate(n=Count("who", distinct=True))
        .values_list("session__activity", "n")
    )
    heads: dict[UUID, int] = {}
    sessions = Headcount.objects.filter(session__activity__in=ids).order_by().values("session")
    for activity_id, people in sessions.annotate(n=Sum("people")).values_list("session__activity", "n"):
        heads[activity_id] = max(heads.get(activity_id, 0), people)
    told = _named_results(ids)
    tallies: dict[UUID, OutcomeTally] = {}
    for tally in OutcomeTally.objects.filter(activity__in=ids).order_by("as_of", "recorded_at", "id"):
        tallies[tally.activity_id] = tally
    found = []
    for one in activities:
        results = told.get(one.pk)
        if results is None and one.pk in tallies:
            tally = tallies[one.pk]
            results = Results(tally.finished, tally.certified, tally.working, tally.applying, tally.as_of)
        found.append(
            TrainingRow(
                one,
                getattr(one, "vocational", None),
                getattr(one, "transfer", None),
                names.get(one.pk, 0),
                heads.get(one.pk),
                results or Results(),
                may_keep(one, actor),
            )
        )
    return found


def _named_results(ids: Sequence[UUID]) -> dict[UUID, Results]:
    """By activity, from the rows of persons. One query."""
    rows = (
        LearnerOutcome.objects.filter(
            attendance__session__activity__in=list(ids), attendance__removed_at__isnull=True
        )
        .order_by()
        .values(activity=F("attendance__session__activity"))
        .annotate(last=Max("as_of"))
    )
    for name, column in _COLUMNS.items():
        rows = rows.annotate(
            **{
                f"{name}_yes": Count("pk", filter=Q(**{column: True})),
                f"{name}_asked": Count("pk", filter=Q(**{f"{column}__isnull": False})),
            }
        )
    found = {}
    for row in rows:
        told: dict[str, Any] = dict(row)
        answers = {name: told[f"{name}_yes"] if told[f"{name}_asked"] else None for name in _COLUMNS}
        found[told["activity"]] = Results(**answers, as_of=told["last"])
    return found


_COLUMNS = {
    "finished": "has_finished",
    "certified": "has_certificate",
    "working": "has_work",
    "applying": "applies_it",
}


@dataclass(frozen=True)
class TrainingSum:
    classes: int
    crafts: int
    minority: int
    retraining: int
    transfers: int
    households: int | None


def added_up(rows: Sequence[TrainingRow]) -> TrainingSum:
    vocational = [row.vocational for row in rows if row.vocational]
    transfers = [row.transfer for row in rows if row.transfer]
    told = [one.households for one in transfers if one.households is not None]
    return TrainingSum(
        len(vocational),
        sum(one.is_craft for one in vocational),
        sum(one.in_minority_area for one in vocational),
        sum(one.is_retraining for one in vocational),
        len(transfers),
        sum(told) if told else None,
    )


def courses_for(actor: Actor) -> list[TrainingCourse]:
    """Standing ones first, with `classes`: how many were opened from each."""
    rows = TrainingCourse.objects.visible_to(actor).select_related("place")
    return list(
        rows.annotate(classes=Count("vocational_classes")).order_by(
            F("dropped_on").asc(nulls_first=True), "trade", "id"
        )
    )


def without_outcome(place_ids: Sequence[UUID], *, after_days: int = 90) -> list[Activity]:
    """Vocational classes that ended so long ago, within the last year and a half, and nobody asked what came of them. One query."""
    day = today()
    return list(
        Activity.objects.held()
        .filter(
            place__path__overlap=list(place_ids),
            vocational__isnull=False,
            ends_on__lte=day - dt.timedelta(days=after_days),
            ends_on__gte=day - dt.timedelta(days=550),
            outcome_tallies__isnull=True,
        )
        .exclude(
            pk__in=LearnerOutcome.objects.filter(has_work__isnull=False).values(
                "attendance__session__activity"
            )
        )
        .select_related("place", "vocational")
        .order_by("ends_on", "id")
    )


def may_keep(activity: Activity, actor: Actor) -> bool:
    return actor.may(Permission.CENTRE_KEEP, at=activity)


def outcomes_of_person(person: Person) -> list[ExportPart]:
    """For whoever asks what is held about him."""
    rows = LearnerOutcome.objects.filter(
        Q(attendance__person=person) | Q(attendance__person__merged_into=person)
    ).select_related("attendance__session__activity")
    words = {True: "có", False: "không", None: "chưa hỏi"}
    return [
        ExportPart(
            "Kết quả sau lớp học",
            [
                {
                    "Lớp": row.attendance.session.activity.title,
                    "Học xong": words[row.has_finished],
                    "Chứng chỉ": words[row.has_certificate],
                    "Việc làm, thu nhập": words[row.has_work],
                    "Áp dụng kỹ thuật": words[row.applies_it],
                    "Hỏi ngày": format_date(row.as_of),
                    "Người ghi": row.recorded_by,
                }
                for row in rows.order_by("as_of", "id")
            ],
        )
    ]
