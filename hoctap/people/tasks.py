"""Jobs of the register: long lists are checked and entered in the background."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.actor import Actor, system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.importing.planning import choices_of
from hoctap.people.importing.progress import Stopped, watched
from hoctap.people.models import ImportProgress, ImportRun

KEPT_DAYS = 30
# A job that said nothing for so long has died.
SILENT = dt.timedelta(minutes=3)
State = ImportRun.State


@app.task(name="people.work_on_import", queue="people", retry=UNTIL_THE_DATABASE_IS_BACK)
def work_on_import(run_id: str) -> None:
    """Do the next step of a run. Killed at any moment it leaves nothing half done: each step is one transaction."""
    run = ImportRun.objects.select_related("place", "from_place").get(pk=UUID(run_id))
    if run.is_over:
        return
    by = actor_of(run)
    try:
        with watched(run.pk) as tell:
            if run.state == State.WRITING:
                actions.apply_import(run, by=by, choices=choices_of(run), tell=tell)
            elif run.state in (State.QUEUED, State.CHECKING):
                actions.check_import(run, by=by, tell=tell)
    except Stopped:
        actions.halt_import(run, by=by)
    except Refused as refusal:
        actions.halt_import(run, by=by, failure=" ".join(reason.text for reason in refusal.reasons))
    except Forbidden as refusal:
        actions.halt_import(run, by=system_job("nhập danh sách"), failure=str(refusal))


def actor_of(run: ImportRun) -> Actor:
    """Who ordered it, with the rights that he has now."""
    if run.capacity is None:
        return system_job("nhập danh sách")
    still = run.capacity.user.active_capacities().filter(pk=run.capacity.pk).prefetch_related("roles").first()
    return still.actor() if still else Actor(name=run.capacity.user.full_name)


@app.periodic(cron="*/5 * * * *")
@app.task(name="people.wake_imports", queueing_lock="people.wake_imports")
def wake_imports(timestamp: int) -> None:
    """Runs whose job died go on."""
    by = system_job("nhập danh sách")
    silent = ImportProgress.objects.filter(seen_at__lt=timezone.now() - SILENT, stop_asked=False)
    for run in ImportRun.objects.filter(
        pk__in=silent.values("run_id"), state__in=[State.QUEUED, State.CHECKING, State.WRITING]
    ).select_related("place"):
        actions.resume_import(run, by=by)


@app.periodic(cron=each_day_at(2, 40))
@app.task(name="people.drop_old_imports", queueing_lock="people.drop_old_imports")
def drop_old_imports(timestamp: int) -> None:
    """Lists that nobody decided about do not stay."""
    by = system_job("dọn danh sách chờ")
    old = ImportRun.objects.filter(created_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS))
    for run in old.exclude(state__in=[State.APPLIED, State.DROPPED]).select_related("place"):
        actions.drop_import(run, by=by)
