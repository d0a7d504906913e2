"""Survey forms: versions, of which a published one never changes, so that an answer keeps the questions it was given to."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.surveys.design import rules


class SurveyFormQuerySet(models.QuerySet["SurveyForm"]):
    def visible_to(self, actor: Actor) -> "SurveyFormQuerySet":
        """Of the actor's places and of the places above them."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=granted) | Q(place__in=ancestors))

    def offered_at(self, place: Place) -> "SurveyFormQuerySet":
        return self.filter(place__in=place.path)


class SurveyForm(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    title = models.CharField("tên mẫu", max_length=150)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SurveyFormQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "title"], name="survey_form_once_at_a_place"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class VersionState(models.TextChoices):
    DRAFT = "draft", "đang soạn"
    PUBLISHED = "published", "đã ban hành"


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def visible_to(self, actor: Actor) -> "FormVersionQuerySet":
        if actor.system_job:
            return self
        return self.filter(form__in=SurveyForm.objects.visible_to(actor))


class FormVersion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.ForeignKey(SurveyForm, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("bản")
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    content = models.JSONField(default=list)
    """The items (`rules.to_json`)."""
    published_by = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        ordering = ["form", "-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="survey_form_version_number_once"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(state="draft"), name="survey_form_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                name="survey_form_published_by_somebody",
                condition=~Q(state="published") | (~Q(published_by="") & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, bản {self.number}"

    @property
    def place_path(self) -> list[UUID]:
        return self.form.place.path

    @property
    def design(self) -> rules.Design:
        return rules.from_json(self.content)
