"""“Cần gì học nấy”: what one person asks for, at any time of the year, and how long the answer took."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class WishBox(models.Model):
    """The standing address of a centre at which everybody may ask; no secret, it hangs on the wall."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.OneToOneField(Centre, models.PROTECT, related_name="wish_box")
    token = models.CharField(max_length=30, unique=True)
    is_open = models.BooleanField(default=True)

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class WishState(models.TextChoices):
    NEW = "new", "mới nhận"
    SORTED = "sorted", "đã ghi thành nhu cầu"
    ANSWERED = "answered", "đã trả lời"
    DROPPED = "dropped", "không phải đề nghị học"


# Read as: from → to. A move that is not here is refused.
TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    WishState.NEW: {WishState.SORTED, WishState.ANSWERED, WishState.DROPPED},
    WishState.SORTED: {WishState.ANSWERED},
}


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, actor: Actor) -> "WishQuerySet":
        """Words of people, some with their name: only for who enters needs there."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.NEED_ENTER)
        return self.filter(
            Q(hamlet__path__overlap=granted) | Q(hamlet__isnull=True, commune__path__overlap=granted)
        )


class Wish(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="wishes")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField("muốn học gì", max_length=500)
    people = models.PositiveSmallIntegerField("số người", default=1)
    name = models.CharField("họ và tên", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    """Both only where the person wants an answer, and only until some time after it."""
    from_outside = models.BooleanField(default=False)
    received_on = models.DateField("ngày nhận")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=WishState, default=WishState.NEW)
    need = models.ForeignKey("surveys.Need", models.PROTECT, null=True, blank=True, related_name="wishes")
    answer = models.CharField("trả lời", max_length=500, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["commune", "recorded_at"], name="survey_wish_by_time")]
        constraints = [
            models.CheckConstraint(
                name="survey_wish_sorted_into_a_need", condition=~Q(state="sorted") | Q(need__isnull=False)
            ),
            models.CheckConstraint(
                name="survey_wish_answered_in_words",
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="survey_wish_recorded_by_somebody",
                condition=Q(from_outside=True, recorded_by="") | (Q(from_outside=False) & ~Q(recorded_by="")),
            ),
            models.CheckConstraint(name="survey_wish_of_somebody", condition=Q(people__gte=1)),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path if self.hamlet else self.commune.path

    def waited(self, today: dt.date) -> int:
        """Days until the answer, or until today."""
        return ((self.answered_on or today) - self.received_on).days
