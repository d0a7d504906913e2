"""The nightly backup."""

import logging
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.backup.errors import BackupError
from hoctap.home import backing_up

log = logging.getLogger(__name__)

HOURS_AHEAD_OF_UTC = 7  # Việt Nam has no summer time; the scheduler reads its times in UTC


@app.periodic(cron=f"0 {(settings.BACKUP_HOUR - HOURS_AHEAD_OF_UTC) % 24} * * *")
@app.task(name="home.back_up", queueing_lock="home.back_up")
def back_up(timestamp: int) -> None:
    """Nothing where no place was set; what goes wrong stands in the list of backups and in the log.

    No procrastinate `lock`: the dump would carry it, held for ever by a job that nobody works on.
    """
    if not settings.BACKUP_DIR:
        return
    try:
        made = backing_up.run(by=system_job("sao lưu hằng đêm"), target=Path(settings.BACKUP_DIR))
    except BackupError as failure:
        log.error("backup: %s", failure)
    else:
        for warning in made.warnings:
            log.warning("backup: %s", warning)
