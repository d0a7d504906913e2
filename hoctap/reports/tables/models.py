"""Saved tables, lists that a job writes, and what a place shows to everybody.

A saved table is a definition and no figures: whoever opens it reads what his own right reaches.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, Place


class Sharing(models.TextChoices):
    ME = "me", "chỉ mình tôi"
    OFFICE = "office", "cơ quan"
    BELOW = "below", "nơi này và các nơi bên dưới"


class SavedTableQuerySet(models.QuerySet["SavedTable"]):
    def visible_to(self, actor: Actor) -> "SavedTableQuerySet":
        """One's own; those of one's office; those shared downwards from a place above one's own."""
        if actor.system_job:
            return self
        if actor.user_id is None or actor.capacity_id is None:
            return self.none()
        offices = Capacity.objects.filter(pk=actor.capacity_id).values("organisation")
        reached = Place.objects.filter(pk__in=actor.places_with(Permission.RESULT_READ))
        above = {pk for path in reached.values_list("path", flat=True) for pk in path}
        return self.filter(
            Q(owner=actor.user_id)
            | Q(sharing=Sharing.OFFICE, office__in=offices)
            | Q(sharing=Sharing.BELOW, place__in=above)
        )


class SavedTable(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField("tên bảng", max_length=120)
    asked = models.JSONField()
    """`rules.Definition.kept()`."""
    sharing = models.CharField("dùng chung với", max_length=10, choices=Sharing, default=Sharing.ME)
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    saved_by = models.CharField(max_length=300)
    saved_at = models.DateTimeField(auto_now=True)

    objects = SavedTableQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        db_table = "reports_saved_table"
        constraints = [
            models.UniqueConstraint(fields=["owner", "place", "name"], name="saved_table_name_once"),
            models.CheckConstraint(
                name="saved_table_office_where_shared_with_one",
                condition=Q(sharing="office", office__isnull=False)
                | (~Q(sharing="office") & Q(office__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class ExportState(models.TextChoices):
    QUEUED = "queued", "Đang chờ"
    WORKING = "working", "Đang ghi"
    STOPPED = "stopped", "Đã dừng"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Chưa ghi được"
    DROPPED = "dropped", "Đã xóa tệp"


AT_WORK = (ExportState.QUEUED, ExportState.WORKING)
EXPORT_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    ExportState.QUEUED: {ExportState.WORKING, ExportState.STOPPED},
    # A job that was killed begins again.
    ExportState.WORKING: {
        ExportState.WORKING,
        ExportState.STOPPED,
        ExportState.DONE,
        ExportState.FAILED,
    },
    ExportState.STOPPED: {ExportState.QUEUED},
    ExportState.FAILED: {ExportState.QUEUED},
    ExportState.DONE: {ExportState.DROPPED},
}


class ExportKind(models.TextChoices):
    DOSSIERS = "dossiers", "Danh sách hồ sơ"
    TABLE = "table", "Bảng tùy chọn"


class TableExportQuerySet(models.QuerySet["TableExport"]):
    def visible_to(self, actor: Actor) -> "TableExportQuerySet":
        """One's own: it was written with one's own right, which must still reach the place."""
        if actor.system_job:
            return self
        if actor.user_id is None:
            return self.none()
        of_names = Q(kind=ExportKind.DOSSIERS) & Q(
            place__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        )
        of_figures = Q(kind=ExportKind.TABLE) & Q(
            place__path__overlap=actor.places_with(Permission.RESULT_READ)
        )
        return self.filter(of_names | of_figures, asked_by=actor.user_id)


class TableExport(models.Model):
    """A workbook that a job writes: too long to wait for. The file is kept for a few days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=ExportKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failed = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by_label = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = TableExportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "reports_table_export"
        constraints = [
            models.CheckConstraint(
                name="table_export_done_has_its_file",
                condition=(Q(state="done") & ~Q(sha256="") & Q(made_at__isnull=False))
                | (~Q(state="done") & Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def has_names(self) -> bool:
        return self.kind == ExportKind.DOSSIERS

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class PublicPlace(models.Model):
    """“Công khai số liệu tổng hợp”: since when, by whom. One stands; switched off it stays readable as history."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    on_by = models.CharField(max_length=300)
    on_at = models.DateTimeField(auto_now_add=True)
    off_by = models.CharField(max_length=300, blank=True)
    off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on_at", "-id"]
        db_table = "reports_public_place"
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(off_at__isnull=True), name="public_place_once"
            ),
            models.CheckConstraint(
                name="public_place_off_by_somebody",
                condition=Q(off_at__isnull=True, off_by="") | (Q(off_at__isnull=False) & ~Q(off_by="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class PublicFigures(models.Model):
    """Append-only: a year of a place as everybody was told it, with what was hidden. What was told once cannot be untold: each later
    telling is held against all of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField("số liệu đến ngày", default=today)
    content = models.JSONField()
    told_by = models.CharField(max_length=300)
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        db_table = "reports_public_figures"
        indexes = [models.Index(fields=["place", "year"], name="public_figures_of_place")]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
