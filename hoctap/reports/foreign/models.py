"""An Excel form that came from above, with what its cells were told to be: mapped once, filled every period."""

from uuid import UUID

from django.db import models

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.reports.foreign.rules import Layout, Rule


class ForeignFormQuerySet(models.QuerySet["ForeignForm"]):
    def visible_to(self, actor: Actor) -> "ForeignFormQuerySet":
        """Those of the places where the actor makes reports."""
        if actor.system_job:
            return self
        return self.filter(
            models.Q(place__path__overlap=actor.places_with(Permission.REPORT_PREPARE))
            | models.Q(place__in=actor.places_only(Permission.REPORT_PREPARE))
        )


class ForeignForm(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="foreign_forms")
    """Whose figures it asks for."""
    name = models.CharField("tên biểu", max_length=160)
    file_name = models.CharField("tên tệp", max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    """Of its words and its layout: a copy of the next period with the same one is filled without mapping again."""
    layout = models.JSONField()
    rules = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    """[{"rule", "why"}]: what is to be mapped again since another copy came."""
    version = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ForeignFormQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        db_table = "reports_foreign_form"
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="foreign_form_name_once_at_a_place"),
            models.CheckConstraint(
                name="foreign_form_has_its_file", condition=~models.Q(sha256="") & ~models.Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def read_layout(self) -> Layout:
        return Layout.from_json(self.layout)

    @property
    def read_rules(self) -> list[Rule]:
        return [Rule.from_json(rule) for rule in self.rules]
