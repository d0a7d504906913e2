"""Jobs that look after the other jobs."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from hoctap.core.jobs import KEPT_HOURS, MOST_ATTEMPTS, each_day_at

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="core.retry_stalled", queueing_lock="core.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker was killed are begun again: without this they stay "doing" for ever."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts >= MOST_ATTEMPTS:
            await manager.finish_job(job, Status.FAILED, delete_job=False)
            log.error("job %s (%s) was given up: its worker died %s times", *_told(job))
        elif await _waits_again(manager, job):
            await manager.finish_job(job, Status.FAILED, delete_job=True)
        else:
            try:
                await manager.retry_job(job)
            except UniqueViolation:  # the next came into the queue this moment: looked at again in a minute
                continue
            log.warning("job %s (%s) begins again: its worker died, attempt %s", *_told(job))


async def _waits_again(manager: JobManager, job: Job) -> bool:
    """One of those that come each minute or each night: the next is in the queue, under the lock that only one there may have."""
    lock = job.queueing_lock
    return bool(lock) and bool(
        list(await manager.list_jobs_async(queueing_lock=lock, status=Status.TODO.value))
    )


@app.periodic(cron=each_day_at(3, 20))
@app.task(name="core.drop_done_jobs", queueing_lock="core.drop_done_jobs", pass_context=True)
async def drop_done_jobs(context: JobContext, timestamp: int) -> None:
    """Some jobs come each minute: their rows would grow for ever. Failed ones stay until somebody has looked."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


def _told(job: Job) -> tuple[object, str, int]:
    """Its number and its name: arguments are ids of people's affairs."""
    return job.id, job.task_name, job.attempts
