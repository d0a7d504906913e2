"""What people answered. From outside nobody is known: no account, no address, no cookie of ours is kept with an answer."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.surveys.campaigns.models import Campaign, CampaignPartner
from hoctap.surveys.design.models import FormVersion


class Channel(models.TextChoices):
    WEB = "web", "qua đường dẫn, mã QR"
    DOOR = "door", "tình nguyện viên hỏi tại nhà"
    PAPER = "paper", "phiếu giấy"


class PaperBatch(models.Model):
    """A pile of paper of one ấp, as it was handed in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+")
    partner = models.ForeignKey(CampaignPartner, models.PROTECT, null=True, blank=True, related_name="+")
    label = models.CharField("tập phiếu", max_length=100)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "hamlet", "label"], name="survey_batch_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class ResponseQuerySet(models.QuerySet["Response"]):
    def visible_to(self, actor: Actor) -> "ResponseQuerySet":
        """One by one only for who enters them there; everybody else sees what they add up to."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.NEED_ENTER)
        return self.filter(
            Q(hamlet__path__overlap=granted)
            | Q(hamlet__isnull=True, campaign__commune__path__overlap=granted)
        )

    def standing(self) -> "ResponseQuerySet":
        return self.filter(removed_at__isnull=True)


class Response(models.Model):
    """One filled-in form. `answers` by the stable names of the questions; beside it the terms by which they are counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="responses")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    """None: of the commune, the ấp was not said."""
    partner = models.ForeignKey(CampaignPartner, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    batch = models.ForeignKey(PaperBatch, models.PROTECT, null=True, blank=True, related_name="responses")
    answers = models.JSONField(default=dict)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    age = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=60, blank=True)
    occupation = models.CharField(max_length=60, blank=True)
    memberships = ArrayField(models.CharField(max_length=60), default=list)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.CharField(max_length=300, blank=True)
    """Empty from outside."""
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=300, blank=True)
    removed_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["campaign", "channel", "taken_at"], name="survey_response_by_time")]
        constraints = [
            models.CheckConstraint(
                name="survey_response_removed_with_reason",
                condition=Q(removed_at__isnull=True) | ~Q(removed_why=""),
            ),
            models.CheckConstraint(
                name="survey_response_from_outside_names_nobody",
                condition=Q(channel="web", taken_by="") | (~Q(channel="web") & ~Q(taken_by="")),
            ),
            models.CheckConstraint(
                name="survey_response_on_paper_in_a_batch",
                condition=Q(channel="paper", batch__isnull=False)
                | (~Q(channel="paper") & Q(batch__isnull=True)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path if self.hamlet else self.campaign.commune.path
