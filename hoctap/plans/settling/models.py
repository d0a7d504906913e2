"""What became of a plan, of its lead or focal body, or of open work, when a place or a body ended. Nothing goes on by itself."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.places.models import Organisation, Place


class Outcome(models.TextChoices):
    INHERITED = "inherited", "Kế thừa"
    ENDED = "ended", "Chấm dứt"
    WAITING = "waiting", "Chờ hướng dẫn"


class About(models.TextChoices):
    PLAN = "plan", "cả kế hoạch"
    LEAD = "lead", "cơ quan chủ trì"
    FOCAL = "focal", "đầu mối nhận khó khăn, vướng mắc"
    WORK = "work", "việc đang làm"


class Settlement(models.Model):
    """Append-only: one decision of a person, by a paper; waiting needs none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="settlements")
    about = models.CharField("về", max_length=6, choices=About)
    instance = models.ForeignKey(
        "plans.TaskInstance", models.CASCADE, null=True, blank=True, related_name="settlements"
    )
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome)
    heir_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    heir_body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    paper_number = models.CharField("số văn bản", max_length=60, blank=True)
    paper_date = models.DateField("ngày văn bản", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["plan", "id"]
        constraints = [
            models.CheckConstraint(
                name="settlement_rests_on_a_paper",
                condition=Q(outcome="waiting") | (~Q(paper_number="") & Q(paper_date__isnull=False)),
            ),
            models.CheckConstraint(
                name="settlement_of_work_names_it",
                condition=Q(about="work", instance__isnull=False)
                | (~Q(about="work") & Q(instance__isnull=True)),
            ),
            models.CheckConstraint(
                name="settlement_inherited_by_somebody",
                condition=~Q(outcome="inherited") | Q(heir_place__isnull=False) | Q(heir_body__isnull=False),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path
