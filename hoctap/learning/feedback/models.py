"""Slips with one to five marks, or faces, counted after a session. Nobody's name stands on them."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7


class SessionFeedback(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.OneToOneField("learning.Session", models.CASCADE, related_name="feedback")
    one = models.PositiveIntegerField("rất không hài lòng", default=0)
    two = models.PositiveIntegerField("không hài lòng", default=0)
    three = models.PositiveIntegerField("bình thường", default=0)
    four = models.PositiveIntegerField("hài lòng", default=0)
    five = models.PositiveIntegerField("rất hài lòng", default=0)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feedback_of_somebody",
                condition=Q(one__gt=0) | Q(two__gt=0) | Q(three__gt=0) | Q(four__gt=0) | Q(five__gt=0),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.session.place_path
