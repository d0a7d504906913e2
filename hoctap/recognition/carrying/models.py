"""One act of carrying over, and the rows it filled: what is needed to take it back."""

from uuid import UUID

from django.db import models

from hoctap.core.ids import uuid7
from hoctap.places.models import Place


class CarryOver(models.Model):
    """Rows of a hamlet (or of one Tổ) filled from the year before, by one person at one moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="carry_overs")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+")
    group_name = models.CharField("Tổ", max_length=60, blank=True)
    from_year = models.PositiveSmallIntegerField("kế thừa năm")
    with_points = models.PositiveIntegerField(default=0)
    registrations_only = models.PositiveIntegerField(default=0)
    done_by = models.CharField(max_length=300)
    done_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_carry_over"

    def __str__(self) -> str:
        return f"Kế thừa năm {self.from_year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class CarriedRow(models.Model):
    """A dossier that the act filled; `version` is the one it had afterwards, so that a row touched since is known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act = models.ForeignKey(CarryOver, models.CASCADE, related_name="rows")
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="carried_rows")
    version = models.PositiveIntegerField()
    registered_before = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "recognition_carried_row"
        constraints = [
            models.UniqueConstraint(fields=["act", "dossier"], name="carried_row_once_per_act"),
        ]
