"""Bàn giao: one position's open work went over to another one, on a day, with its minutes."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.places.models import Place


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
