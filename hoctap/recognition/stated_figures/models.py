"""A figure of a measure that a commune wrote down: from which paper, as of which day. Records take its place as soon as there are some."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.evidence.models import Evidence
from hoctap.measures.registry import measures
from hoctap.places.models import Place


class StatedFigureQuerySet(models.QuerySet["StatedFigure"]):
    def visible_to(self, actor: Actor) -> "StatedFigureQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.DOSSIER_READ))

    def standing(self) -> "StatedFigureQuerySet":
        return self.filter(withdrawn_at=None)


class StatedFigure(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    measure = models.CharField("tỷ lệ", max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="stated_figures")
    """A commune."""
    year = models.PositiveSmallIntegerField("năm")
    numerator = models.PositiveIntegerField("tử số")
    denominator = models.PositiveIntegerField("mẫu số")
    as_of = models.DateField("tính đến ngày")
    source = models.CharField("nguồn số liệu", max_length=300)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=300, blank=True)
    withdrawn_why = models.CharField("lý do bỏ", max_length=300, blank=True)

    objects = StatedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "measure", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "place", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="stated_figure_once_a_year",
            ),
            models.CheckConstraint(
                name="stated_figure_is_a_share",
                condition=Q(numerator__lte=F("denominator"), denominator__gt=0),
            ),
            models.CheckConstraint(name="stated_figure_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="stated_figure_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.numerator}/{self.denominator}, năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def label(self) -> str:
        measure = measures.get(self.measure)
        return measure.label if measure else self.measure
