"""What hangs on a position: in whose name it may sign and when, and what was corrected in it."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.ids import uuid7


class SigningForm(models.TextChoices):
    """The marks before the title of a signature, as Nghị định 30/2020/NĐ-CP, Phụ lục I, names them."""

    ON_BEHALF = "tm", "TM. (thay mặt tập thể)"
    ACTING = "q", "Q. (quyền cấp trưởng)"
    DEPUTY = "kt", "KT. (ký thay cấp trưởng)"
    BY_ORDER = "tl", "TL. (thừa lệnh)"
    BY_MANDATE = "tuq", "TUQ. (thừa ủy quyền)"


class SigningAuthority(models.Model):
    """Thẩm quyền ký: this position signs in the name of another one, or of a body, from–to, by a paper."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    capacity = models.ForeignKey("accounts.Capacity", models.PROTECT, related_name="authorities")
    form = models.CharField("ký theo thể thức", max_length=3, choices=SigningForm)
    for_whom = models.CharField("thay cho", max_length=120)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày đầu tiên không còn")
    decision = models.CharField("theo văn bản", max_length=120)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="signing_authority_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["capacity", "form"],
                condition=Q(ends_on__isnull=True),
                name="signing_authority_open_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{SigningForm(self.form).label.partition(' ')[0]} {self.for_whom}"

    @property
    def place_path(self) -> list[UUID]:
        return self.capacity.place_path


class CapacityCorrection(models.Model):
    """Append-only: what a position said before it was corrected, and why it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    capacity = models.ForeignKey("accounts.Capacity", models.PROTECT, related_name="corrections")
    before = models.JSONField()
    why = models.CharField(max_length=300)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        db_table = "accounts_capacity_correction"
