"""Instances of tasks: one per body and period. Asked again, it makes only what is not there."""

import datetime as dt
from collections.abc import Iterable

from hoctap.plans.models import Plan, Task, TaskInstance
from hoctap.plans.tasking import rules
from hoctap.plans.tasking.holders import holders_of
from hoctap.plans.tasking.models import Part
from hoctap.plans.tasking.rules import Period


def bounds(plan: Plan) -> tuple[dt.date, dt.date | None]:
    """The first and last day of a plan; no last day where it goes on."""
    first = plan.period_from or dt.date(plan.year_from, 1, 1)
    last = None if plan.open_ended else plan.period_to or dt.date(plan.year_to, 12, 31)
    return first, min(filter(None, [last, plan.ended_on]), default=None)


def make_instances(tasks: Iterable[Task], *, on: dt.date, since: dt.date | None = None) -> list[TaskInstance]:
    """Those of periods that began by `on`. Of a task that recurs, periods that were over before its plan was entered here (or before
    `since`) are not made: nobody was asked for them.
    """
    made = []
    for task in tasks:
        if task.dropped_on is not None:
            continue
        made += wanted_instances(task, on=on, since=since)
    known = set(
        TaskInstance.objects.filter(task__in={one.task_id for one in made}).values_list(
            "task_id", "part", "place_id", "body_name", "period"
        )
    )
    new = [one for one in made if _key(one) not in known]
    unique = list({_key(one): one for one in new}.values())
    return TaskInstance.objects.bulk_create(unique)


def _key(one: TaskInstance) -> tuple[object, ...]:
    return one.task_id, one.part, one.place_id, one.body_name, one.period


def wanted_instances(task: Task, *, on: dt.date, since: dt.date | None = None) -> list[TaskInstance]:
    """As they ought to be, not saved."""
    plan = task.plan
    spans: list[tuple[Period | None, dt.date | None]] = [(None, task.before_on)]
    if task.recurrence in rules.PERIODIC:
        first, last = bounds(plan)
        begins = max(filter(None, [first, task.starts_on, since or plan.created_at.date().replace(day=1)]))
        spans = [
            (period, rules.due_of(period, month=task.due_month, day=task.due_day))
            for period in rules.periods(task.recurrence, begins, min(filter(None, [on, last])))
        ]
    made = []
    for named in task.bodies.all():
        # Who only cooperates has an own entry where he is an organisation on record.
        if named.part == Part.REPORT_TO or (named.part == Part.COOPERATE and named.body_id is None):
            continue
        for holder in holders_of(named, plan):
            for period, before_on in spans:
                made.append(
                    TaskInstance(
                        task=task,
                        part=named.part,
                        place_id=holder.place_id,
                        body_id=holder.body_id,
                        body_name=holder.name,
                        capacity_id=holder.capacity_id,
                        period=period.key if period else "",
                        period_from=period.first if period else task.starts_on,
                        period_to=period.last if period else None,
                        before_on=before_on,
                    )
                )
    return made
