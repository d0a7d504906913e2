"""Tasks shaped for screens: of a plan, of a body, late in an area, one piece of work with its log."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import last_day_before, today
from hoctap.core.permissions import Permission
from hoctap.core.tokens import kept_form
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Organisation, Place
from hoctap.plans.models import IN_FORCE, CalendarLink, Plan, Task, TaskBody, TaskEntry, TaskInstance
from hoctap.plans.tasking.models import (
    CALENDAR_PURPOSE,
    FINISHED,
    INSTANCE_TRANSITIONS,
    OPEN,
    InstanceQuerySet,
    InstanceState,
    Part,
    Recurrence,
)
from hoctap.plans.tasking.rules import due_of, period_words, periods

TONES = {
    InstanceState.ASSIGNED: "neutral",
    InstanceState.ACCEPTED: "working",
    InstanceState.IN_PROGRESS: "working",
    InstanceState.DONE: "waiting",
    InstanceState.CONFIRMED: "done",
    InstanceState.NOT_APPLICABLE: "locked",
    InstanceState.STOPPED: "locked",
}


@dataclass(frozen=True)
class Work:
    """One piece of work as screens show it."""

    row: TaskInstance

    @property
    def tone(self) -> str:
        late_now = self.row.is_open and self.row.is_late
        return "overdue" if late_now else TONES[InstanceState(self.row.state)]

    @property
    def state(self) -> str:
        """'Đang làm, trễ 12 ngày', 'Đã xác nhận (trễ)'."""
        label = str(self.row.get_state_display())
        if not self.row.is_late or self.row.state in (InstanceState.STOPPED, InstanceState.NOT_APPLICABLE):
            return label
        if self.row.is_open and self.row.last_day:
            return f"{label}, trễ {(today() - self.row.last_day).days} ngày"
        return f"{label} (trễ)"

    @property
    def period(self) -> str:
        return period_words(self.row.period)

    @property
    def days_late(self) -> int:
        """Until it was done, or until today."""
        if not self.row.is_late or not self.row.last_day:
            return 0
        return ((self.row.done_on or today()) - self.row.last_day).days


@dataclass(frozen=True)
class TaskLine:
    task: Task
    leads: list[str]
    cooperating: list[str]
    report_to: list[str]
    all: int = 0
    finished: int = 0
    confirmed: int = 0
    late: int = 0
    was_late: int = 0
    own: TaskInstance | None = None
    """The piece of the actor's own body, where there is one."""

    @property
    def due(self) -> str:
        """'trước ngày 15/11/2024: hạn cuối 14/11/2024', 'hằng quý, trước ngày 20 tháng cuối kỳ', or the words of the document."""
        return due_words(self.task)

    @property
    def is_unassigned(self) -> bool:
        return not self.leads

    @property
    def code(self) -> str:
        if self.task.dropped_on:
            return "stopped"
        if self.late:
            return "late"
        if self.all and self.confirmed == self.all:
            return "confirmed"
        return "working" if self.finished else "open"


@dataclass(frozen=True)
class Section:
    name: str
    heading: str
    lines: list[TaskLine] = field(default_factory=list)


def due_words(task: Task) -> str:
    if task.before_on:
        last = format_date(last_day_before(task.before_on))
        return f"trước ngày {format_date(task.before_on)}: hạn cuối {last}"
    if task.recurrence == Recurrence.ONCE:
        return task.deadline_words or "không ghi hạn"
    words = str(task.get_recurrence_display())
    if task.due_day and task.due_month:
        return f"{words}, trước ngày {task.due_day}/{task.due_month}"
    return f"{words}, trước ngày {task.due_day} cuối kỳ" if task.due_day else words


