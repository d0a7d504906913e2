"""What is late, and what comes next, each with the day that is really its last."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from hoctap.core.dates import last_day_before, today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head, cannot_tell
from hoctap.places.models import Level
from hoctap.plans.models import IN_FORCE, TaskInstance
from hoctap.recognition.models import RoundState
from hoctap.reports.board.seasons import OPEN_IN_STEP, rounds_of, states_of
from hoctap.reports.board.targets import results_of

HEADING = "Hạn phải xong"
AHEAD = dt.timedelta(days=30)
MOST = 8
_HEADS = (Head("Hạn cuối", "date"), Head("Còn, trễ", "state"), Head("Việc"), Head("Ai"))


@dataclass(frozen=True)
class Due:
    last_day: dt.date
    what: str
    who: str
    url: str


def dues(asked: Asked) -> BoardSection | None:
    if asked.as_of:
        return cannot_tell(HEADING, "việc nào đã xong vào ngày ấy không được ghi theo ngày", order=20)
    day = today()
    tasks = _first(_tasks(asked).filter(before_on__lte=day + AHEAD), day)
    late_tasks, coming_tasks = tasks[True], tasks[False]
    told = [*_of_rounds(asked), *_of_targets(asked)]
    told_late = [due for due in told if due.last_day < day]
    told_coming = [due for due in told if day <= due.last_day < day + AHEAD]
    rows = sorted([*told_late, *late_tasks.first], key=lambda due: due.last_day)[:MOST]
    rows += sorted([*told_coming, *coming_tasks.first], key=lambda due: due.last_day)[:MOST]
    count_late, count_coming = late_tasks.whole + len(told_late), coming_tasks.whole + len(told_coming)
    table = BoardTable(
        f"Hạn năm {asked.year} ở {asked.place.full_name}",
        _HEADS,
        [_row(due, day) for due in rows],
        first=2 * MOST,
        printed=5,
    )
    return BoardSection(
        HEADING,
        _finding(rows, count_late, count_coming, day),
        20,
        table=table if rows else None,
        url=reverse("late_list"),
        url_label="Mọi việc đang trễ",
        note=f"Nêu {MOST} việc trễ lâu nhất và {MOST} hạn gần nhất."
        if max(count_late, count_coming) > MOST
        else "",
    )


def _tasks(asked: Asked) -> "QuerySet[TaskInstance]":
    """Open work with a day, of whoever sits in the place: whoever reads plans there sees it."""
    if not asked.actor.may(Permission.PLAN_READ, at=asked.place):
        return TaskInstance.objects.none()
    return TaskInstance.objects.running().filter(
        place__path__contains=[asked.place.pk],
        task__plan__state__in=IN_FORCE,
        before_on__gt=dt.date(asked.year, 1, 1),
        before_on__lte=dt.date(asked.year + 1, 1, 1),
    )


@dataclass
class _Tasks:
    first: list[Due] = field(default_factory=list)
    whole: int = 0


def _first(rows: "QuerySet[TaskInstance]", day: dt.date) -> dict[bool, _Tasks]:
    """Late and coming: those whose day comes first, and how many there are in all. One query."""
    is_late = ExpressionWrapper(Q(before_on__lte=day), output_field=BooleanField())
    order = [F("before_on").asc(), F("body_name").asc(), F("id").asc()]
    found = (
        rows.annotate(
            late_now=is_late,
            place_in_line=Window(RowNumber(), partition_by=[is_late], order_by=order),
            whole=Window(Count("pk"), partition_by=[is_late]),
        )
        .filter(place_in_line__lte=MOST)
        .select_related("task")
        .order_by("before_on", "body_name", "id")
    )
    told = {True: _Tasks(), False: _Tasks()}
    for row in found:
        told[row.late_now].first.append(_of_task(row))
        told[row.late_now].whole = row.whole
    return told


def _of_task(row: TaskInstance) -> Due:
    assert row.last_day is not None
    return Due(row.last_day, row.task.text, row.body_name, reverse("instance_detail", args=[row.pk]))


def _of_rounds(asked: Asked) -> list[Due]:
    """The last days of the steps of open rounds, where they are decided on: in a commune."""
    if asked.place.level not in (Level.COMMUNE, Level.HAMLET):
        return []
    if not asked.actor.may(Permission.DOSSIER_READ, at=asked.place):
        return []
    found = []
    for season in rounds_of(asked):
        if season.state != RoundState.OPEN:
            continue
        states = sum((one for (pk, _), one in states_of(asked).items() if pk == season.pk), Counter[str]())
        for step in season.frozen_road.walked:
            last_day = season.frozen_road.last_day(step.code, season.year)
            is_over = last_day is None or last_day < today()
            still_open = any(states[state] for state in OPEN_IN_STEP.get(step.code, ()))
            if last_day and (still_open or not is_over):
                url = reverse("round_detail", args=[season.pk])
                found.append(Due(last_day, f"{step.name}: {season.title_name}", "", url))
    return found


def _of_targets(asked: Asked) -> list[Due]:
    return [
        Due(
            last_day_before(result.target.before_on),
            result.target.wording,
            result.plan_label,
            reverse("plan_detail", args=[result.target.plan_id]),
        )
        for result in results_of(asked)
        if result.target.before_on and not result.met and not result.target.stopped_on
    ]


def _row(due: Due, day: dt.date) -> tuple[Cell, ...]:
    left = (due.last_day - day).days
    if left < 0:
        state = Cell(f"trễ {-left} ngày", tone="overdue")
    elif left == 0:
        state = Cell("hôm nay là ngày cuối", tone="returned")
    else:
        state = Cell(f"còn {left} ngày", tone="returned" if left <= 7 else "waiting")
    return Cell(due.last_day), state, Cell(due.what, url=due.url), Cell(due.who)


def _finding(rows: list[Due], late: int, coming: int, day: dt.date) -> str:
    if not rows:
        return f"Không có việc nào trễ, không có hạn nào trong {AHEAD.days} ngày tới."
    words = "Không có việc nào trễ"
    if late:
        words = f"{late} việc trễ, lâu nhất {(day - rows[0].last_day).days} ngày"
    if not coming:
        return f"{words}; không có hạn nào trong {AHEAD.days} ngày tới."
    nearest = next(due for due in rows if due.last_day >= day)
    return f"{words}; {coming} hạn trong {AHEAD.days} ngày tới, gần nhất {format_date(nearest.last_day)}."
