"""Jobs are done in the end, whatever dies meanwhile."""

import json
import os
import subprocess
import sys
from pathlib import Path
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

ROOT = Path(__file__).resolve().parents[2]


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


def test_the_worker_knows_every_job_that_the_program_can_give_it():
    """Asked of a process of its own: here other tests may have loaded what the worker would not."""
    asked = (
        "import django; django.setup(); from procrastinate.contrib.django import app; "
        "app.perform_import_paths(); print(*(task.func.__module__ for task in app.tasks.values()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "hoctap.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    written = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in (ROOT / "hoctap").rglob("*.py")
        if "@app.task(" in file.read_text(encoding="utf-8")
    }
    assert len(written) > 8
    assert written <= set(told.stdout.split())


@pytest.mark.django_db
def test_a_job_that_kills_each_worker_is_given_up():
    deadly = _job_of_a_worker(silent_for=60, attempts=jobs.MOST_ATTEMPTS)
    _look()
    assert _status(deadly) == "failed"


@pytest.mark.django_db
def test_a_job_of_each_minute_that_died_does_not_stand_in_the_way_of_the_others():
    """Its work is in the queue again already, under the lock that only one may have; who died after it begins again all the same."""
    of_each_minute, other = _job_of_a_worker(silent_for=60), _job_of_a_worker(silent_for=60)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET queueing_lock = 'audit.seal_trail' WHERE id = %s", [of_each_minute]
        )
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
            " VALUES ('default', 'audit.seal_trail', 'audit.seal_trail') RETURNING id"
        )
        (next_one,) = cursor.fetchone()
    _look()
    assert (_status(other), _status(next_one)) == ("todo", "todo")
    assert not ProcrastinateJob.objects.filter(pk=of_each_minute).exists()


@pytest.mark.parametrize("task", [make_pdf, work_on_import, carry_out], ids=lambda task: task.name)
def test_a_job_that_met_no_database_is_tried_again_and_another_fault_is_not(task: Task):
    strategy = task.retry_strategy
    assert strategy is not None
    job = Job(id=1, queue="x", lock=None, queueing_lock=None, task_name=task.name, attempts=0)
    assert strategy.get_retry_decision(exception=OperationalError(), job=job) is not None
    assert strategy.get_retry_decision(exception=ValueError(), job=job) is None
    tired = job.evolve(attempts=8)
    assert strategy.get_retry_decision(exception=OperationalError(), job=tired) is None


# ---------------------------------------------------------------- rows of jobs that are done, times of the night


def _ended(status: str, *, days_ago: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'x', 'doing') RETURNING id"
        )
        job = int(cursor.fetchone()[0])
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, job_id, periodic_id)"
            " VALUES ('x', %s, %s, '')",
            [job, job],
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(days => %s) WHERE job_id = %s",
            [days_ago, job],
        )
    return job


@pytest.mark.django_db
def test_rows_of_jobs_that_are_done_go_and_failed_ones_wait_for_somebody_to_look():
    old, new, failed = (
        _ended("succeeded", days_ago=4),
        _ended("succeeded", days_ago=1),
        _ended("failed", days_ago=9),
    )
    async_to_sync(core_tasks.drop_done_jobs.func)(SimpleNamespace(app=app), timestamp=0)
    left = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    assert left >= {new, failed}
    assert old not in left


@pytest.mark.parametrize(
    ("hour", "minute", "line"), [(2, 15, "15 19 * * *"), (9, 0, "0 2 * * *"), (7, 0, "0 0 * * *")]
)
def test_the_night_is_that_of_viet_nam(hour: int, minute: int, line: str):
    assert jobs.each_day_at(hour, minute) == line
