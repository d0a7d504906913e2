"""A complaint against a decision in effect: received, taken up, settled, with the days that an officer read in the law."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission


class ComplaintState(models.TextChoices):
    RECEIVED = "received", "Đã nhận, chưa thụ lý"
    TAKEN_UP = "taken_up", "Đã thụ lý, đang giải quyết"
    SETTLED = "settled", "Đã giải quyết"
    NOT_TAKEN_UP = "not_taken_up", "Không thụ lý"
    WITHDRAWN = "withdrawn", "Người khiếu nại rút đơn"


COMPLAINT_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    ComplaintState.RECEIVED: {
        ComplaintState.TAKEN_UP,
        ComplaintState.NOT_TAKEN_UP,
        ComplaintState.WITHDRAWN,
    },
    ComplaintState.TAKEN_UP: {ComplaintState.SETTLED, ComplaintState.WITHDRAWN},
}
OPEN = [ComplaintState.RECEIVED, ComplaintState.TAKEN_UP]


class Settlement(models.TextChoices):
    NONE = "", "chưa có"
    KEEP = "keep", "giữ nguyên quyết định"
    CORRECT = "correct", "sửa quyết định"
    CANCEL = "cancel", "hủy quyết định"


class Stages(models.Model):
    """What is kept of a khiếu nại and how far it has come, whatever the decision is about."""

    complainant = models.CharField("người khiếu nại", max_length=200)
    received_on = models.DateField("ngày nhận đơn")
    content = models.TextField("nội dung", max_length=2000)
    authority = models.CharField("người, cơ quan có thẩm quyền giải quyết", max_length=200)
    state = models.CharField(max_length=15, choices=ComplaintState, default=ComplaintState.RECEIVED)
    due_on = models.DateField("hạn của bước đang làm", null=True, blank=True)
    """Typed by an officer: no day is reckoned here."""
    taken_up_on = models.DateField("ngày thụ lý", null=True, blank=True)
    settlement = models.CharField("kết quả", max_length=10, choices=Settlement, default="", blank=True)
    paper_number = models.CharField("số văn bản giải quyết", max_length=60, blank=True)
    ended_on = models.DateField("ngày văn bản, ngày kết thúc", null=True, blank=True)
    why = models.CharField("lý do", max_length=300, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Khiếu nại ngày {self.received_on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def asks_for_another_decision(self) -> bool:
        return self.settlement in (Settlement.CORRECT, Settlement.CANCEL)

    def is_late(self, today: dt.date) -> bool:
        return self.is_open and self.due_on is not None and today > self.due_on


def stage_constraints(name: str) -> list[models.BaseConstraint]:
    """What holds of the stages in every table that has them; names begin with `name`."""
    return [
        models.CheckConstraint(
            name=f"{name}_has_complainant_content_and_authority",
            condition=~Q(complainant="") & ~Q(content="") & ~Q(authority=""),
        ),
        models.CheckConstraint(
            name=f"{name}_taken_up_on_a_day",
            condition=Q(state__in=["received", "not_taken_up"], taken_up_on__isnull=True)
            | Q(state__in=["taken_up", "settled"], taken_up_on__gte=F("received_on"))
            | Q(state="withdrawn"),
        ),
        models.CheckConstraint(
            name=f"{name}_settled_by_a_paper",
            condition=(Q(state="settled", ended_on__isnull=False) & ~Q(settlement="") & ~Q(paper_number=""))
            | (Q(settlement="", paper_number="") & ~Q(state="settled")),
        ),
        models.CheckConstraint(
            name=f"{name}_ended_otherwise_says_why",
            condition=~Q(state__in=["not_taken_up", "withdrawn"]) | (Q(ended_on__isnull=False) & ~Q(why="")),
        ),
    ]


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, actor: Actor) -> "ComplaintQuerySet":
        """For those who prepare the decisions of the commune, and for its chair, who signs them and settles what is said against them."""
        if actor.system_job:
            return self
        return self.filter(decision__round__place__path__overlap=actor.places_with(Permission.COMPLAINT_READ))


class Complaint(Stages):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey("recognition.RecognitionDecision", models.PROTECT, related_name="complaints")
    dossier = models.ForeignKey(
        "recognition.Dossier", models.PROTECT, null=True, blank=True, related_name="complaints"
    )
    """Whose recognition it is about; empty where it is about the whole decision, or about somebody whom it leaves out."""

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = stage_constraints("complaint")

    @property
    def place_path(self) -> list[UUID]:
        return self.decision.place_path
