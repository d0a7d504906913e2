"""Bàn giao whose day has come."""

import logging

from django.db import InterfaceError, OperationalError
from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK
from hoctap.handovers import actions, queries

log = logging.getLogger(__name__)


@app.periodic(cron="5 * * * *")
@app.task(
    name="handovers.carry_out_due", queueing_lock="handovers.carry_out_due", retry=UNTIL_THE_DATABASE_IS_BACK
)
def carry_out_due(timestamp: int) -> None:
    """Five minutes after midnight, and each hour again: the worker may have slept, or what kept one back is mended.

    One that breaks does not keep the others waiting; the job then ends as failed.
    """
    broken: Exception | None = None
    for planned in queries.due(today()):
        try:
            actions.carry_out(planned, by=system_job("bàn giao theo ngày đã định"))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.exception("handover %s", planned.pk)
            broken = error
    if broken is not None:
        raise broken
