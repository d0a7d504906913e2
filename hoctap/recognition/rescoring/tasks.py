"""The job that scores a run again, batch by batch; each batch is one transaction."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, give_jobs_again
from hoctap.recognition.models import Rescoring
from hoctap.recognition.rescoring import actions
from hoctap.recognition.rescoring.models import RunState


@app.task(name="recognition.rescore_run", queue="recognition", retry=UNTIL_THE_DATABASE_IS_BACK)
def rescore_run(run_id: str) -> None:
    """Killed at any moment it leaves whole batches; another start goes on after the last one."""
    run = Rescoring.objects.select_related("round__place").get(pk=UUID(run_id))
    by = system_job("chấm lại hồ sơ")
    while actions.rescore_batch(run, by=by):
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(name="recognition.wake_rescoring", queueing_lock="recognition.wake_rescoring")
def wake_rescoring(timestamp: int) -> None:
    """Runs whose job died go on."""
    give_jobs_again(
        rescore_run, "run_id", Rescoring.objects.filter(state=RunState.RUNNING).values_list("pk", flat=True)
    )
