"""A change of boundaries: from its draft to its undoing.

    bản nháp → đã thực hiện → đã hoàn tác

What ends (`BoundaryPart.old`), what begins or takes over (`BoundaryPlace`), and for a unit that is divided which hamlet goes where
(`HamletAssignment`): never guessed, one row for each hamlet that somebody decided about.
"""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission

_STUCK_AFTER = dt.timedelta(minutes=2)


class BoundaryState(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    APPLIED = "applied", "Đã thực hiện"
    UNDONE = "undone", "Đã hoàn tác"


TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    BoundaryState.DRAFT: {BoundaryState.APPLIED},
    BoundaryState.APPLIED: {BoundaryState.UNDONE},
    # The same change may be tried again after it was taken back.
    BoundaryState.UNDONE: {BoundaryState.APPLIED},
}


class BoundaryChangeQuerySet(models.QuerySet["BoundaryChange"]):
    def visible_to(self, actor: Actor) -> "BoundaryChangeQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.BOUNDARY_CHANGE))


class BoundaryChange(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    """Where it is recorded: what lies above all the new places."""
    title = models.CharField("nội dung", max_length=300)
    on = models.DateField("có hiệu lực từ ngày")
    decision = models.CharField("theo văn bản", max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=BoundaryState, default=BoundaryState.DRAFT)
    created_by = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=300, blank=True)
    done = models.JSONField(default=dict)
    """What applying it did, with what stood there before: what undoing goes back by."""
    figures = models.JSONField(default=dict)
    """The figures before and after, as they were when it was applied."""

    objects = BoundaryChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="boundary_change_done_is_dated",
                condition=Q(state="draft")
                | Q(state="applied", applied_at__isnull=False)
                | Q(state="undone", applied_at__isnull=False, undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class BoundaryPlace(models.Model):
    """A place that the change makes, or one that is there and takes over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    change = models.ForeignKey(BoundaryChange, models.CASCADE, related_name="places")
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    """Set when it is there already; else the change makes it, under the id `future`."""
    future = models.UUIDField(default=uuid7)
    level = models.CharField(max_length=10)
    kind = models.CharField("loại", max_length=40)
    name = models.CharField("tên", max_length=120)
    code = models.CharField("mã thống kê", max_length=10, blank=True)
    parent = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    parent_new = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["change", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["change", "future"], name="boundary_place_once_per_change"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def title(self) -> str:
        return self.full_name[:1].upper() + self.full_name[1:]

    @property
    def place_path(self) -> list[UUID]:
        return self.change.place_path


class BoundaryPart(models.Model):
    """One old place → one new one."""

    class Kind(models.TextChoices):
        MERGE = "merge", "nhập toàn bộ"
        DIVIDE = "divide", "chia tách, một phần vào"
        MOVE = "move", "chuyển một phần sang"
        RENAME = "rename", "thành"
        END = "end", "kết thúc, không có nơi kế tục"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    change = models.ForeignKey(BoundaryChange, models.CASCADE, related_name="parts")
    old = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    new = models.ForeignKey(BoundaryPlace, models.CASCADE, null=True, blank=True, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["change", "id"]
        constraints = [
            models.UniqueConstraint(fields=["change", "old", "new"], name="boundary_part_once"),
            models.CheckConstraint(
                name="boundary_part_ends_or_goes_on",
                condition=Q(kind="end", new__isnull=True) | (~Q(kind="end") & Q(new__isnull=False)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.change.place_path


class BoundaryName(models.Model):
    """A place that goes on, with another name or kind from the day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    change = models.ForeignKey(BoundaryChange, models.CASCADE, related_name="names")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=40)
    name = models.CharField("tên", max_length=120)

    class Meta:
        ordering = ["change", "id"]
        constraints = [
            models.UniqueConstraint(fields=["change", "place"], name="boundary_name_once_per_change"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.change.place_path


class HamletAssignment(models.Model):
    """Somebody said where this hamlet of a divided unit goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    change = models.ForeignKey(BoundaryChange, models.CASCADE, related_name="assignments")
    hamlet = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    new = models.ForeignKey(BoundaryPlace, models.CASCADE, related_name="assignments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "hamlet"], name="hamlet_assigned_once_per_change")
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.change.place_path


class BoundaryJob(models.Model):
    """The job that applies or undoes a change, for the page that waits for it. Written beside the job's own
    transaction, so that it can be read while that runs.
    """

    class What(models.TextChoices):
        APPLY = "apply", "Thực hiện"
        UNDO = "undo", "Hoàn tác"

    change = models.OneToOneField(BoundaryChange, models.CASCADE, primary_key=True, related_name="job")
    what = models.CharField(max_length=10, choices=What)
    asked_by = models.CharField(max_length=300)
    step = models.CharField(max_length=200, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    failed = models.TextField(blank=True)
    finished = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)

    @property
    def is_running(self) -> bool:
        """Waiting or at work; a job that has not stirred for two minutes is taken for dead and may be asked for again."""
        return not self.finished and timezone.now() - self.at < _STUCK_AFTER

    @property
    def place_path(self) -> list[UUID]:
        return self.change.place_path
