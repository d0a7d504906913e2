"""The job that tries an edition, batch by batch; each batch is one transaction."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, give_jobs_again
from hoctap.criteria.trying import actions
from hoctap.criteria.trying.models import RunState, TrialRun


@app.task(name="criteria.try_run", queue="recognition", retry=UNTIL_THE_DATABASE_IS_BACK)
def try_run(run_id: str) -> None:
    """Killed at any moment it leaves whole batches; another start goes on after the last one. A run that was dropped is done."""
    run = TrialRun.objects.filter(pk=UUID(run_id)).first()
    by = system_job("thử bộ tiêu chí")
    while run is not None and actions.try_batch(run, by=by):
        run = TrialRun.objects.filter(pk=run.pk).first()


@app.periodic(cron="*/10 * * * *")
@app.task(name="criteria.wake_trials", queueing_lock="criteria.wake_trials")
def wake_trials(timestamp: int) -> None:
    """Runs whose job died go on."""
    give_jobs_again(
        try_run, "run_id", TrialRun.objects.filter(state=RunState.RUNNING).values_list("pk", flat=True)
    )
