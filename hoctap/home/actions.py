"""Changes made on the pages of home."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.home import rules
from hoctap.home.models import BackupRun


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
