"""Jobs are done in the end, whatever dies meanwhile."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from procrastinate.tasks import Task

from hoctap.core import jobs
from hoctap.core import tasks as core_tasks
from hoctap.papers.tasks import make_pdf
from hoctap.people.tasks import work_on_import
from hoctap.places.boundaries.tasks import carry_out


def _job_of_a_worker(*, silent_for: int, attempts: int = 0) -> int:
    """A job that is being done by a worker whose heart last beat so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, worker_id)"
            " VALUES ('papers', 'papers.make_pdf', %s, 'doing', %s, %s) RETURNING id",
            [json.dumps({"version_id": str(uuid4())}), attempts, worker],
        )
        return int(cursor.fetchone()[0])


def _status(job: int) -> str:
    return str(ProcrastinateJob.objects.get(pk=job).status)


def _look() -> None:
    async_to_sync(core_tasks.retry_stalled.func)(SimpleNamespace(app=app), timestamp=0)


@pytest.mark.django_db
def test_a_job_whose_worker_was_killed_begins_again():
    killed, working = _job_of_a_worker(silent_for=60), _job_of_a_worker(silent_for=5)
    _look()
    assert (_status(killed), _status(working)) == ("todo", "doing")


@pytest.mark.django_db
def test_a_job_whose_worker_is_no_longer_known_begins_again():
    forgotten = _job_of_a_worker(silent_for=60)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")  # as the next worker does at its start
    _look()
    assert _status(forgotten) == "todo"


@pytest.mark.django_db
def test_a_job_that_kills_each_worker_is_given_up():
    deadly = _job_of_a_worker(silent_for=60, attempts=jobs.MOST_ATTEMPTS)
    _look()
    assert _status(deadly) == "failed"


@pytest.mark.parametrize("task", [make_pdf, work_on_import, carry_out], ids=lambda task: task.name)
def test_a_job_that_met_no_database_is_tried_again_and_another_fault_is_not(task: Task):
    strategy = task.retry_strategy
    assert strategy is not None
    job = Job(id=1, queue="x", lock=None, queueing_lock=None, task_name=task.name, attempts=0)
    assert strategy.get_retry_decision(exception=OperationalError(), job=job) is not None
    assert strategy.get_retry_decision(exception=ValueError(), job=job) is None
    tired = job.evolve(attempts=8)
    assert strategy.get_retry_decision(exception=OperationalError(), job=tired) is None