def plan_sections(plan: Plan, actor: Actor) -> list[Section]:
    """The tasks by section in the order of the document, the late ones of each first. A fixed number of queries."""
    tasks = list(plan.tasks.prefetch_related("bodies").order_by("position", "id"))
    visible = TaskInstance.objects.visible_to(actor).filter(task__plan=plan)
    counts = {
        row["task"]: row
        for row in visible.exclude(state=InstanceState.STOPPED)
        .values("task")
        .annotate(
            all=Count("pk"),
            finished=Count("pk", filter=Q(state__in=FINISHED)),
            confirmed=Count(
                "pk", filter=Q(state__in=[InstanceState.CONFIRMED, InstanceState.NOT_APPLICABLE])
            ),
            late=Count("pk", filter=Q(state__in=OPEN, before_on__lte=today())),
            was_late=Count("pk", filter=Q(late_since__isnull=False)),
        )
        .order_by()
    }
    body = own_body(actor)
    own = {row.task_id: row for row in visible.filter(body=body).order_by("-period")} if body else {}
    sections: dict[str, Section] = {}
    for task in tasks:
        found: Mapping[str, Any] = counts.get(task.pk) or {}
        named = {part: [one.name for one in task.bodies.all() if one.part == part] for part in Part.values}
        line = TaskLine(
            task=task,
            leads=named[Part.LEAD],
            cooperating=named[Part.COOPERATE],
            report_to=named[Part.REPORT_TO],
            own=own.get(task.pk),
            **{name: found.get(name, 0) for name in ("all", "finished", "confirmed", "late", "was_late")},
        )
        section = sections.setdefault(task.section, Section(task.section, task.heading))
        section.lines.append(line)
    for section in sections.values():
        section.lines.sort(key=lambda line: (bool(line.task.dropped_on), -line.late))
    return list(sections.values())


@dataclass(frozen=True)
class Totals:
    all: int
    finished: int
    confirmed: int
    late: int
    unassigned: int


def totals(sections: Iterable[Section]) -> Totals:
    lines = [line for section in sections for line in section.lines if not line.task.dropped_on]
    return Totals(
        sum(line.all for line in lines),
        sum(line.finished for line in lines),
        sum(line.confirmed for line in lines),
        sum(line.late for line in lines),
        sum(line.is_unassigned for line in lines),
    )


# ---------------------------------------------------------------- of a body


def own_body(actor: Actor) -> UUID | None:
    if actor.capacity_id is None:
        return None
    found = Capacity.objects.filter(pk=actor.capacity_id).values_list("organisation_id", flat=True)
    return found.first()


def reported_by(actor: Actor) -> InstanceQuerySet:
    """The work that the actor may tell of."""
    if actor.system_job:
        return TaskInstance.objects.all()
    below = actor.places_with(Permission.TASK_REPORT)
    here = actor.places_only(Permission.TASK_REPORT)
    return TaskInstance.objects.filter(Q(place__path__overlap=below) | Q(place__in=here))


SHOWN = {
    "open": "Đang phải làm",
    "late": "Đang trễ",
    "waiting": "Chờ xác nhận",
    "done": "Đã xong",
    "all": "Tất cả",
}


def work_of(actor: Actor, *, show: str = "open", own_only: bool = True) -> "QuerySet[TaskInstance]":
    """What is next first: by the day, those without one last."""
    rows = reported_by(actor).with_all().exclude(state=InstanceState.STOPPED)
    if own_only and (body := own_body(actor)):
        rows = rows.filter(body=body)
    narrowed = {
        "open": Q(state__in=OPEN),
        "late": Q(state__in=OPEN, before_on__lte=today()),
        "waiting": Q(state=InstanceState.DONE),
        "done": Q(state__in=[InstanceState.CONFIRMED, InstanceState.NOT_APPLICABLE]),
    }
    if show in narrowed:
        rows = rows.filter(narrowed[show])
    return rows.order_by("before_on", "task__plan__year_from", "task__position", "id")


# ---------------------------------------------------------------- late in an area


@dataclass(frozen=True)
class LateBody:
    name: str
    place: Place
    works: list[Work]

    @property
    def worst(self) -> int:
        return max(work.days_late for work in self.works)


def late_rows(actor: Actor) -> "QuerySet[TaskInstance]":
    return TaskInstance.objects.visible_to(actor).late().filter(task__plan__state__in=IN_FORCE).with_all()


def late_bodies(rows: Iterable[TaskInstance]) -> list[LateBody]:
    """Who is late longest first."""
    found: dict[tuple[UUID, str], LateBody] = {}
    for row in rows:
        key = (row.place_id, row.body_name)
        found.setdefault(key, LateBody(row.body_name, row.place, [])).works.append(Work(row))
    return sorted(found.values(), key=lambda one: (-one.worst, one.place.sort_key, one.name))


# ---------------------------------------------------------------- one piece of work


