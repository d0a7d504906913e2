"""The daily job of plans: new periods, lateness, reminders."""

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at
from hoctap.plans.tasking.actions import keep_tasks_going


@app.periodic(cron=each_day_at(0, 40))
@app.task(
    name="plans.keep_tasks_going",
    queueing_lock="plans.keep_tasks_going",
    retry=UNTIL_THE_DATABASE_IS_BACK,
)
def keep_going(timestamp: int) -> None:
    keep_tasks_going(by=system_job("việc trong kế hoạch, hằng ngày"))
