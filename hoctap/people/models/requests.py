"""What a person asked about his own data, and until when it must be answered (Luật 91/2025/QH15; legal words on screen)."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.people.models.consents import Channel
from hoctap.people.models.persons import Person
from hoctap.places.models import Place


class RequestKind(models.TextChoices):
    VIEW = "view", "Xem, nhận bản sao"
    CORRECT = "correct", "Sửa"
    WITHDRAW = "withdraw", "Rút đồng ý"
    RESTRICT = "restrict", "Hạn chế sử dụng"
    OBJECT = "object", "Phản đối"
    ERASE = "erase", "Xóa"


class RequestState(models.TextChoices):
    OPEN = "open", "Đang giải quyết"
    DONE = "done", "Đã giải quyết"
    REFUSED = "refused", "Từ chối, có lý do"


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    def visible_to(self, actor: Actor) -> "SubjectRequestQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.SUBJECT_REQUEST))


class SubjectRequest(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="subject_requests")
    kind = models.CharField("yêu cầu", max_length=10, choices=RequestKind)
    received_on = models.DateField("ngày nhận")
    channel = models.CharField("nhận qua", max_length=10, choices=Channel)
    text = models.CharField("nội dung yêu cầu", max_length=500, blank=True)
    received_by = models.CharField(max_length=300)
    acknowledge_by_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True, help_text="Hạn lúc đầu, trước khi gia hạn")
    extended_on = models.DateField("ngày gia hạn", null=True, blank=True)
    extended_why = models.CharField("lý do gia hạn", max_length=300, blank=True, db_default="")
    acknowledged_on = models.DateField("ngày báo đã nhận", null=True, blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    outcome = models.CharField("kết quả, hoặc lý do từ chối", max_length=500, blank=True)
    legal_reason = models.CharField(
        "căn cứ pháp luật của việc từ chối", max_length=300, blank=True, db_default=""
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=300, blank=True)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="subject_request_closed_with_outcome",
                condition=Q(state="open", closed_on__isnull=True)
                | (~Q(state="open") & Q(closed_on__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="subject_request_extended_with_reason",
                condition=Q(extended_on__isnull=True)
                | (Q(first_due_on__isnull=False, due_on__gt=F("first_due_on")) & ~Q(extended_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu {self.get_kind_display().lower()}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
