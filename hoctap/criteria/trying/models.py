"""A trial of an edition on the dossiers of a place and year that is too large to wait for, and how far it has come."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class RunState(models.TextChoices):
    RUNNING = "running", "đang thử"
    STOPPED = "stopped", "đã dừng"
    DONE = "done", "đã xong"


class TrialRunQuerySet(models.QuerySet["TrialRun"]):
    def visible_to(self, actor: Actor) -> "TrialRunQuerySet":
        """At places whose dossiers the actor reads, of editions that he sees."""
        from hoctap.criteria.models import CriteriaEdition

        if actor.system_job:
            return self
        return self.filter(
            place__path__overlap=actor.places_with(Permission.DOSSIER_READ),
            edition__in=CriteriaEdition.objects.visible_to(actor),
        )


class TrialRun(models.Model):
    """The last one of an edition, place and year is kept; it goes with its draft."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey("criteria.CriteriaEdition", models.CASCADE, related_name="trial_runs")
    edition_version = models.PositiveIntegerField()
    """The draft as it was when the trial was asked for."""
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    total = models.PositiveIntegerField()
    """Dossiers when it was asked for: what its progress is told by."""
    seen = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    gained = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    capped = models.PositiveIntegerField(default=0)
    not_tried = models.JSONField(default=dict, blank=True)
    changed = models.JSONField(default=list, blank=True)
    """[[key, before, after, reaches]]: the first ones; names are read when they are shown."""
    cursor = models.CharField(max_length=36, blank=True)
    checksum = models.CharField(max_length=32, blank=True)
    """Of all results: equal sums mean equal results."""
    asked_by = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = TrialRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "criteria_trial_run"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "place", "year"], name="trial_run_once_per_edition_place_and_year"
            ),
            models.CheckConstraint(
                name="trial_run_done_says_when",
                condition=Q(state="done", finished_at__isnull=False)
                | (~Q(state="done") & Q(finished_at__isnull=True)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def share(self) -> int:
        """Per cent of the way; 100 only when done."""
        if self.state == RunState.DONE:
            return 100
        return min(99, self.seen * 100 // self.total) if self.total else 0

    @property
    def differing(self) -> int:
        return self.gained + self.lost
