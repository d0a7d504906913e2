"""Dated figures of targets that no record gives yet, each with its source."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class PlanFigureQuerySet(models.QuerySet["PlanFigure"]):
    def visible_to(self, actor: Actor) -> "PlanFigureQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.RESULT_READ))


class PlanFigure(models.Model):
    """Append-only: what a place says of a measure on a day, with its source. The one recorded last for the latest day counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.CharField("số liệu", max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="plan_figures")
    year = models.PositiveSmallIntegerField("năm")
    as_of = models.DateField("tính đến ngày")
    value = models.DecimalField("giá trị", max_digits=14, decimal_places=2)
    numerator = models.DecimalField("tử số", max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField("mẫu số", max_digits=14, decimal_places=2, null=True, blank=True)
    version = models.PositiveSmallIntegerField("bản định nghĩa", default=1)
    source = models.CharField("nguồn", max_length=300)
    paper = models.CharField("minh chứng", max_length=300, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PlanFigureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "place", "year", "-as_of", "-id"]
        indexes = [models.Index(fields=["measure", "place", "year"], name="plan_figure_of_measure")]
        constraints = [
            models.CheckConstraint(name="plan_figure_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="plan_figure_divides",
                condition=Q(denominator__isnull=True) | (Q(numerator__isnull=False) & Q(denominator__gt=0)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
