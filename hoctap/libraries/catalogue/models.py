"""Around titles and copies: lists that are handed in, and stock-takings of a library."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import Capacity
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.libraries.models import AtLibraryQuerySet, Copy, Library, Title


class CatalogueImportQuerySet(AtLibraryQuerySet["CatalogueImport"]):
    reads = Permission.LIBRARY_KEEP


class CatalogueImport(models.Model):
    """A list of books handed in for a library: read, looked at, then entered batch by batch, or dropped."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Chờ xác nhận"
        WRITING = "writing", "Đang ghi vào mục lục"
        STOPPED = "stopped", "Đã dừng"
        APPLIED = "applied", "Đã nhập"
        DROPPED = "dropped", "Đã bỏ"

    class Format(models.TextChoices):
        SHEET = "sheet", "Excel"
        MARC = "marc", "MARC21"
        MARCXML = "marcxml", "MARCXML"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=8, choices=Format)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    counts = models.JSONField(default=dict)
    """Of the preview: rows, new, known, repeated, faulty, copies."""
    source = models.CharField(max_length=10)
    giver = models.CharField(max_length=200, blank=True)
    acquired_on = models.DateField()
    leave_faulty = models.BooleanField(default=False)
    copies_of_known = models.BooleanField(default=False)
    """Also of titles that the catalogue has, copies without a number of their own come in."""
    titles_made = models.PositiveIntegerField(default=0)
    copies_made = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=300)
    capacity = models.ForeignKey(Capacity, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When its job last said something."""
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path


class CatalogueRow(models.Model):
    """A row or record of a list as it was read, until it has served. `number`: the row of the sheet, or which record of the file."""

    class Is(models.TextChoices):
        NEW = "new", "đầu sách mới"
        KNOWN = "known", "đã có trong mục lục"
        REPEAT = "repeat", "lặp lại trong tệp"
        FAULTY = "faulty", "cần sửa"
        DONE = "done", "đã ghi"

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(CatalogueImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=Is)
    fault = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict)
    title = models.ForeignKey(Title, models.SET_NULL, null=True, related_name="+")
    """Once it was entered and made one."""

    class Meta:
        indexes = [models.Index(fields=["run", "state", "id"], name="catalogue_row_order")]
        default_permissions = ()


class StockTake(models.Model):
    """Kiểm kê: what stands in a library on a day, code after code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="stocktakes")
    started_on = models.DateField("bắt đầu ngày")
    started_by = models.CharField(max_length=300)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    closed_by = models.CharField(max_length=300, blank=True)
    expected = models.PositiveIntegerField(null=True, blank=True)
    """When it was closed: copies that should have stood here, those at home with a reader apart."""

    objects = AtLibraryQuerySet["StockTake"].as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["library"], condition=Q(closed_on__isnull=True), name="stocktake_open_once"
            ),
            models.CheckConstraint(
                name="stocktake_closed_with_count",
                condition=Q(closed_on__isnull=True, expected__isnull=True)
                | Q(closed_on__gte=F("started_on"), expected__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Kiểm kê {self.started_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class StockScan(models.Model):
    """One code of a stock-taking, once."""

    class Found(models.TextChoices):
        HERE = "here", "đúng chỗ"
        FOREIGN = "foreign", "của nơi khác"
        AWAY = "away", "sổ ghi đang ở nơi khác"
        LENT = "lent", "sổ ghi đang cho mượn"
        GONE = "gone", "sổ ghi đã thôi giữ"
        UNKNOWN = "unknown", "không có trong mục lục"

    id = models.BigAutoField(primary_key=True)
    stocktake = models.ForeignKey(StockTake, models.CASCADE, related_name="scans")
    code = models.CharField(max_length=30)
    copy = models.ForeignKey(Copy, models.PROTECT, null=True, blank=True, related_name="scans")
    found = models.CharField(max_length=8, choices=Found)
    scanned_by = models.CharField(max_length=300)
    scanned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["stocktake", "code"], name="stockscan_code_once")]


class StockMissing(models.Model):
    """What a stock-taking did not find when it was closed. Lost it is only when the keeper says so."""

    id = models.BigAutoField(primary_key=True)
    stocktake = models.ForeignKey(StockTake, models.CASCADE, related_name="missing")
    copy = models.ForeignKey(Copy, models.PROTECT, related_name="missed")
    is_lost = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["stocktake", "copy"], name="stockmissing_copy_once")]
