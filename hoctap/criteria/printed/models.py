"""The words of indicators as an officer read them in the printed instrument. The edition itself never changes."""

from uuid import UUID

from django.db import models

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class PrintedLabelsQuerySet(models.QuerySet["PrintedLabels"]):
    def visible_to(self, actor: Actor) -> "PrintedLabelsQuerySet":
        """Of the places where the actor keeps labels, and of those above: theirs hold there too."""
        if actor.system_job:
            return self
        paths = Place.objects.filter(pk__in=actor.places_with(Permission.LABEL_KEEP)).values_list(
            "path", flat=True
        )
        above = {pk for path in paths for pk in path}
        return self.filter(
            models.Q(place__in=above)
            | models.Q(place__path__overlap=actor.places_with(Permission.LABEL_KEEP))
        )


class PrintedLabels(models.Model):
    """Append-only: one reading of an edition's printed text, for a place and those below it. A correction is a later version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey("criteria.CriteriaEdition", models.PROTECT, related_name="printed_labels")
    place = models.ForeignKey(Place, models.PROTECT, related_name="printed_labels")
    version = models.PositiveSmallIntegerField()
    labels = models.JSONField()
    """Code of the indicator → form ("" for all of them) → words."""
    source = models.CharField("nguồn", max_length=300)
    valid_from = models.DateField("áp dụng từ ngày")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = PrintedLabelsQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "criteria_printed_labels"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "place", "version"], name="printed_labels_version_once"
            ),
            models.CheckConstraint(
                name="printed_labels_have_their_page", condition=~models.Q(sha256="") & ~models.Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"Tên chỉ số theo bản in, bản {self.version}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def count(self) -> int:
        return len(self.labels)
