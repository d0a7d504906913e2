"""The programmes one may see; a programme beside what came of it; the needs it does not cover."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.centres.models import Centre, Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity, ActivityState, Programme, ProgrammeLine
from hoctap.learning.programmes.contents import months_words, totals_by_kind
from hoctap.learning.programmes.rules import LEAST_TIMES
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.plans.models import IN_FORCE, Plan, Task
from hoctap.surveys.models import Need, NeedState


@dataclass(frozen=True)
class ProgrammeRow:
    programme: Programme
    times: int
    held: int
    cancelled: int


def programmes_for(actor: Actor, *, year: int, centre: Centre | None = None) -> list[ProgrammeRow]:
    """With what was planned, and what came of it."""
    rows = Programme.objects.visible_to(actor).filter(year=year)
    return _rows(rows if centre is None else rows.filter(centre=centre))


def former_programmes(actor: Actor, *, year: int, centre: Centre | None = None) -> list[ProgrammeRow]:
    """Of communes that went into those of the actor; of one centre: into its commune."""
    rows = Programme.objects.of_former_communes(actor).filter(year=year)
    if centre is not None:
        before = LineageEdge.objects.filter(successor=centre.place).values("predecessor")
        rows = rows.filter(centre__organisation__place__in=before)
    return _rows(rows)


def _rows(rows: QuerySet[Programme]) -> list[ProgrammeRow]:
    """Three queries, however many there are."""
    rows = rows.select_related("centre__organisation__place").order_by(
        "centre__organisation__place__sort_key", "centre__organisation__name"
    )
    found = list(rows)
    planned = dict.fromkeys((one.pk for one in found), 0)
    for programme_id, times in ProgrammeLine.objects.filter(programme__in=planned).values_list(
        "programme", "times"
    ):
        planned[programme_id] += times
    came = {
        row["line__programme"]: (row["held"], row["off"])
        for row in Activity.objects.filter(line__programme__in=planned)
        .order_by()
        .values("line__programme")
        .annotate(
            held=Count("pk", Q(state=ActivityState.HELD)), off=Count("pk", Q(state=ActivityState.CANCELLED))
        )
    }
    return [ProgrammeRow(one, planned[one.pk], *came.get(one.pk, (0, 0))) for one in found]


@dataclass(frozen=True)
class LineRow:
    line: ProgrammeLine
    activities: Sequence[Activity]
    needs: Sequence[Need]
    is_behind: bool
    """Its months are over and it was held less often than planned."""

    @property
    def held(self) -> int:
        return sum(one.state == ActivityState.HELD for one in self.activities)

    @property
    def months(self) -> str:
        return months_words(self.line.month_from, self.line.month_to)


@dataclass(frozen=True)
class ProgrammePage:
    programme: Programme
    lines: Sequence[LineRow]
    totals: Sequence[tuple[str, int]]
    uncovered: Sequence[Need]
    """Open, and no line of this commune's programmes of the year answers it: the most wished for first."""
    covered: Sequence["CoveredNeed"]
    settled: int
    """Needs of the year that were met or answered."""
    beside: Sequence[Activity] = field(default_factory=tuple)
    """Of this centre in the year, outside the programme."""

    @property
    def times(self) -> int:
        return sum(one.line.times for one in self.lines)

    @property
    def held(self) -> int:
        return sum(one.held for one in self.lines) + sum(
            one.state == ActivityState.HELD for one in self.beside
        )

    @property
    def is_below_least(self) -> bool:
        return self.times < LEAST_TIMES


@dataclass(frozen=True)
class CoveredNeed:
    need: Need
    line: ProgrammeLine
    was_held: bool


def page_of(programme: Programme) -> ProgrammePage:
    """A fixed number of queries."""
    lines = list(
        programme.lines.select_related("topic", "place", "task__plan").prefetch_related(
            "needs__topic", "needs__place"
        )
    )
    activities: dict[UUID, list[Activity]] = {}
    for activity in Activity.objects.filter(line__in=lines).order_by("starts_on", "id"):
        assert activity.line_id is not None
        activities.setdefault(activity.line_id, []).append(activity)
    day = today()
    rows = []
    covered = []
    for line in lines:
        of_line = activities.get(line.pk, [])
        held = sum(one.state == ActivityState.HELD for one in of_line)
        is_over = (programme.year, line.month_to) < (day.year, day.month)
        needs = list(line.needs.all())
        rows.append(LineRow(line, of_line, needs, is_over and held < line.times))
        covered += [CoveredNeed(one, line, held > 0) for one in needs if one.state == NeedState.OPEN]
    of_year = Need.objects.filter(commune=programme.centre.place, year=programme.year)
    beside = Activity.objects.filter(
        centre=programme.centre, starts_on__year=programme.year, line__isnull=True
    ).order_by("starts_on", "id")
    return ProgrammePage(
        programme,
        rows,
        totals_by_kind(lines),
        list(uncovered_needs(programme.centre.place, programme.year)),
        covered,
        of_year.exclude(state=NeedState.OPEN).count(),
        list(beside[:200]),
    )


def uncovered_needs(commune: Place, year: int) -> QuerySet[Need]:
    """Still open, and no line says it answers them."""
    return (
        Need.objects.filter(commune=commune, year=year, state=NeedState.OPEN, lines__isnull=True)
        .select_related("topic", "place")
        .order_by("-people", "id")
    )


def open_needs(commune: Place, year: int) -> QuerySet[Need]:
    """What a line of this year may answer: what is open, of this year or from the year before."""
    return (
        Need.objects.filter(commune=commune, year__in=(year, year - 1), state=NeedState.OPEN)
        .select_related("topic", "place")
        .order_by("-year", "-people", "id")
    )


def places_of(commune: Place) -> QuerySet[Place]:
    """The commune and its hamlets of today."""
    inside = Q(pk=commune.pk) | Q(parent=commune, level=Level.HAMLET)
    return Place.objects.filter(inside, valid_to__isnull=True).order_by("level", "sort_key", "id")


def tasks_for(actor: Actor, commune: Place) -> QuerySet[Task]:
    """Of plans in force that reach the commune."""
    plans = Plan.objects.visible_to(actor).filter(state__in=IN_FORCE, place__in=commune.path)
    return Task.objects.filter(plan__in=plans, dropped_on__isnull=True).select_related("plan")


def topics_at(commune: Place) -> QuerySet[Topic]:
    return Topic.objects.offered_at(commune).select_related("parent")


def centres_to_keep(actor: Actor) -> QuerySet[Centre]:
    keep = actor.places_with(Permission.CENTRE_KEEP)
    rows = Centre.objects.working_on(today()).select_related("organisation__place")
    return rows if actor.system_job else rows.filter(organisation__place__path__overlap=keep)
