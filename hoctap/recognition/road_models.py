"""A road that a province or commune keeps of its own; entering after the last day; reminders that were copied."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.ids import uuid7
from hoctap.criteria.models import Title
from hoctap.places.models import Place


class Road(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField("danh hiệu", max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, related_name="roads")
    name = models.CharField("tên", max_length=200)
    instrument = models.CharField("văn bản", max_length=300)
    steps = models.JSONField()
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày trước", null=True, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                name="road_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def title_name(self) -> str:
        return Title(self.title).label


class LateEntry(models.Model):
    """Entering after the last day of a round's list: who allowed it and why. What is entered in it is marked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="late_entries")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="late_entries")
    why = models.CharField("lý do", max_length=300)
    allowed_by = models.CharField("người cho phép", max_length=120)
    until = models.DateField("đến hết ngày")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="late_entry_has_reason_and_name", condition=~Q(why="") & ~Q(allowed_by="")
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class ReminderCopy(models.Model):
    """Append-only: who copied which reminder for a hamlet's group, and when, so that nothing nags twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="reminder_copies")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="reminder_copies")
    matter = models.CharField(max_length=20)
    copied_on = models.DateField()
    copied_by = models.CharField(max_length=300)

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_reminder_copy"

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path
