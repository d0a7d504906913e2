"""A result from the association's own software. What counts of a citizen is one: this, or what was scored here."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hoctap.core.ids import uuid7
from hoctap.evidence.models import Evidence

SOURCE = "phần mềm Công dân học tập của Hội Khuyến học Việt Nam"


class ElsewhereResult(models.Model):
    """As told to us; `kept` is the dossier as it was before the result counted, for when it is taken back."""

    class Standing(models.TextChoices):
        COUNTS = "counts", "đang tính"
        WAITS = "waits", "khác điểm đã có, chờ chọn"
        NOT_TAKEN = "not_taken", "không tính"
        REPLACED = "replaced", "đã thay bằng kết quả khác"
        TAKEN_BACK = "taken_back", "đã bỏ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="elsewhere_results")
    total = models.DecimalField("tổng điểm", max_digits=6, decimal_places=2)
    passed = models.BooleanField("đạt")
    result_on = models.DateField("ngày có kết quả")
    confirmed_by = models.CharField("người xác nhận", max_length=120)
    result_list = models.ForeignKey(
        "recognition.ResultList", models.PROTECT, null=True, blank=True, related_name="results"
    )
    """Empty where it was recorded by itself."""
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    """A paper or photo of it, where there is one."""
    standing = models.CharField(max_length=10, choices=Standing)
    kept = models.JSONField(default=dict)
    why = models.CharField("lý do", max_length=300, blank=True)
    settled_by = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        db_table = "recognition_elsewhere_result"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(standing="counts"), name="elsewhere_result_counts_once"
            ),
            models.CheckConstraint(
                name="elsewhere_result_says_who_confirmed", condition=~Q(confirmed_by="") & Q(total__gte=0)
            ),
            models.CheckConstraint(
                name="elsewhere_result_taken_back_with_reason",
                condition=~Q(standing="taken_back") | (~Q(why="") & ~Q(settled_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Kết quả từ {SOURCE}"

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.place_path
