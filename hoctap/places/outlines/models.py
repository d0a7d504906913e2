"""The outline of a place, where an office loaded it. A place is dated, so is its outline: after a reform the successor has one of its own."""

from uuid import UUID

from django.db import models

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission


class OutlineQuerySet(models.QuerySet["PlaceOutline"]):
    def visible_to(self, actor: Actor) -> "OutlineQuerySet":
        """Those that the actor may load anew or take away."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.PLACE_EDIT))


class PlaceOutline(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.OneToOneField("places.Place", models.PROTECT, related_name="outline")
    rings = models.JSONField()
    """[[[lon, lat], …], …]: simplified; what lies in an even number of them is outside."""
    source = models.CharField("nguồn", max_length=200)
    loaded_by = models.CharField(max_length=300)
    loaded_at = models.DateTimeField(auto_now=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["place__sort_key", "id"]
        constraints = [
            models.CheckConstraint(name="outline_has_a_source", condition=~models.Q(source="")),
        ]

    def __str__(self) -> str:
        return f"Ranh giới {self.place.full_name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
