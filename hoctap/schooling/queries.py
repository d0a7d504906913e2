"""What is known of universal education: by commune and year, each with the day of the system it comes from."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.reading import not_shown
from hoctap.places.models import Level, Place, PlaceQuerySet
from hoctap.schooling.models import (
    Aim,
    Enrolment,
    LevelRecord,
    Pupil,
    PupilState,
    Relapse,
    SchoolLevel,
    Visit,
)

LABELS = {aim.value: aim.label for aim in Aim} | {f"school-{one.value}": one.label for one in SchoolLevel}
VISIT_EVERY = dt.timedelta(days=30)
"""After so many days without a visit whoever is to be won back shows up in the work of who visits."""


def communes(actor: Actor) -> PlaceQuerySet:
    """Where the actor reads; and the commune in which his hamlet lies."""
    rows = Place.objects.filter(level=Level.COMMUNE)
    if actor.system_job:
        return rows
    granted = actor.places_with(Permission.SCHOOLING_READ)
    above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
    ancestors = {place_id for path in above for place_id in path}
    return rows.filter(Q(path__overlap=granted) | Q(pk__in=ancestors))


def _latest[Row: (LevelRecord, Enrolment, Relapse)](
    rows: QuerySet[Row], key: str
) -> dict[tuple[UUID, str], Row]:
    """The one recorded last, by commune and what it is about."""
    ordered = rows.order_by("recorded_at", "id")
    return {(row.commune_id, getattr(row, key) if key else ""): row for row in ordered}


def levels_of(commune_ids: Iterable[UUID], year: int) -> dict[tuple[UUID, str], LevelRecord]:
    return _latest(LevelRecord.objects.filter(commune__in=list(commune_ids), year=year), "aim")


def enrolments_of(commune_ids: Iterable[UUID], year: int) -> dict[tuple[UUID, str], Enrolment]:
    return _latest(Enrolment.objects.filter(commune__in=list(commune_ids), year=year), "school_level")


def relapses_of(commune_ids: Iterable[UUID], year: int) -> dict[tuple[UUID, str], Relapse]:
    return _latest(Relapse.objects.filter(commune__in=list(commune_ids), year=year), "")


def told_of(commune: Place, year: int) -> list[str]:
    """What the year says already, by the keys of `LABELS` and 'relapse'."""
    ids = [commune.pk]
    return [
        *(aim for _, aim in levels_of(ids, year)),
        *(f"school-{school}" for _, school in enrolments_of(ids, year)),
        *("relapse" for _ in relapses_of(ids, year)),
    ]


# ---------------------------------------------------------------- the list of communes


@dataclass(frozen=True)
class CommuneRow:
    commune: Place
    levels: list[tuple[str, LevelRecord | None]]
    children: int | None
    enrolled: int | None
    relapsed: int | None

    @property
    def is_told(self) -> bool:
        return self.children is not None or self.relapsed is not None or any(one for _, one in self.levels)


def rows_of(found: Sequence[Place], year: int) -> list[CommuneRow]:
    """Three queries, however many communes."""
    ids = [one.pk for one in found]
    levels, enrolments, relapses = levels_of(ids, year), enrolments_of(ids, year), relapses_of(ids, year)
    rows = []
    for one in found:
        told = [enrolments[key] for key in enrolments if key[0] == one.pk]
        relapse = relapses.get((one.pk, ""))
        rows.append(
            CommuneRow(
                one,
                [(aim.label, levels.get((one.pk, aim.value))) for aim in Aim],
                sum(row.children for row in told) if told else None,
                sum(row.enrolled for row in told) if told else None,
                relapse.people if relapse else None,
            )
        )
    return rows


def listed(actor: Actor, year: int) -> list[Place]:
    return list(communes(actor).valid_in(year).order_by("sort_key", "id"))


# ---------------------------------------------------------------- one commune


@dataclass(frozen=True)
class YearPage:
    commune: Place
    year: int
    levels: list[tuple[str, LevelRecord | None]]
    enrolments: list[tuple[str, Enrolment | None]]
    relapse: Relapse | None
    corrected: list[tuple[str, Any]]
    """What was said before, with its words."""
    waiting: int
    returned: int
    visits: int

    @property
    def children(self) -> int | None:
        told = [one for _, one in self.enrolments if one is not None]
        return sum(one.children for one in told) if told else None

    @property
    def enrolled(self) -> int | None:
        told = [one for _, one in self.enrolments if one is not None]
        return sum(one.enrolled for one in told) if told else None


def page_of(commune: Place, year: int) -> YearPage:
    ids = [commune.pk]
    levels, enrolments, relapses = levels_of(ids, year), enrolments_of(ids, year), relapses_of(ids, year)
    kept = {row.pk for found in (levels, enrolments, relapses) for row in found.values()}
    before: list[tuple[str, Any]] = []
    for level in LevelRecord.objects.filter(commune=commune, year=year):
        before.append((f"{level.get_aim_display()}: {level.words}", level))
    for one in Enrolment.objects.filter(commune=commune, year=year):
        before.append((f"{one.get_school_level_display()}: {one.enrolled}/{one.children} trẻ", one))
    for row in Relapse.objects.filter(commune=commune, year=year):
        before.append((f"Tái mù chữ: {row.people} người", row))
    pupils = Pupil.objects.filter(hamlet__path__contains=[commune.pk]).aggregate(
        waiting=Count("id", filter=Q(state=PupilState.OPEN)),
        returned=Count("id", filter=Q(state=PupilState.RETURNED, closed_on__year=year)),
    )
    return YearPage(
        commune,
        year,
        [(aim.label, levels.get((commune.pk, aim.value))) for aim in Aim],
        [(one.label, enrolments.get((commune.pk, one.value))) for one in SchoolLevel],
        relapses.get((commune.pk, "")),
        [(words, row) for words, row in before if row.pk not in kept],
        pupils["waiting"],
        pupils["returned"],
        Visit.objects.filter(pupil__hamlet__path__contains=[commune.pk], on__year=year).count(),
    )


# ---------------------------------------------------------------- the visit list


def hamlets(actor: Actor) -> QuerySet[Place]:
    """Where the actor visits."""
    rows = Place.objects.visible_to(actor, Permission.SCHOOLING_VISIT)
    return rows.filter(level=Level.HAMLET, valid_to__isnull=True).select_related("parent")


@dataclass(frozen=True)
class PupilRow:
    pupil: Pupil
    visits: int
    last_on: dt.date | None
    next_on: dt.date | None
    due: bool
    """Nobody went for long, or said he would by now."""


def pupils_of(actor: Actor, *, state: str = "open", hamlet: UUID | None = None) -> list[PupilRow]:
    """Who waits longest first. Two queries."""
    rows = Pupil.objects.visible_to(actor).select_related("hamlet__parent")
    rows = rows.waiting() if state == "open" else rows.exclude(state=PupilState.OPEN)
    if hamlet is not None:
        rows = rows.filter(hamlet=hamlet)
    found = list(rows.annotate(times=Count("visits"), last_on=Max("visits__on")))
    promised: dict[UUID, dt.date | None] = {}
    for visit in Visit.objects.filter(pupil__in=[one.pk for one in found]).order_by(
        "on", "recorded_at", "id"
    ):
        promised[visit.pupil_id] = visit.next_on
    made = [
        PupilRow(one, one.times, one.last_on, promised.get(one.pk), _is_due(one, promised.get(one.pk)))
        for one in found
    ]
    return sorted(made, key=lambda row: (not row.due, row.last_on or dt.date.min, row.pupil.sort_key))


def _is_due(pupil: Any, next_on: dt.date | None) -> bool:
    if pupil.state != PupilState.OPEN:
        return False
    if next_on is not None:
        return next_on <= today()
    since = pupil.last_on or pupil.listed_at.date()
    return bool(since + VISIT_EVERY <= today())


def due_count(actor: Actor) -> int:
    """Nobody is shown by it."""
    with not_shown():
        return sum(row.due for row in pupils_of(actor))
