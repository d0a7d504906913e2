"""Acts on a centre as a whole: merged into another, suspended, allowed to work again, dissolved. Each by a decision, kept for good."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Centre, Venue
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7


class CentreMergerQuerySet(models.QuerySet["CentreMerger"]):
    def visible_to(self, actor: Actor) -> "CentreMergerQuerySet":
        return self.filter(successor__in=Centre.objects.of_own_places(actor))


class CentreMerger(models.Model):
    """Append-only: one act, with the counts of what the centres had before and the successor has after."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    successor = models.ForeignKey(Centre, models.PROTECT, related_name="mergers")
    on = models.DateField("từ ngày")
    decision_number = models.CharField("quyết định", max_length=120)
    decision_on = models.DateField("ngày quyết định")
    counted = models.JSONField()
    """[{label, before: {centre id: n}, after: n}], in the order of the carriers."""
    done_by = models.CharField(max_length=300)
    done_at = models.DateTimeField(auto_now_add=True)

    objects = CentreMergerQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="centre_merger_by_decision", condition=~Q(decision_number="")),
        ]

    def __str__(self) -> str:
        return f"Sáp nhập vào {self.successor}"

    @property
    def place_path(self) -> list[UUID]:
        return self.successor.place_path


class MergedCentre(models.Model):
    """Append-only: a centre that went into another, and the cơ sở it is now."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merger = models.ForeignKey(CentreMerger, models.PROTECT, related_name="parts")
    centre = models.OneToOneField(Centre, models.PROTECT, related_name="merged_by")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["merger", "id"]

    def __str__(self) -> str:
        return str(self.centre)

    @property
    def place_path(self) -> list[UUID]:
        return self.merger.place_path


class StandingKind(models.TextChoices):
    SUSPENDED = "suspended", "đình chỉ hoạt động"
    RESUMED = "resumed", "cho phép hoạt động trở lại"
    DISSOLVED = "dissolved", "giải thể"


class CentreStandingQuerySet(models.QuerySet["CentreStanding"]):
    def visible_to(self, actor: Actor) -> "CentreStandingQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class CentreStanding(models.Model):
    """Append-only: suspended, resumed or dissolved from a day on, by a decision. The latest day counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="standings")
    kind = models.CharField("việc", max_length=10, choices=StandingKind)
    on = models.DateField("từ ngày")
    decision_number = models.CharField("quyết định", max_length=120)
    decision_on = models.DateField("ngày quyết định")
    why = models.CharField("lý do", max_length=300, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CentreStandingQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "-on", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="centre_standing_by_decision", condition=~Q(decision_number="")),
            models.CheckConstraint(
                name="centre_standing_with_reason", condition=Q(kind="resumed") | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path
