"""What shows that an activity took place: photos, its minutes."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission


class ActivityFileQuerySet(models.QuerySet["ActivityFile"]):
    def visible_to(self, actor: Actor) -> "ActivityFileQuerySet":
        """People are on the photos: only who may record activities, or keeps the centre's records, there."""
        if actor.system_job:
            return self
        granted = [
            *actor.places_with(Permission.ATTENDANCE_TAKE),
            *actor.places_with(Permission.CENTRE_KEEP),
        ]
        return self.filter(activity__place__path__overlap=granted)

    def standing(self) -> "ActivityFileQuerySet":
        return self.filter(removed_at__isnull=True)


class ActivityFile(models.Model):
    id = models.UUIDField(primary_key=True, editable=False, default=uuid7)
    activity = models.ForeignKey("learning.Activity", models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    note = models.CharField("ghi chú", max_length=150, blank=True)
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=300, blank=True)
    removed_why = models.CharField("lý do gỡ", max_length=200, blank=True)

    objects = ActivityFileQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "id"]
        constraints = [
            models.CheckConstraint(
                name="activity_file_removed_with_reason",
                condition=Q(removed_at__isnull=True) | ~Q(removed_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.note or f"Tệp của {self.activity}"

    @property
    def place_path(self) -> list[UUID]:
        return self.activity.place_path
