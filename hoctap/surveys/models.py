"""What people want to learn. A need is one wish of a number of people at a place in a year: counted at the meeting of an ấp, worked out of the
answers to a survey, said by a partner for its members, or asked for by one person ("cần gì học nấy").
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class NeedSource(models.TextChoices):
    TALLY = "tally", "Biểu quyết, đếm tại cuộc họp ấp"
    ANSWERS = "answers", "Phiếu khảo sát"
    REQUEST = "request", "Đề nghị của người dân"
    PARTNER = "partner", "Đoàn thể nêu cho hội viên"


class NeedState(models.TextChoices):
    OPEN = "open", "chưa đáp ứng"
    MET = "met", "đã đáp ứng"
    ANSWERED = "answered", "đã trả lời"


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, actor: Actor) -> "NeedQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))


class Need(models.Model):
    """Whether a programme covers it is asked of `learning`, whether it was met or answered is kept here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="needs")
    """The hamlet where it is known, else the commune."""
    year = models.PositiveSmallIntegerField("năm")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="needs")
    text = models.CharField("muốn học gì", max_length=200, blank=True)
    """In their own words; needed where no topic fits."""
    people = models.PositiveIntegerField("số người")
    source = models.CharField("nguồn", max_length=10, choices=NeedSource)
    campaign = models.ForeignKey(
        "surveys.Campaign", models.PROTECT, null=True, blank=True, related_name="needs"
    )
    """Whose close made it."""
    named_by = models.CharField("đơn vị nêu", max_length=200, blank=True)
    """The partner whose members want it."""
    state = models.CharField("tình trạng", max_length=10, choices=NeedState, default=NeedState.OPEN)
    answer = models.CharField("trả lời", max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-people", "id"]
        indexes = [models.Index(fields=["commune", "year"], name="need_of_a_year")]
        constraints = [
            models.CheckConstraint(name="need_says_what", condition=Q(topic__isnull=False) | ~Q(text="")),
            models.CheckConstraint(name="need_of_somebody", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="need_answered_with_words",
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.topic)

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


# At the end: they refer to the models above by name.
from hoctap.surveys.answering.models import PaperBatch, Response  # noqa: E402
from hoctap.surveys.campaigns.models import Campaign, CampaignLink, CampaignPartner  # noqa: E402
from hoctap.surveys.design.models import FormVersion, SurveyForm  # noqa: E402
from hoctap.surveys.requests.models import Wish, WishBox  # noqa: E402
from hoctap.surveys.tallies.models import Tally, TallyLine  # noqa: E402

__all__ = [
    "Campaign",
    "CampaignLink",
    "CampaignPartner",
    "FormVersion",
    "Need",
    "NeedSource",
    "NeedState",
    "PaperBatch",
    "Response",
    "SurveyForm",
    "Tally",
    "TallyLine",
    "Wish",
    "WishBox",
]
