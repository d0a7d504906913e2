"""Each night the names go that are no longer needed."""

from django.db import transaction
from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.jobs import each_day_at
from hoctap.portal import keeping


@app.periodic(cron=each_day_at(2, 55))
@app.task(name="portal.drop_names", queueing_lock="portal.drop_names")
def drop_names(timestamp: int) -> None:
    with transaction.atomic():
        keeping.drop_all(system_job("xóa tên hết thời hạn ở cổng thông tin"))
