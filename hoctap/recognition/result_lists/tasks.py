"""Jobs of lists of results: long ones are written in the background, forgotten ones do not stay."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.actor import Actor, system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at, give_jobs_again
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.result_lists import actions
from hoctap.recognition.result_lists.models import ResultList

KEPT_DAYS = 30
# A job that said nothing for so long has died.
SILENT = dt.timedelta(minutes=3)


@app.task(name="recognition.work_on_results", queue="people", retry=UNTIL_THE_DATABASE_IS_BACK)
def work_on_results(list_id: str) -> None:
    """Batch after batch, each its own transaction: killed at any moment, the next run goes on with the rows that are left."""
    result_list = ResultList.objects.select_related("round__place", "capacity__user").get(pk=UUID(list_id))
    by = _actor_of(result_list)
    try:
        while actions.write_results(result_list, by=by):
            pass
    except (Refused, Forbidden) as refusal:
        actions.halt_results(result_list, failure=str(refusal), by=system_job("nhập kết quả"))


def _actor_of(result_list: ResultList) -> Actor:
    """Who ordered it, with the rights that he has now."""
    capacity = result_list.capacity
    if capacity is None:
        return system_job("nhập kết quả")
    still = capacity.user.active_capacities().filter(pk=capacity.pk).prefetch_related("roles").first()
    return still.actor() if still else Actor(name=capacity.user.full_name)


@app.periodic(cron="*/5 * * * *")
@app.task(name="recognition.wake_results", queueing_lock="recognition.wake_results")
def wake_results(timestamp: int) -> None:
    """Lists whose job died go on."""
    silent = ResultList.objects.filter(state=ResultList.State.WRITING, seen_at__lt=timezone.now() - SILENT)
    give_jobs_again(work_on_results, "list_id", silent.values_list("pk", flat=True))


@app.periodic(cron=each_day_at(2, 45))
@app.task(name="recognition.drop_old_results", queueing_lock="recognition.drop_old_results")
def drop_old_results(timestamp: int) -> None:
    """Rows that nobody decided about do not stay."""
    by = system_job("dọn danh sách chờ")
    old = ResultList.objects.filter(
        made_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS), rows__isnull=False
    )
    for result_list in old.exclude(state=ResultList.State.WRITING).select_related("round__place").distinct():
        actions.drop_results(result_list, by=by)
