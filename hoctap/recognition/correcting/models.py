"""A tờ trình that corrects a signed one, and who it takes out."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.papers.models import Paper, PaperState

if TYPE_CHECKING:
    from hoctap.recognition.models import Submission


class SubmissionCorrection(models.Model):
    """Tờ trình that corrects a signed one before the decision: it names who is taken out, each with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey("recognition.Submission", models.PROTECT, related_name="corrections")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="submission_correction")
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        db_table = "recognition_submission_correction"

    @property
    def place_path(self) -> list[UUID]:
        return self.submission.place_path


class TakenOutQuerySet(models.QuerySet["TakenOut"]):
    def of(self, submission: "Submission") -> "TakenOutQuerySet":
        """By corrections of it that were not dropped."""
        return self.filter(correction__submission=submission).exclude(
            correction__paper__state=PaperState.VOID
        )


class TakenOut(models.Model):
    """One dossier of a signed tờ trình that a correction takes out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    correction = models.ForeignKey(SubmissionCorrection, models.PROTECT, related_name="taken_out")
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="taken_out")
    why = models.CharField("lý do", max_length=300)

    objects = TakenOutQuerySet.as_manager()

    class Meta:
        ordering = ["correction", "id"]
        db_table = "recognition_taken_out"
        constraints = [
            models.UniqueConstraint(fields=["correction", "dossier"], name="taken_out_once_by_a_correction"),
            models.CheckConstraint(name="taken_out_says_why", condition=~Q(why="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.correction.place_path
