"""The daily job of the calendar: reminders of days that come near."""

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at
from hoctap.movements.days.actions import remind_of_days


@app.periodic(cron=each_day_at(5, 10))
@app.task(
    name="movements.remind_of_days",
    queueing_lock="movements.remind_of_days",
    retry=UNTIL_THE_DATABASE_IS_BACK,
)
def remind_people(timestamp: int) -> None:
    remind_of_days(by=system_job("nhắc ngày lễ, tuần lễ"))
