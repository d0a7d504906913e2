"""The nightly backup, and the one that somebody asked for."""

import dataclasses
import logging
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.backup.errors import BackupError
from hoctap.core.jobs import each_day_at
from hoctap.home import backing_up

log = logging.getLogger(__name__)


@app.periodic(cron=each_day_at(settings.BACKUP_HOUR))
@app.task(name="home.back_up", queueing_lock="home.back_up")
def back_up(timestamp: int, asked_by: str = "") -> None:
    """Nothing where no place was set; what goes wrong stands in the list of backups and in the log.

    No procrastinate `lock`: the dump would carry it, held for ever by a job that nobody works on.
    """
    if not settings.BACKUP_DIR:
        return
    by = system_job("sao lưu theo yêu cầu" if asked_by else "sao lưu hằng đêm")
    try:
        made = backing_up.run(
            by=dataclasses.replace(by, on_behalf_of=asked_by), target=Path(settings.BACKUP_DIR)
        )
    except BackupError as failure:
        log.error("backup: %s", failure)
    else:
        for warning in made.warnings:
            log.warning("backup: %s", warning)
