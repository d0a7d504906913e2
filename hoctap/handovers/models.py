"""Bàn giao: one position's open work went over to another one, on a day, with its minutes.

One that is dated ahead is a `PlannedHandover` until its day: it moves nothing, gives no role and can be called off.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.places.models import Place


class PlannedState(models.TextChoices):
    WAITING = "waiting", "Chờ đến ngày"
    DONE = "done", "Đã bàn giao"
    CALLED_OFF = "called_off", "Đã hủy"


PLANNED_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    PlannedState.WAITING: {PlannedState.DONE, PlannedState.CALLED_OFF},
}


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, actor: Actor) -> "HandoverQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.ACCOUNT_MANAGE))


class Handover(models.Model):
    """Written once. `lines` is what went over, as it was that day: [{"label", "count", "lines": [words]}]."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    giver = models.ForeignKey(Capacity, models.PROTECT, related_name="handed_over")
    receiver = models.ForeignKey(Capacity, models.PROTECT, related_name="received")
    place = models.ForeignKey(Place, models.PROTECT, related_name="handovers")
    handed_on = models.DateField("ngày bàn giao")
    ended_giver = models.BooleanField("người giao thôi giữ chức vụ")
    gave_roles = models.BooleanField("giao luôn vai trò")
    decision = models.CharField("theo văn bản", max_length=120)
    things = models.TextField("tài liệu, thiết bị, con dấu", max_length=2000, blank=True)
    lines = models.JSONField(default=list)
    sessions_ended = models.PositiveIntegerField(default=0)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="handover")
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="handover_between_two_positions", condition=~Q(giver=F("receiver"))),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class PlannedHandoverQuerySet(models.QuerySet["PlannedHandover"]):
    def visible_to(self, actor: Actor) -> "PlannedHandoverQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.ACCOUNT_MANAGE))


class PlannedHandover(models.Model):
    """What is to happen on a day to come. It is done with the rights that the planner still has on that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=12, choices=PlannedState, default=PlannedState.WAITING)
    giver = models.ForeignKey(Capacity, models.PROTECT, related_name="to_hand_over")
    receiver = models.ForeignKey(Capacity, models.PROTECT, related_name="to_receive")
    place = models.ForeignKey(Place, models.PROTECT, related_name="planned_handovers")
    handed_on = models.DateField("ngày bàn giao")
    ends_giver = models.BooleanField("người giao thôi giữ chức vụ")
    gives_roles = models.BooleanField("giao luôn vai trò")
    decision = models.CharField("theo văn bản", max_length=120)
    things = models.TextField("tài liệu, thiết bị, con dấu", max_length=2000, blank=True)
    planned_by = models.ForeignKey(Capacity, models.PROTECT, related_name="handovers_planned")
    planned_at = models.DateTimeField(auto_now_add=True)
    failure = models.TextField(max_length=2000, blank=True)
    """Why it could not be done on its day; it is tried again each hour until somebody mends that or calls it off."""
    tried_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.CharField(max_length=300, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    why_called_off = models.CharField("lý do hủy", max_length=300, blank=True)
    handover = models.OneToOneField(
        Handover, models.PROTECT, null=True, blank=True, related_name="planned_before"
    )

    objects = PlannedHandoverQuerySet.as_manager()

    class Meta:
        ordering = ["handed_on", "id"]
        constraints = [
            models.CheckConstraint(name="planned_between_two_positions", condition=~Q(giver=F("receiver"))),
            models.UniqueConstraint(
                name="one_waiting_handover_a_position", fields=["giver"], condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="planned_is_done_with_its_handover",
                condition=Q(state="done", handover__isnull=False)
                | (~Q(state="done") & Q(handover__isnull=True)),
            ),
            models.CheckConstraint(
                name="called_off_says_when_and_why",
                condition=~Q(state="called_off") | (Q(called_off_at__isnull=False) & ~Q(why_called_off="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
