"""The job that carries out an approved cleaning, batch by batch; each batch is one transaction."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.privacy import actions
from hoctap.privacy.models import RetentionRun, RunState

log = logging.getLogger(__name__)


@app.task(name="privacy.carry_out_retention", queue="privacy")
def carry_out_retention(run_id: str) -> None:
    """Killed at any moment it leaves whole batches; another start goes on after the last one."""
    run = RetentionRun.objects.select_related("place").get(pk=UUID(run_id))
    by = system_job("dọn dữ liệu hết thời hạn lưu")
    while actions.carry_out_batch(run, by=by):
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(name="privacy.wake_retention", queueing_lock="privacy.wake_retention")
def wake_retention(timestamp: int) -> None:
    """Runs whose job died go on. Two jobs of one run only take turns: each batch locks the run."""
    for run_id in RetentionRun.objects.filter(state=RunState.RUNNING).values_list("pk", flat=True):
        carry_out_retention.defer(run_id=str(run_id))
