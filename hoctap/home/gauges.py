"""What a monitor wants to know of an installation beside its answers: waiting work, the worker, room on the disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hoctap.audit.models import Pending
from hoctap.core.metrics import Gauge
from hoctap.home.backup_queries import watch


def jobs() -> Iterator[Gauge]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1"
        )
        counted = dict(cursor.fetchall())
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - min(at)), 0) FROM ("
            " SELECT min(e.at) AS at FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id"
            " WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now() GROUP BY j.id) waiting"
        )
        oldest = float(cursor.fetchone()[0])
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        silent = cursor.fetchone()[0]
    for status in ("todo", "doing", "failed"):
        yield Gauge("hoctap_jobs", "Background jobs by state", counted.get(status, 0), status)
    yield Gauge("hoctap_oldest_job_seconds", "How long the oldest job that is due has waited", oldest)
    if silent is not None:
        yield Gauge("hoctap_worker_silent_seconds", "Since the last sign of a worker", float(silent))


def safety() -> Iterator[Gauge]:
    """How old the last good backup is, how many rows of the trail wait for their seal."""
    last = watch().last_good
    if last is not None:
        age = (timezone.now() - last).total_seconds()
        yield Gauge("hoctap_backup_age_seconds", "Since the last backup that was restored for trial", age)
    yield Gauge("hoctap_audit_pending", "Rows of the trail that wait for their seal", Pending.objects.count())


def room() -> Iterator[Gauge]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        yield Gauge("hoctap_database_bytes", "Size of the database", cursor.fetchone()[0])
    folder = Path(settings.MEDIA_ROOT)
    if folder.is_dir():
        yield Gauge(
            "hoctap_files_free_bytes", "Free room where files are kept", shutil.disk_usage(folder).free
        )
