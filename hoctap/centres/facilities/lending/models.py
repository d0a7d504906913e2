"""Sổ cho mượn: what left the house, to whom, until when, and how it came back."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.facilities.equipment.models import Equipment
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7


class EquipmentLoanQuerySet(models.QuerySet["EquipmentLoan"]):
    def visible_to(self, actor: Actor) -> "EquipmentLoanQuerySet":
        return self if actor.system_job else self.filter(equipment__in=Equipment.objects.visible_to(actor))

    def out(self) -> "EquipmentLoanQuerySet":
        return self.filter(back_on__isnull=True)


class EquipmentLoan(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="loans")
    quantity = models.PositiveIntegerField("số lượng")
    borrower = models.CharField("đơn vị mượn", max_length=200)
    receiver_name = models.CharField("người nhận", max_length=120, blank=True)
    """A person's name: blanked when its time is over (`retention`)."""
    purpose = models.CharField("dùng vào việc", max_length=300)
    out_on = models.DateField("ngày mượn")
    due_on = models.DateField("hẹn trả")
    out_note = models.CharField("tình trạng khi giao", max_length=200, blank=True)
    lent_by = models.CharField(max_length=300)
    lent_at = models.DateTimeField(auto_now_add=True)
    back_on = models.DateField("ngày trả", null=True, blank=True)
    back_good = models.PositiveIntegerField("trả, dùng tốt", null=True, blank=True)
    back_repair = models.PositiveIntegerField("trả, cần sửa", null=True, blank=True)
    back_broken = models.PositiveIntegerField("trả, hỏng hoặc mất", null=True, blank=True)
    back_note = models.CharField("tình trạng khi trả", max_length=200, blank=True)
    taken_back_by = models.CharField(max_length=300, blank=True)

    objects = EquipmentLoanQuerySet.as_manager()

    class Meta:
        ordering = ["-out_on", "-id"]
        constraints = [
            models.CheckConstraint(name="loan_of_something", condition=Q(quantity__gte=1)),
            models.CheckConstraint(name="loan_due_after_it_went_out", condition=Q(due_on__gte=F("out_on"))),
            models.CheckConstraint(
                name="loan_back_whole_and_once",
                condition=Q(
                    back_on__isnull=True,
                    back_good__isnull=True,
                    back_repair__isnull=True,
                    back_broken__isnull=True,
                )
                | Q(
                    back_on__gte=F("out_on"),
                    quantity=F("back_good") + F("back_repair") + F("back_broken"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipment} cho {self.borrower} mượn"

    @property
    def place_path(self) -> list[UUID]:
        return self.equipment.place_path
