"""A run of scoring again, its rounds with how far each has come, and the totals that differed from their answers."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission


class RunState(models.TextChoices):
    RUNNING = "running", "đang chấm lại"
    STOPPED = "stopped", "đã dừng"
    DONE = "done", "đã xong"


class RescoringQuerySet(models.QuerySet["Rescoring"]):
    def visible_to(self, actor: Actor) -> "RescoringQuerySet":
        """Of one round; those of the whole machine are its keeper's, on the command line."""
        if actor.system_job:
            return self
        return self.filter(round__place__path__overlap=actor.places_with(Permission.DOSSIER_REVIEW))


class Rescoring(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(
        "recognition.RecognitionRound", models.PROTECT, null=True, blank=True, related_name="rescorings"
    )
    """Empty: every round of the machine."""
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    asked_by = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RescoringQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=~Q(state="done"),
                nulls_distinct=False,
                name="rescoring_one_at_a_time_per_round",
            ),
            models.CheckConstraint(
                name="rescoring_done_says_when",
                condition=Q(state="done", finished_at__isnull=False)
                | (~Q(state="done") & Q(finished_at__isnull=True)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path if self.round else []


class RescoredRound(models.Model):
    """How far one round has come. Whoever scores a batch of it locks it; the cursor moves in the transaction of the batch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Rescoring, models.CASCADE, related_name="parts")
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="+")
    last_key = models.UUIDField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    total = models.PositiveIntegerField()
    """Dossiers when the run was asked for: what its progress is told by."""
    scored = models.PositiveIntegerField(default=0)
    reaching = models.PositiveIntegerField(default=0)
    checksum = models.CharField(max_length=32, default="", blank=True)
    """Of all results: equal sums mean equal totals and verdicts."""

    class Meta:
        ordering = ["id"]
        db_table = "recognition_rescored_round"
        constraints = [
            models.UniqueConstraint(fields=["run", "round"], name="rescored_round_once_per_run"),
        ]


class RescoredTotal(models.Model):
    """A total that its answers did not give, and what became of it."""

    class Fate(models.TextChoices):
        PUT_RIGHT = "put_right", "đã sửa theo điểm đã ghi"
        ON_PAPER = "on_paper", "đã lên danh sách, để người xét xem"
        DECIDED = "decided", "đã có quyết định, giữ nguyên"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(RescoredRound, models.CASCADE, related_name="differences")
    dossier = models.ForeignKey("recognition.Dossier", models.CASCADE, related_name="+")
    column = models.CharField(max_length=10)
    kept = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    counted = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    fate = models.CharField(max_length=10, choices=Fate)

    class Meta:
        ordering = ["id"]
        db_table = "recognition_rescored_total"
        constraints = [
            models.UniqueConstraint(
                fields=["part", "dossier", "column"], name="rescored_total_once_per_column"
            ),
        ]
