"""Counted by raised hands at the meeting of an ấp: the way in which most places ask."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.surveys.campaigns.models import Campaign, CampaignPartner


class TallyQuerySet(models.QuerySet["Tally"]):
    def visible_to(self, actor: Actor) -> "TallyQuerySet":
        if actor.system_job:
            return self
        return self.filter(hamlet__path__overlap=actor.places_with(Permission.CENTRE_READ))

    def standing(self) -> "TallyQuerySet":
        return self.filter(removed_at__isnull=True)


class Tally(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tallies")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+")
    partner = models.ForeignKey(CampaignPartner, models.PROTECT, null=True, blank=True, related_name="+")
    """A meeting of a partner's members; without: of the ấp."""
    held_on = models.DateField("ngày họp")
    present = models.PositiveIntegerField("số người dự")
    households = models.PositiveIntegerField("số hộ có người dự", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=300, blank=True)
    removed_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(name="survey_tally_of_somebody", condition=Q(present__gte=1)),
            models.CheckConstraint(
                name="survey_tally_removed_with_reason",
                condition=Q(removed_at__isnull=True) | ~Q(removed_why=""),
            ),
            models.UniqueConstraint(
                fields=["campaign", "hamlet", "held_on"],
                condition=Q(removed_at__isnull=True, partner__isnull=True),
                name="survey_tally_of_a_meeting_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Cuộc họp {self.hamlet.title} ngày {self.held_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class TallyLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tally = models.ForeignKey(Tally, models.CASCADE, related_name="lines")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField("muốn học gì", max_length=200, blank=True)
    hands = models.PositiveIntegerField("số người giơ tay")

    class Meta:
        ordering = ["tally", "-hands", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tally", "topic"], name="survey_tally_topic_once"),
            models.CheckConstraint(name="survey_tally_line_of_somebody", condition=Q(hands__gte=1)),
            models.CheckConstraint(
                name="survey_tally_line_says_what", condition=Q(topic__isnull=False) | ~Q(text="")
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.tally.hamlet.path