ENTRY_TONES = {
    TaskEntry.Kind.DONE: "waiting",
    TaskEntry.Kind.CONFIRMED: "done",
    TaskEntry.Kind.SENT_BACK: "returned",
    TaskEntry.Kind.URGED: "overdue",
    TaskEntry.Kind.REMINDED: "waiting",
}


def log_of(row: TaskInstance) -> list[dict[str, object]]:
    """Newest first, as the timeline takes it."""
    entries = list(row.entries.order_by("-id"))
    return [
        {
            "what": entry.get_kind_display()
            + (f" {entry.percent} %" if entry.percent not in (None, 100) else ""),
            "who": entry.by,
            "at": entry.at,
            "note": entry.text,
            "tone": ENTRY_TONES.get(TaskEntry.Kind(entry.kind), "neutral"),
        }
        for entry in entries
    ]


@dataclass(frozen=True)
class Steps:
    """Which buttons stand on the page of a piece of work."""

    accept: bool
    progress: bool
    done: bool
    not_applicable: bool
    confirm: bool
    send_back: bool
    urge: bool
    raise_difficulty: bool


def steps_for(row: TaskInstance, actor: Actor) -> Steps:
    reports = actor.may(Permission.TASK_REPORT, at=row)
    follows = actor.may(Permission.TASK_FOLLOW, at=row.task.plan)
    next_states = INSTANCE_TRANSITIONS.get(InstanceState(row.state), set())
    return Steps(
        accept=reports and InstanceState.ACCEPTED in next_states,
        progress=reports and row.is_open,
        done=reports and InstanceState.DONE in next_states,
        not_applicable=reports and InstanceState.NOT_APPLICABLE in next_states,
        confirm=follows and InstanceState.CONFIRMED in next_states,
        send_back=follows and row.state in (InstanceState.DONE, InstanceState.NOT_APPLICABLE),
        urge=follows and row.is_open,
        raise_difficulty=reports and row.is_open,
    )


# ---------------------------------------------------------------- naming bodies


def bodies_for(plan: Plan) -> list[Organisation]:
    """Those that a plan's tasks may name: of its place, of what lies below and of what lies above it."""
    rows = Organisation.objects.filter(
        Q(place__path__overlap=[plan.place_id]) | Q(place__in=plan.place.path)
    ).select_related("place")
    return sorted(rows, key=lambda one: (len(one.place.path), one.place.sort_key, one.name))


# ---------------------------------------------------------------- calendar, timeline, matrix


@dataclass(frozen=True)
class Due:
    """Something in a calendar: a piece of work, or a day of a plan on which work will be due."""

    on: dt.date
    """The last valid day."""
    title: str
    body: str
    plan: Plan
    instance: TaskInstance | None = None


def dues(actor: Actor, first: dt.date, last: dt.date, *, body: UUID | None = None) -> list[Due]:
    """What is due between two days: pieces of work, and the coming periods of tasks that recur (for whoever sees all of the plan)."""
    visible = TaskInstance.objects.visible_to(actor)
    rows = (
        (visible.filter(body=body) if body else visible)
        .filter(before_on__gt=first, before_on__lte=last + dt.timedelta(days=1))
        .exclude(state__in=[InstanceState.STOPPED, InstanceState.NOT_APPLICABLE])
        .with_all()
        .order_by("before_on", "body_name", "id")[:MOST_DUES]
    )
    found = [
        Due(row.last_day, row.task.text, row.body_name, row.task.plan, row) for row in rows if row.last_day
    ]
    return sorted([*found, *_coming(actor, max(first, today()), last)], key=lambda one: (one.on, one.title))


MOST_DUES = 1000


def _coming(actor: Actor, first: dt.date, last: dt.date) -> list[Due]:
    if last <= first:
        return []
    plans = Plan.objects.visible_to(actor).in_force(first.year)
    tasks = (
        Task.objects.filter(plan__in=plans, dropped_on__isnull=True, recurrence__in=RECURRING)
        .select_related("plan__place")
        .prefetch_related("bodies")
    )
    found = []
    for task in tasks:
        leads = ", ".join(one.name for one in task.bodies.all() if one.part == Part.LEAD)
        for period in periods(task.recurrence, first, last):
            due = last_day_before(due_of(period, month=task.due_month, day=task.due_day))
            begun = period.first <= today()
            if first <= due <= last and not begun and (task.plan.open_ended or due.year <= task.plan.year_to):
                found.append(Due(due, f"{task.text} ({period_words(period.key)})", leads, task.plan))
    return found


