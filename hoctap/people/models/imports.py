"""A list handed in, from reading to entering: the run, its rows while they wait, what was found in them, named mappings of columns.

The file itself is never kept. Rows and findings are emptied as soon as they have served.
"""

from uuid import UUID

from django.db import models

from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> "ImportRunQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_IMPORT))


class ImportRun(models.Model):
    """A list of households or persons handed in: read, checked, then entered or dropped.

    `head` is the reading of the sheets without rows, `counts` and `notes` what checking found, `choices` what a person said about it:
    {"kinds": [...], "leave_faulty": bool, "create_hamlets": bool}; of single changes, see `ImportAnswer`.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ kiểm tra"
        CHECKING = "checking", "Đang kiểm tra"
        PREVIEWED = "previewed", "Chờ xác nhận"
        WRITING = "writing", "Đang ghi vào sổ"
        STOPPED = "stopped", "Đã dừng"
        APPLIED = "applied", "Đã nhập"
        DROPPED = "dropped", "Đã bỏ"
        FAILED = "failed", "Không làm được"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    from_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="xã cũ của danh sách"
    )
    year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    head = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    failure = models.CharField(max_length=500, blank=True)
    created_count = models.PositiveIntegerField(default=0)
    persons_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    capacity = models.ForeignKey(Capacity, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.APPLIED, self.State.DROPPED)


class ImportRow(models.Model):
    """A row as it was read, waiting: the reader's own line, `[sheet, number, texts…]`."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="staged_rows")
    line = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["run", "id"], name="import_row_order")]
        default_permissions = ()


class ImportFinding(models.Model):
    """Something that checking found: a fault, a repeated row, a probable duplicate, a change of what the register says."""

    class Kind(models.TextChoices):
        FAULT = "fault", "Cần sửa"
        REPEAT = "repeat", "Dòng lặp lại"
        PAIR = "pair", "Có thể trùng"
        CHANGE = "change", "Thay đổi"

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=8, choices=Kind)
    change = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=120, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["run", "kind", "change", "id"], name="import_finding_order")]
        default_permissions = ()


class ImportAnswer(models.Model):
    """What a person said of one change, by its key: it holds when the rows are checked again, and goes with the run's rows."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=120)
    answer = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="import_answer_once_per_change")]
        default_permissions = ()


class ImportProgress(models.Model):
    """How far a job is, and whether it was asked to stop. Written through a second connection while the job's own transaction is open,
    so it points to nothing.
    """

    run_id = models.UUIDField(primary_key=True)
    phase = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class ImportMapping(models.Model):
    """What the columns of one kind of list mean, under a name: found again by the same headers.

    `columns`: header in small letters without accents → field, or "" for a column that is not used.
    `layout`: what a person said about the sheets, where it is not what the reader proposed: {"sheets": [names], "header_rows":
    {sheet: [rows]}, "proposed": [signatures of what the reader proposed]}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField("tên", max_length=80)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    layout = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="import_mapping_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
