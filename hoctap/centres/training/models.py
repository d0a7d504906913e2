"""What the people of a centre and of the association learned for its work: courses, workshops, self-study; who was there and finished."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.board.models import BoardSeat
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.people.models import Person


class TrainingKind(models.TextChoices):
    COURSE = "course", "Lớp bồi dưỡng"
    WORKSHOP = "workshop", "Tập huấn, hội thảo"
    SELF = "self", "Tự học"


class TrainingQuerySet(models.QuerySet["Training"]):
    def visible_to(self, actor: Actor) -> "TrainingQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))

    def of_year(self, year: int) -> "TrainingQuerySet":
        """By the day it ended."""
        return self.filter(ends_on__year=year)


class Training(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="trainings")
    kind = models.CharField("loại", max_length=10, choices=TrainingKind)
    name = models.CharField("nội dung", max_length=300)
    organiser = models.CharField("đơn vị tổ chức", max_length=200, blank=True)
    is_it = models.BooleanField("về ứng dụng công nghệ thông tin", default=False)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    hours = models.PositiveSmallIntegerField("số giờ", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="training_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class TraineeQuerySet(models.QuerySet["Trainee"]):
    def visible_to(self, actor: Actor) -> "TraineeQuerySet":
        return self.filter(training__in=Training.objects.visible_to(actor))


class Trainee(models.Model):
    """One who was there; a member of the board by his seat, anybody else by name, where possible by the register."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    training = models.ForeignKey(Training, models.CASCADE, related_name="trainees")
    seat = models.ForeignKey(BoardSeat, models.PROTECT, null=True, blank=True, related_name="+")
    full_name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_finished = models.BooleanField("đã hoàn thành", default=False)
    certificate = models.CharField("chứng chỉ, giấy chứng nhận", max_length=120, blank=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        ordering = ["training", "full_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "seat"], condition=Q(seat__isnull=False), name="trainee_seat_once"
            ),
            models.UniqueConstraint(
                fields=["training", "person"], condition=Q(person__isnull=False), name="trainee_person_once"
            ),
            models.CheckConstraint(
                name="trainee_certificate_when_finished", condition=Q(certificate="") | Q(is_finished=True)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def place_path(self) -> list[UUID]:
        return self.training.place_path
