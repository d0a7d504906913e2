"""Workers who learned for their work, were trained in a trade, were shown a technique: persons by name, each once in a commune.

Whoever is counted by heads only is told beside it and never added: nobody knows whether they are the same people. A place above a commune sums
its communes.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from hoctap.core.actor import Actor
from hoctap.core.reading import saw
from hoctap.core.text import person_sort_key
from hoctap.core.vietnamese import format_date
from hoctap.learning.attendance.counting import by_person, of_home
from hoctap.learning.models import ActivityState, Attendance, AttendanceRole, Headcount
from hoctap.learning.outcomes.queries import TEACHING, occupational_topics
from hoctap.learning.workers.rules import AGE_FROM, AGE_TO, Workers, is_of_working_age
from hoctap.people.models import HouseholdMember
from hoctap.places.models import FigureKind, Level, Place, PopulationFigure

KINDS = {
    "learning": "được học để hiểu biết về nghề nghiệp",
    "trained": "được đào tạo nghề",
    "technology": "được chuyển giao kỹ thuật",
}


@dataclass
class WorkerLine:
    commune: Place
    learning: int = 0
    trained: int = 0
    technology: int = 0
    of_unknown_age: int = 0
    """Named, but without a year of birth: counted as no worker."""
    out_of_age: int = 0
    heads: int = 0
    """Times at sessions counted by heads: lượt, not people."""
    named: int = 0
    workers: Workers | None = None

    def count(self, kind: str) -> int:
        return int(getattr(self, kind))


@dataclass
class WorkerTable:
    first_year: int
    last_year: int
    lines: list[WorkerLine]

    @property
    def is_cumulative(self) -> bool:
        return self.first_year < self.last_year


def communes_of(place_ids: Sequence[UUID], year: int) -> list[Place]:
    rows = Place.objects.within(list(place_ids)).filter(level=Level.COMMUNE).valid_in(year)
    return list(rows.order_by("sort_key", "id"))


def worker_table(communes: Sequence[Place], first_year: int, last_year: int) -> WorkerTable:
    """Seven queries, however many communes."""
    lines = {one.pk: WorkerLine(one) for one in communes}
    for row in _persons(list(lines), first_year, last_year):
        line = lines.get(row.home)
        if line is None:
            continue
        line.named += 1
        if row.born is None:
            line.of_unknown_age += 1
        elif not is_of_working_age(row.born, row.last_year):
            line.out_of_age += 1
        else:
            line.learning += 1
            line.trained += row.is_trained
            line.technology += row.is_shown
    heads = (
        Headcount.objects.filter(
            _occupational("session__activity__"),
            session__activity__commune__in=list(lines),
            session__state=ActivityState.HELD,
            session__on__year__range=(first_year, last_year),
        )
        .order_by()
        .values("session__activity__commune")
        .annotate(n=Sum("people"))
    )
    for found in heads:
        lines[found["session__activity__commune"]].heads = found["n"]
    workers = workers_of(list(communes), last_year)
    for pk, line in lines.items():
        line.workers = workers.get(pk)
    return WorkerTable(first_year, last_year, list(lines.values()))


@dataclass(frozen=True)
class _Person:
    home: UUID
    born: int | None
    last_year: int
    is_trained: bool
    is_shown: bool


def _occupational(prefix: str) -> Q:
    """Activities by which people learn for their work: by field, or because they are described as such."""
    return (
        Q(**{f"{prefix}topic__in": occupational_topics(), f"{prefix}kind__in": TEACHING})
        | Q(**{f"{prefix}vocational__isnull": False})
        | Q(**{f"{prefix}transfer__isnull": False})
    )


def _rows(first_year: int, last_year: int) -> "QuerySet[Attendance]":
    """Names of who came to learn for work, with `who`."""
    return by_person(
        Attendance.objects.standing().filter(
            _occupational("session__activity__"),
            role=AttendanceRole.LEARNER,
            session__state=ActivityState.HELD,
            session__on__year__range=(first_year, last_year),
        )
    )


def _persons(communes: Sequence[UUID], first_year: int, last_year: int) -> list[_Person]:
    """Each person once in his commune. Two queries; a row each for a person and a class."""
    rows = (
        _rows(first_year, last_year)
        .filter(of_home(communes))
        .annotate(home=Coalesce("hamlet__parent_id", "session__activity__commune_id"))
        .order_by()
        .values("home", "who", "session__activity")
        .annotate(
            born=Max(Coalesce("person__birth_year", "birth_year")),
            last=Max("session__on"),
            vocational=Count("session__activity__vocational"),
            transfer=Count("session__activity__transfer"),
            unfinished=Count("outcome", filter=Q(outcome__has_finished=False)),
        )
    )
    found: dict[tuple[UUID, str], _Person] = {}
    for row in rows:
        key = row["home"], row["who"]
        before = found.get(key)
        one = _Person(
            row["home"],
            row["born"],
            row["last"].year,
            row["vocational"] > 0 and not row["unfinished"],
            row["transfer"] > 0,
        )
        if before is not None:
            one = _Person(
                one.home,
                one.born or before.born,
                max(one.last_year, before.last_year),
                one.is_trained or before.is_trained,
                one.is_shown or before.is_shown,
            )
        found[key] = one
    return list(found.values())


# ---------------------------------------------------------------- out of how many


def workers_of(communes: Sequence[Place], year: int) -> dict[UUID, Workers]:
    """A commune's own figure of working-age people; else the sum of its hamlets' where each has one; else those of the register. A commune
    of which none is known is left out. Three queries.
    """
    ids = [one.pk for one in communes]
    last = dt.date(year, 12, 31)
    hamlets: dict[UUID, list[UUID]] = {}
    for pk, parent in (
        Place.objects.filter(parent__in=ids, level=Level.HAMLET)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last), valid_from__lte=last)
        .values_list("pk", "parent_id")
    ):
        if parent is not None:
            hamlets.setdefault(parent, []).append(pk)
    figures: dict[UUID, PopulationFigure] = {}
    told = PopulationFigure.objects.filter(
        place__in=[*ids, *(pk for below in hamlets.values() for pk in below)],
        what=FigureKind.WORKING_AGE,
        as_of__lte=last,
    )
    for figure in told.order_by("as_of", "recorded_at", "id"):
        figures[figure.place_id] = figure
    register = _register(ids, year)
    found = {}
    for pk in ids:
        below = [figures[one] for one in hamlets.get(pk, []) if one in figures]
        if pk in figures and figures[pk].value:
            one = figures[pk]
            found[pk] = Workers(one.value, f"{one.source}, đến {format_date(one.as_of)}", one.as_of)
        elif below and len(below) == len(hamlets.get(pk, [])) and sum(one.value for one in below):
            day = min(one.as_of for one in below)
            found[pk] = Workers(
                sum(one.value for one in below), f"cộng số liệu của {len(below)} ấp, khóm", day
            )
        elif register.get(pk):
            words = f"người {AGE_FROM}–{AGE_TO} tuổi trong sổ hộ, theo năm sinh"
            found[pk] = Workers(register[pk], words)
    return found


def _register(communes: Sequence[UUID], year: int) -> dict[UUID, int]:
    rows = HouseholdMember.objects.filter(
        Q(left_year__isnull=True) | Q(left_year__gt=year),
        hamlet__parent__in=list(communes),
        joined_year__lte=year,
        birth_year__range=(year - AGE_TO, year - AGE_FROM),
    ).order_by()
    return dict(rows.values_list("hamlet__parent").annotate(n=Count("person", distinct=True)))


# ---------------------------------------------------------------- who they are


@dataclass(frozen=True)
class NamedWorker:
    full_name: str
    birth_year: int | None
    person_id: UUID | None
    classes: int
    titles: list[str]


@dataclass
class _Gathered:
    full_name: str
    birth_year: int | None
    person_id: UUID | None
    titles: dict[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkerList:
    rows: list[NamedWorker]
    elsewhere: int
    """Counted here, and learned in another commune: their names are read there."""


def worker_names(commune: Place, kind: str, first_year: int, last_year: int, actor: Actor) -> WorkerList:
    """Whom a figure of the commune counts, by name. Three queries."""
    rows = _rows(first_year, last_year).filter(of_home([commune.pk]))
    unfinished = {
        (row["who"], row["session__activity"])
        for row in rows.filter(outcome__has_finished=False).values("who", "session__activity")  # type: ignore[misc]
    }
    mine = set(rows.filter(pk__in=Attendance.objects.visible_to(actor)).values_list("pk", flat=True))
    found: dict[str, _Gathered] = {}
    elsewhere: set[str] = set()
    for row in rows.annotate(
        born=Coalesce("person__birth_year", "birth_year"),
        is_vocational=ExpressionWrapper(
            Q(session__activity__vocational__isnull=False), output_field=BooleanField()
        ),
        is_transfer=ExpressionWrapper(
            Q(session__activity__transfer__isnull=False), output_field=BooleanField()
        ),
    ).values(
        "pk",
        "who",
        "full_name",
        "born",
        "person_id",
        "session__activity",
        "session__activity__title",
        "session__on",
        "is_vocational",
        "is_transfer",
    ):
        activity = row["session__activity"]
        if row["born"] is None or not is_of_working_age(row["born"], row["session__on"].year):
            continue
        if kind == "trained" and (not row["is_vocational"] or (row["who"], activity) in unfinished):
            continue
        if kind == "technology" and not row["is_transfer"]:
            continue
        if row["pk"] not in mine:
            elsewhere.add(row["who"])
            continue
        one = found.setdefault(row["who"], _Gathered(row["full_name"], row["born"], row["person_id"]))
        one.titles[activity] = row["session__activity__title"]
    saw(
        persons=[one.person_id for one in found.values() if one.person_id],
        unnamed=sum(one.person_id is None for one in found.values()),
    )
    names = [
        NamedWorker(one.full_name, one.birth_year, one.person_id, len(one.titles), list(one.titles.values()))
        for one in found.values()
    ]
    names.sort(key=lambda one: person_sort_key(one.full_name))
    return WorkerList(names, len(elsewhere - set(found)))
