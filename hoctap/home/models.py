"""Backups of this installation, as they were made.

Here and not in `core`, which has no tables; not in a lower app, since who may stop a backup follows from the roles given at places.
"""

import datetime as dt
from uuid import UUID

from django.db import models
from django.utils import timezone

from hoctap.accounts.models import RoleAssignment
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission

SILENT = dt.timedelta(minutes=15)
"""After so long without a word a running backup counts as cut off. Steps tell how far they are every second, but for one
question to the database about its largest table."""


class BackupRunQuerySet(models.QuerySet["BackupRun"]):
    def visible_to(self, actor: Actor) -> "BackupRunQuerySet":
        """Of the whole installation, and nothing in it is about a person or a place: whoever has the right anywhere."""
        return self if actor.may_anywhere(Permission.BACKUP_READ) else self.none()


class BackupRun(models.Model):
    """One run. The row of the run that made a dump stands in that dump as running; nobody waits for it there."""

    class State(models.TextChoices):
        RUNNING = "running", "Đang chạy"
        GOOD = "good", "Đã khôi phục thử, đúng"
        FAILED = "failed", "Không thành"
        STOPPED = "stopped", "Đã dừng"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    name = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=300)
    started_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=600, blank=True)
    warnings = models.JSONField(default=list)
    size = models.BigIntegerField(default=0)
    new_bytes = models.BigIntegerField(default=0)
    tables = models.PositiveIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)

    objects = BackupRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="good") | models.Q(finished_at__isnull=False) & ~models.Q(name=""),
                name="a_good_backup_has_a_name_and_an_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="failed") | ~models.Q(failure=""), name="a_failed_backup_says_why"
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        """Down to the lowest place above everybody who works here: one commune alone is its own master, in an installation with
        many it takes somebody above them.
        """
        paths = list(
            RoleAssignment.objects.filter(place__level__in=["commune", "hamlet"])
            .values_list("place__path", flat=True)
            .distinct()
        )
        shared: list[UUID] = []
        for ids in zip(*paths, strict=False):
            if len(set(ids)) > 1:
                break
            shared.append(ids[0])
        return shared

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING and not self.is_cut_off

    @property
    def is_cut_off(self) -> bool:
        return self.state == self.State.RUNNING and timezone.now() - self.heard_at > SILENT
