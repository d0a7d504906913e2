"""The job that applies or undoes a change of boundaries."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.actor import Actor
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.boundaries import actions
from hoctap.places.boundaries.models import BoundaryChange, BoundaryJob, BoundaryState


@app.task(
    name="places.carry_out_boundary",
    queue="places",
    lock="places.boundary",
    retry=UNTIL_THE_DATABASE_IS_BACK,
)
def carry_out(change_id: str) -> None:
    """One transaction; how far it is, is written beside it by a connection of its own."""
    job = BoundaryJob.objects.select_related("change").get(change_id=UUID(change_id))
    by = Actor(
        name="Hệ thống: sắp xếp đơn vị hành chính", system_job="boundary", on_behalf_of=job.asked_by[:200]
    )
    change: BoundaryChange = job.change
    applies = job.what == BoundaryJob.What.APPLY
    if change.state == (BoundaryState.APPLIED if applies else BoundaryState.UNDONE):
        # Killed after the change was written and before the job was: done is done.
        _note(job.pk, failed="", finished=True)
        return
    do = actions.apply_change if applies else actions.undo_change
    with ThreadPoolExecutor(1) as beside:

        def progress(step: str, done: int, total: int) -> None:
            beside.submit(_note, job.pk, step=step[:200], done=done, total=total)

        try:
            do(change, by=by, progress=progress)
        except (Refused, Forbidden) as refusal:
            failed = str(refusal)
        except Exception:
            failed = "Việc dừng vì lỗi của phần mềm; không có gì bị thay đổi. Hãy báo người quản trị máy chủ."
            beside.submit(_note, job.pk, failed=failed, finished=True).result()
            raise
        else:
            failed = ""
        finally:
            # The other thread's own connection: the name means another one in each thread.
            beside.submit(lambda: connection.close())
    _note(job.pk, failed=failed, finished=True)


def _note(job_id: UUID, **values: object) -> None:
    BoundaryJob.objects.filter(pk=job_id).update(at=timezone.now(), **values)
