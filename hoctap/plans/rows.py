"""What the actions on plans have in common: locks, details of rows, writing what differs."""

from dataclasses import fields, replace
from typing import Any

from django.db.models import Model

from hoctap.core.text import clean
from hoctap.plans.models import Plan, Target, Task
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails


def lock_plan(plan: Plan) -> Plan:
    """What belongs to a plan is changed under its plan's lock, so that years, targets and tasks are judged together."""
    return Plan.objects.select_for_update(of=("self",)).select_related("place", "heir").get(pk=plan.pk)


def names_of(details: Any) -> list[str]:
    return [field.name for field in fields(details)]


def details_of(plan: Plan) -> PlanDetails:
    """What a plan says of itself now: an edit of a few fields starts from it."""
    return PlanDetails(**{name: getattr(plan, name) for name in names_of(PlanDetails)})


def target_details_of(target: Target) -> TargetDetails:
    return TargetDetails(**{name: getattr(target, name) for name in names_of(TargetDetails)})


def task_details_of(task: Task) -> TaskDetails:
    """With the bodies as they are named."""
    values = {name: getattr(task, name) for name in names_of(TaskDetails) if name != "bodies"}
    bodies = tuple(
        BodyNamed(one.name, one.part, one.body_id, one.mirror, one.capacity_id) for one in task.bodies.all()
    )
    return TaskDetails(**values, bodies=bodies)


def cleaned[Details](details: Details) -> Details:
    """Its texts without what nobody sees; the others as they are."""
    texts = {name: getattr(details, name) for name in names_of(details)}
    plain = {name: clean(value) for name, value in texts.items() if type(value) is str}
    return replace(details, **plain)  # type: ignore[type-var]


_APART = ("bodies",)  # rows of their own


def write(row: Model, details: Any) -> list[str]:
    """Set what differs; the names of what did."""
    changed = []
    for name in names_of(details):
        value = getattr(details, name)
        if name not in _APART and getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    return changed
