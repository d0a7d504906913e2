"""A household list handed in, from reading to entering."""

from uuid import UUID

from django.db import models

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> "ImportRunQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_IMPORT))


class ImportRun(models.Model):
    """A household list handed in: read, previewed, then applied whole or dropped. The file itself is not kept."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Chờ xác nhận"
        APPLIED = "applied", "Đã nhập"
        DROPPED = "dropped", "Đã bỏ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    created_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
