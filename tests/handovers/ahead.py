"""A bàn giao that was set for a day to come, and its day."""

import datetime as dt
from typing import Any

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.handovers import actions, tasks
from hoctap.handovers.models import PlannedHandover
from tests.world import World

SOON = dt.timedelta(days=5)


def plan(world: World, receiver: User, **other: Any) -> PlannedHandover:
    """Lan's position goes to the receiver in five days, by the administrator."""
    said: dict[str, Any] = {
        "handed_on": today() + SOON,
        "ends_giver": True,
        "gives_roles": True,
        "decision": "25/QĐ-HKH",
        "by": world.actor(world.admin),
    }
    return actions.plan_handover(world.lan.capacities.get(), receiver.capacities.get(), **{**said, **other})


def its_day_comes(planned: PlannedHandover) -> PlannedHandover:
    """The calendar of the tests stands still, so the day is moved here; then the job runs as it does at night."""
    PlannedHandover.objects.filter(pk=planned.pk).update(handed_on=today())
    tasks.carry_out_due(0)
    return PlannedHandover.objects.get(pk=planned.pk)
