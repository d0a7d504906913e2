import logging

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.jobs import each_day_at
from hoctap.measures import recount

log = logging.getLogger(__name__)


@app.periodic(cron=each_day_at(2, 15))
@app.task(queueing_lock="measures.check_counters")
def check_counters(timestamp: int) -> None:
    """Every night: count again and write down what differs. It is never repaired silently."""
    for difference in recount.record_differences(by=system_job("đếm lại hằng đêm")):
        log.error("%s", difference)
