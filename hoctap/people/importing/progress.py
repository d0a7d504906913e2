"""How far a job is: written through a second connection, so that it is seen while the job's own transaction is open."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from hoctap.people.importing.planning import Tell

_EVERY_SECONDS = 0.3


class Stopped(Exception):
    """Somebody asked the job to stop; its transaction is rolled back."""


@contextmanager
def watched(run_id: UUID) -> Iterator[Tell]:
    """A `tell` that writes down how far the work is and ends it when that was asked."""
    second = connection.copy()
    last = 0.0
    last_phase = ""

    def tell(phase: str, done: int, total: int) -> None:
        nonlocal last, last_phase
        now = time.monotonic()
        if phase == last_phase and now - last < _EVERY_SECONDS:
            return
        last, last_phase = now, phase
        with second.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO people_importprogress (run_id, phase, done, total, stop_asked, seen_at)
                VALUES (%s, %s, %s, %s, false, clock_timestamp())
                ON CONFLICT (run_id) DO UPDATE
                SET phase = excluded.phase, done = excluded.done, total = excluded.total, seen_at = excluded.seen_at
                RETURNING stop_asked
                """,
                [run_id, phase, done, total],
            )
            stop_asked = cursor.fetchone()[0]
        if stop_asked:
            raise Stopped

    try:
        yield tell
    finally:
        second.close()
