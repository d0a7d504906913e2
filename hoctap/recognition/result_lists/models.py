"""A list of results on its way in: its rows wait here until each is written, answered by a person, or dropped. The file is not kept."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hoctap.accounts.models import Capacity
from hoctap.core.ids import uuid7
from hoctap.places.models import Place


class ResultList(models.Model):
    """`head` is the reading of the sheets without rows; `counts` how many rows came to what, kept when the rows are gone."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Chờ xác nhận"
        WRITING = "writing", "Đang ghi"
        DONE = "done", "Đã ghi"
        DROPPED = "dropped", "Đã bỏ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="result_lists")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    head = models.JSONField(default=dict)
    confirmed_by = models.CharField("người xác nhận của cả danh sách", max_length=120, blank=True)
    result_on = models.DateField("ngày có kết quả của cả danh sách", null=True, blank=True)
    counts = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    capacity = models.ForeignKey(Capacity, models.PROTECT, null=True, related_name="+")
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    """When the job last said something."""
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_result_list"

    def __str__(self) -> str:
        return self.file_name

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place_path

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.PREVIEWED


class ResultRow(models.Model):
    """One row as it was read, and what it comes to."""

    class Outcome(models.TextChoices):
        READY = "ready", "Sẽ ghi"
        AGREES = "agrees", "Bằng điểm đã chấm tại đây"
        DIFFERS = "differs", "Khác điểm đã có"
        SAME = "same", "Đã ghi từ trước"
        SEVERAL = "several", "Có nhiều người giống"
        NONE = "none", "Không thấy trong đợt"
        CLOSED = "closed", "Hồ sơ không nhận thêm"
        FAULT = "fault", "Dòng lỗi"
        SKIPPED = "skipped", "Để lại, không ghi"
        WRITTEN = "written", "Đã ghi"

    id = models.BigAutoField(primary_key=True)
    result_list = models.ForeignKey(ResultList, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    name = models.CharField(max_length=200, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    hamlet_name = models.CharField(max_length=200, blank=True)
    total = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    passed = models.BooleanField(null=True)
    result_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    field = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=400, blank=True)
    cure = models.CharField(max_length=400, blank=True)
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, null=True, related_name="+")
    candidates = ArrayField(models.UUIDField(), default=list)
    answered_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        db_table = "recognition_result_row"
        default_permissions = ()
        indexes = [models.Index(fields=["result_list", "outcome", "id"], name="result_row_by_outcome")]
        constraints = [
            models.CheckConstraint(
                name="result_row_to_write_has_its_dossier",
                condition=~Q(outcome__in=["ready", "agrees", "differs", "same", "written"])
                | Q(dossier__isnull=False),
            ),
        ]


class ResultMapping(models.Model):
    """What the columns of the association's lists mean at a place, under a name: found again by the same headers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField("tên", max_length=80)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        db_table = "recognition_result_mapping"
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="result_mapping_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
