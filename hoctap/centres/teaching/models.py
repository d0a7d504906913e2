"""Hours that speakers and volunteers gave, and teachers asked of schools (xin giáo viên hỗ trợ).

    xin ─▶ đã giao trường ─▶ trường đã cử ─▶ đã xác nhận ─▶ đã dạy xong
      └▶ không giao        └▶ thôi, có lý do (from anywhere open)

By which office a request goes to the school is data: see `routes.toml`.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Centre, Speaker, Topic
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7


class SpeakerHelpQuerySet(models.QuerySet["SpeakerHelp"]):
    def visible_to(self, actor: Actor) -> "SpeakerHelpQuerySet":
        return self.filter(speaker__in=Speaker.objects.visible_to(actor))


class SpeakerHelp(models.Model):
    """What a speaker or volunteer did on a day, in hours; how it was received."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="helps")
    on = models.DateField("ngày")
    what = models.CharField("hoạt động", max_length=200)
    hours = models.DecimalField("số giờ", max_digits=4, decimal_places=1)
    rating = models.PositiveSmallIntegerField("người học đánh giá", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SpeakerHelpQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="speaker_help_took_time", condition=Q(hours__gt=0, hours__lte=24)),
            models.CheckConstraint(
                name="speaker_help_rated_of_five",
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def place_path(self) -> list[UUID]:
        return self.speaker.place_path


class RequestState(models.TextChoices):
    ASKED = "asked", "đã xin, chờ giao trường"
    FORWARDED = "forwarded", "đã giao trường, chờ cử giáo viên"
    ASSIGNED = "assigned", "trường đã cử giáo viên"
    CONFIRMED = "confirmed", "đã xác nhận lịch dạy"
    DONE = "done", "đã dạy xong"
    REFUSED = "refused", "không giao"
    CLOSED = "closed", "thôi xin"


# Read as: from → to. A move that is not here is refused.
TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    RequestState.ASKED: {RequestState.FORWARDED, RequestState.REFUSED, RequestState.CLOSED},
    RequestState.FORWARDED: {RequestState.ASSIGNED, RequestState.CLOSED},
    RequestState.ASSIGNED: {RequestState.CONFIRMED, RequestState.FORWARDED, RequestState.CLOSED},
    RequestState.CONFIRMED: {RequestState.DONE, RequestState.CLOSED},
}
OPEN = [RequestState.ASKED, RequestState.FORWARDED, RequestState.ASSIGNED, RequestState.CONFIRMED]


class TeacherRequestQuerySet(models.QuerySet["TeacherRequest"]):
    def visible_to(self, actor: Actor) -> "TeacherRequestQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class TeacherRequest(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="teacher_requests")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    title = models.CharField("lớp, chuyên đề cần giáo viên", max_length=200)
    asked_on = models.DateField("ngày xin")
    from_on = models.DateField("cần từ ngày")
    to_on = models.DateField("đến ngày")
    sessions_wanted = models.PositiveSmallIntegerField("số buổi")
    wishes = models.CharField("yêu cầu", max_length=300, blank=True)
    school = models.CharField("xin của trường", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    via = models.CharField("giao qua", max_length=200)
    """The office that gives it to the school, of the route on the day it was asked."""
    forwarded_on = models.DateField("ngày giao trường", null=True, blank=True)
    forwarded_by_paper = models.CharField("văn bản giao", max_length=120, blank=True)
    teacher = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="teacher_requests"
    )
    assigned_on = models.DateField("ngày trường cử", null=True, blank=True)
    assigned_by_paper = models.CharField("văn bản cử", max_length=120, blank=True)
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True)
    schedule = models.CharField("lịch dạy", max_length=200, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    ended_why = models.CharField("lý do", max_length=300, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TeacherRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="teacher_request_needs_days", condition=Q(to_on__gte=models.F("from_on"))
            ),
            models.CheckConstraint(
                name="teacher_request_assigned_to_somebody",
                condition=~Q(state__in=["assigned", "confirmed", "done"]) | Q(teacher__isnull=False),
            ),
            models.CheckConstraint(
                name="teacher_request_ended_with_reason",
                condition=~Q(state__in=["refused", "closed"]) | ~Q(ended_why=""),
            ),
            models.CheckConstraint(
                name="teacher_request_wants_sessions", condition=Q(sessions_wanted__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class TeacherSessionQuerySet(models.QuerySet["TeacherSession"]):
    def visible_to(self, actor: Actor) -> "TeacherSessionQuerySet":
        return self.filter(request__in=TeacherRequest.objects.visible_to(actor))


class TeacherSession(models.Model):
    """A buổi that the teacher held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(TeacherRequest, models.PROTECT, related_name="sessions")
    on = models.DateField("ngày")
    content = models.CharField("nội dung", max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TeacherSessionQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "on", "content"], name="teacher_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}: {self.content}"

    @property
    def place_path(self) -> list[UUID]:
        return self.request.place_path
