"""Changes made on the pages of home."""

import time

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.home import backup_queries, rules
from hoctap.home.models import BackupRun


@transaction.atomic
def start_backup(*, by: Actor) -> None:
    """Puts one backup in the queue, besides those of the nights; the worker makes it like every other."""
    from hoctap.home.tasks import back_up  # the job makes a run by the same road as the command

    run = BackupRun(asked_by=by.described)
    by.must(Permission.BACKUP_RUN, at=run)
    reasons = rules.may_be_started(
        is_running=backup_queries.is_running(),
        is_queued=backup_queries.is_queued(),
        not_set_up=backup_queries.not_set_up(),
    )
    if reasons:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            back_up.configure().defer(timestamp=int(time.time()), asked_by=by.described)
    except AlreadyEnqueued:  # somebody else pressed it in the same moment
        raise Refused(rules.may_be_started(is_running=False, is_queued=True, not_set_up=[])) from None
    audit.record(by, "home.backup.asked_for", run)


@transaction.atomic
def stop_backup(run: BackupRun, *, by: Actor) -> BackupRun:
    """Asks a running backup to stop; it does within a second or two and leaves nothing behind."""
    run = BackupRun.objects.select_for_update().get(pk=run.pk)
    by.must(Permission.BACKUP_STOP, at=run)
    reasons = rules.may_be_stopped(is_running=run.is_running, stop_asked=run.stop_asked)
    if reasons:
        raise Refused(reasons)
    run.stop_asked = True
    run.save(update_fields=["stop_asked"])
    audit.record(by, "home.backup.stop_asked", run)
    return run
