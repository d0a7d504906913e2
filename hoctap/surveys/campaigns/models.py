"""Campaigns: a centre asks its commune in a year, in one or several ways; partners ask their own members."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.places.models import Organisation, Place
from hoctap.surveys.answering.rules import CHANNELS
from hoctap.surveys.design.models import FormVersion, SurveyForm


class CampaignState(models.TextChoices):
    DRAFT = "draft", "đang chuẩn bị"
    OPEN = "open", "đang thu phiếu"
    CLOSED = "closed", "đã kết thúc"


# Read as: from → to. A move that is not here is refused.
TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    CampaignState.DRAFT: {CampaignState.OPEN},
    CampaignState.OPEN: {CampaignState.CLOSED},
}


class RateOf(models.TextChoices):
    HOUSEHOLDS = "households", "Hộ: mỗi hộ một phiếu"
    ADULTS = "adults", "Người từ 16 tuổi: mỗi người một phiếu"


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, actor: Actor) -> "CampaignQuerySet":
        """Of the actor's places; that of the commune, for who enters answers of a hamlet of it."""
        if actor.system_job:
            return self
        return self.filter(centre__in=Centre.objects.visible_to(actor))


class Campaign(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="campaigns")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    title = models.CharField("tên đợt", max_length=150)
    organiser = models.CharField("đơn vị tổ chức", max_length=200, blank=True)
    channels = ArrayField(
        models.CharField(max_length=5, choices=list(CHANNELS.items())), verbose_name="cách thu"
    )
    form = models.ForeignKey(SurveyForm, models.PROTECT, null=True, blank=True, related_name="campaigns")
    version = models.ForeignKey(FormVersion, models.PROTECT, null=True, blank=True, related_name="campaigns")
    """By which answers are given now; those given before keep theirs."""
    rate_of = models.CharField("tỷ lệ tính trên", max_length=10, choices=RateOf, default=RateOf.HOUSEHOLDS)
    opens_on = models.DateField("từ ngày")
    closes_on = models.DateField("đến hết ngày")
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-opens_on", "id"]
        indexes = [models.Index(fields=["commune", "year"], name="survey_campaign_of_a_year")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "year", "title"], name="survey_campaign_once"),
            models.CheckConstraint(
                name="survey_campaign_ends_after_it_begins", condition=Q(closes_on__gte=F("opens_on"))
            ),
            models.CheckConstraint(
                name="survey_campaign_asks_by_a_form",
                condition=Q(channels=["tally"]) | Q(state="draft") | Q(version__isnull=False),
            ),
            models.CheckConstraint(
                name="survey_campaign_opened_by_somebody",
                condition=Q(state="draft") | (~Q(opened_by="") & Q(opened_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="survey_campaign_closed_by_somebody",
                condition=~Q(state="closed") | (~Q(closed_by="") & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_slips(self) -> bool:
        """Not only hands counted at meetings."""
        return any(channel != "tally" for channel in self.channels)

    @property
    def place_path(self) -> list[UUID]:
        return self.commune.path


class CampaignPartner(models.Model):
    """A body that asks its own members (phần của Hội Nông dân …)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("đơn vị phối hợp", max_length=200)

    class Meta:
        ordering = ["campaign", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="survey_campaign_partner_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.campaign.commune.path


class CampaignLink(models.Model):
    """The address that stands on the QR: of all, or of a partner's members. It is handed to everybody, so it is no secret."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="links")
    partner = models.ForeignKey(CampaignPartner, models.PROTECT, null=True, blank=True, related_name="links")
    token = models.CharField(max_length=30, unique=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["campaign", "id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.campaign.commune.path