RECURRING = [
    Recurrence.MONTH,
    Recurrence.QUARTER,
    Recurrence.HALF_YEAR,
    Recurrence.SCHOOL_YEAR,
    Recurrence.YEAR,
]


@dataclass(frozen=True)
class MatrixRow:
    task: Task
    cells: list[str]
    due: str
    named: list[tuple[str, str]]
    """Body and cell, for a phone where the heads are not in sight."""


@dataclass(frozen=True)
class Matrix:
    """Bodies across, tasks down. A cell: CT chủ trì, PH phối hợp, BC nơi nhận báo cáo."""

    bodies: list[str]
    rows: list[MatrixRow]


LETTERS = {Part.LEAD: "CT", Part.COOPERATE: "PH", Part.REPORT_TO: "BC"}
MOST_COLUMNS = 16
OTHERS = "Cơ quan khác"


def matrix(plan: Plan) -> Matrix:
    """The bodies with most tasks have columns of their own; the others share the last one, named in its cells."""
    tasks = list(
        plan.tasks.filter(dropped_on__isnull=True).prefetch_related("bodies").order_by("position", "id")
    )
    weight: dict[str, int] = defaultdict(int)
    for task in tasks:
        for one in task.bodies.all():
            weight[one.name] += 3 if one.part == Part.LEAD else 1
    ranked = sorted(weight, key=lambda name: -weight[name])
    shown = ranked if len(ranked) <= MOST_COLUMNS else ranked[: MOST_COLUMNS - 1]
    columns = [*shown, *([OTHERS] if len(ranked) > len(shown) else [])]
    rows = []
    for task in tasks:
        cells: dict[str, list[str]] = defaultdict(list)
        for one in task.bodies.all():
            cells[one.name if one.name in shown else OTHERS].append(_cell(one, one.name in shown))
        line = [", ".join(cells.get(name, [])) for name in columns]
        rows.append(MatrixRow(task, line, due_words(task), list(zip(columns, line, strict=True))))
    return Matrix(columns, rows)


def _cell(one: TaskBody, has_column: bool) -> str:
    letters = LETTERS[Part(one.part)]
    return letters if has_column else f"{letters}: {one.name}"


def link_of(token: str) -> CalendarLink | None:
    """A live address of a position that is held today by somebody who may sign in."""
    day = today()
    return (
        CalendarLink.objects.filter(
            token_hash=kept_form(token, CALENDAR_PURPOSE),
            revoked_at__isnull=True,
            capacity__starts_on__lte=day,
            capacity__user__is_active=True,
        )
        .filter(Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=day))
        .select_related("capacity__user", "capacity__organisation__place")
        .first()
    )


def holder_of(link: CalendarLink, sight: Collection[Permission] = (Permission.PLAN_READ,)) -> Actor:
    """Whoever holds the address: what the position sees by these rights, and nothing else of its rights."""
    grants = tuple(
        Grant(grant.place_id, grant.permissions & set(sight)) for grant in link.capacity.actor().grants
    )
    return Actor(
        name="Chương trình lịch",
        capacity_id=link.capacity_id,
        grants=grants,
        held_link=link.pk,
    )


def own_dues(actor: Actor, first: dt.date, last: dt.date) -> list[Due]:
    """For the calendar of one position: the work of its own body."""
    return dues(actor, first, last, body=own_body(actor))


@dataclass(frozen=True)
class Month:
    """A month by weeks from Monday, each day with what is due."""

    first: dt.date
    weeks: list[list[tuple[dt.date, list[Due]]]]

    @property
    def before(self) -> dt.date:
        return (self.first - dt.timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> dt.date:
        return (self.first + dt.timedelta(days=32)).replace(day=1)


def month_of(actor: Actor, first: dt.date) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    by_day: dict[dt.date, list[Due]] = defaultdict(list)
    for due in dues(actor, weeks[0][0], weeks[-1][-1]):
        by_day[due.on].append(due)
    return Month(first, [[(day, by_day.get(day, [])) for day in week] for week in weeks])
