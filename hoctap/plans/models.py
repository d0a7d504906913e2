"""Official plans and the targets they set.

A plan is kept at a place and counts for every place below it: the district's plan of 2024 sets the target of each of its communes.
A target points at a measure by code; without a measure it is kept and shown as "chưa có số liệu", never as zero.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, actor: Actor) -> "PlanQuerySet":
        """Plans of the places where the actor may read plans, of those below, and of those above (their targets bind him)."""
        if actor.system_job:
            return self
        ids = actor.places_with(Permission.PLAN_READ)
        above = Place.objects.filter(pk__in=ids).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=ids) | Q(place_id__in=ancestors))

    def binding(self, place: Place) -> "PlanQuerySet":
        """Plans of the place itself and of the places above it."""
        return self.filter(place_id__in=place.path)


class Plan(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="plans")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("tên kế hoạch", max_length=500)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year_from", "-dated_on", "id"]
        constraints = [
            models.CheckConstraint(name="plan_years_in_order", condition=Q(year_to__gte=F("year_from"))),
            models.UniqueConstraint(
                fields=["place", "number", "dated_on"],
                condition=~Q(number=""),
                name="plan_number_once_per_place_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class Comparator(models.TextChoices):
    AT_LEAST = ">=", "từ … trở lên"
    EQUAL = "=", "đạt"
    RANGE = "range", "trong khoảng"


class Target(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    measure = models.CharField("số liệu", max_length=60, blank=True)
    wording = models.CharField("nội dung chỉ tiêu", max_length=400)
    comparator = models.CharField("so sánh", max_length=6, choices=Comparator, default=Comparator.AT_LEAST)
    value = models.DecimalField("giá trị", max_digits=12, decimal_places=2)
    value_max = models.DecimalField("đến", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=40, default="%")
    year = models.PositiveSmallIntegerField("năm")
    before_on = models.DateField("trước ngày", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="target_range_in_order",
                condition=Q(value_max__isnull=True) | Q(comparator="range", value_max__gte=F("value")),
            ),
            models.UniqueConstraint(
                fields=["plan", "measure", "year"],
                condition=~Q(measure=""),
                name="target_once_per_plan_measure_and_year",
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place.path
