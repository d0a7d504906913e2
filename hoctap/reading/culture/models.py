"""The culture of reading of a place and year, and what people ask a shelf to have."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.libraries.models import AtLibraryQuerySet, Library, Title
from hoctap.places.models import Place
from hoctap.reading.rotation.models import AtPlaceQuerySet


class Result(models.TextChoices):
    GOOD = "good", "tốt"
    FAIR = "fair", "khá"
    AVERAGE = "average", "trung bình"
    WEAK = "weak", "chưa đạt"


class ReadingAssessment(models.Model):
    """Append-only: one judgement of a place and year, with what it rests on. The latest one counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="reading_assessments")
    year = models.PositiveSmallIntegerField("năm")
    as_of = models.DateField("đánh giá ngày")
    answers = models.JSONField(default=dict)
    """By the code of a question (`rules.QUESTIONS`): the grade given."""
    result = models.CharField("kết quả", max_length=10, choices=Result)
    evidence = models.TextField("minh chứng", max_length=2000)
    remarks = models.TextField("nhận xét, kiến nghị", max_length=2000, blank=True)
    judged_by = models.CharField(max_length=300)
    judged_at = models.DateTimeField(auto_now_add=True)

    objects = AtPlaceQuerySet["ReadingAssessment"].as_manager()

    class Meta:
        ordering = ["-year", "place", "-as_of", "-judged_at", "-id"]
        constraints = [
            models.CheckConstraint(name="readingassessment_has_evidence", condition=~Q(evidence="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class RequestState(models.TextChoices):
    OPEN = "open", "chưa đáp ứng"
    MET = "met", "đã có sách"
    REFUSED = "refused", "không đáp ứng được"


class BookRequest(models.Model):
    """What readers want a shelf to have; who asked is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="book_requests")
    on = models.DateField("ngày đề nghị")
    wanted = models.CharField("sách, chủ đề", max_length=300)
    people = models.PositiveSmallIntegerField("số người đề nghị", default=1)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)
    answer = models.CharField("trả lời", max_length=300, blank=True)
    title = models.ForeignKey(Title, models.PROTECT, null=True, blank=True, related_name="book_requests")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AtLibraryQuerySet["BookRequest"].as_manager()

    class Meta:
        ordering = ["state", "-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="bookrequest_answered_on_a_day",
                condition=Q(state="open", answered_on__isnull=True)
                | (~Q(state="open") & Q(answered_on__gte=models.F("on")) & ~Q(answer="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place_path
