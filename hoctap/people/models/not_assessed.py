"""Households that are not assessed for recognition in a year, and why. They still count: nothing is subtracted."""

from uuid import UUID

from django.db import models

from hoctap.core.ids import uuid7
from hoctap.people.models.households import Household


class NotAssessedReason(models.TextChoices):
    WORKS_AWAY = "works_away", "đi làm ăn xa"
    ALONE = "alone", "neo đơn"
    NEWLY_COME = "newly_come", "mới đến"
    NOT_REGISTERED = "not_registered", "không đăng ký"
    OTHER = "other", "lý do khác"


class NotAssessed(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="not_assessed")
    year = models.PositiveSmallIntegerField("năm")
    reason = models.CharField("lý do", max_length=15, choices=NotAssessedReason)
    note = models.CharField("ghi thêm", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "year"], name="household_not_assessed_once_a_year"),
            models.CheckConstraint(
                name="other_reason_is_written",
                condition=~models.Q(reason=NotAssessedReason.OTHER) | ~models.Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """'đi làm ăn xa (Bình Dương)'; of another reason its own words."""
        if self.reason == NotAssessedReason.OTHER:
            return self.note
        return f"{self.get_reason_display()} ({self.note})" if self.note else self.get_reason_display()

    @property
    def place_path(self) -> list[UUID]:
        return self.household.hamlet.path
