"""A road that a province or commune keeps of its own."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.ids import uuid7
from hoctap.criteria.models import Title
from hoctap.places.models import Place


class Road(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField("danh hiệu", max_length=40, choices=Title)
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
