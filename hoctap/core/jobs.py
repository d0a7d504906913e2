"""What jobs have in common: they are done in the end, whatever dies meanwhile.

A job says `retry=UNTIL_THE_DATABASE_IS_BACK`. Every job may be run twice, so each asks first whether its work is done.
"""

from collections.abc import Iterable

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.tasks import Task

# A database that is away comes back: after 2, 4, … 256 seconds, eight minutes in all, then by hand.
UNTIL_THE_DATABASE_IS_BACK = RetryStrategy(
    max_attempts=8, exponential_wait=2, retry_exceptions={OperationalError, InterfaceError}
)
HOURS_AHEAD_OF_UTC = 7  # Việt Nam has no summer time; the scheduler reads its times in UTC
KEPT_HOURS = 72
"""How long the row of a job that is done stays."""
MOST_ATTEMPTS = 12
"""A job whose worker died so often is what kills it."""


def each_day_at(hour: int, minute: int = 0) -> str:
    """The cron line of an hour and minute of Việt Nam."""
    return f"{minute} {(hour - HOURS_AHEAD_OF_UTC) % 24} * * *"


def give_jobs_again(task: Task, argument: str, keys: Iterable[object]) -> None:
    """What waits and has lost its job has one again; where one is at work or in the queue, none is added."""
    at_work = set(
        ProcrastinateJob.objects.filter(task_name=task.name, status__in=["todo", "doing"]).values_list(
            f"args__{argument}", flat=True
        )
    )
    for key in map(str, keys):
        if key not in at_work:
            task.defer(**{argument: key})
