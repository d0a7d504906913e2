"""What a plan calls "thường xuyên" without saying how often: so many activities in each so many months, since a day, set by somebody."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class StandardQuerySet(models.QuerySet["RegularityStandard"]):
    def visible_to(self, actor: Actor) -> "StandardQuerySet":
        """Of the actor's places, and of those above them whose standard holds there."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=granted) | Q(place__in=ancestors))


class RegularityStandard(models.Model):
    """Append-only: a later one takes the place of an earlier one from its day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    activities = models.PositiveSmallIntegerField("số hoạt động")
    months = models.PositiveSmallIntegerField("trong mỗi")
    from_on = models.DateField("áp dụng từ ngày")
    source = models.CharField("căn cứ", max_length=200)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now_add=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["place", "-from_on", "-set_at", "-id"]
        constraints = [
            models.CheckConstraint(name="regularity_asks_for_something", condition=Q(activities__gte=1)),
            models.CheckConstraint(
                name="regularity_months_divide_a_year", condition=Q(months__in=[1, 2, 3, 6, 12])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activities} hoạt động trong mỗi {self.months} tháng"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
