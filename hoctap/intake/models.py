"""Documents that are being read, and what was proposed from them until a person confirmed it.

A reading is kept at the place that gets the plan. Its pages hold the lines as they were read; a proposal holds what the document said and,
apart from it, what a person made of it. Nothing of it is a plan before the reading is confirmed.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.plans.models import Plan


class ReadingState(models.TextChoices):
    QUEUED = "queued", "Chờ đọc"
    READING = "reading", "Đang đọc"
    STOPPED = "stopped", "Đã dừng"
    UNREADABLE = "unreadable", "Không đọc được"
    WAITING = "waiting", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    DROPPED = "dropped", "Đã bỏ"


READING_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    ReadingState.QUEUED: {ReadingState.READING, ReadingState.STOPPED, ReadingState.DROPPED},
    ReadingState.READING: {
        ReadingState.WAITING,
        ReadingState.STOPPED,
        ReadingState.UNREADABLE,
        ReadingState.DROPPED,
    },
    ReadingState.STOPPED: {ReadingState.QUEUED, ReadingState.DROPPED},
    ReadingState.UNREADABLE: {ReadingState.QUEUED, ReadingState.DROPPED},
    ReadingState.WAITING: {ReadingState.CONFIRMED, ReadingState.DROPPED},
}
WORKING = (ReadingState.QUEUED, ReadingState.READING)
SILENT = dt.timedelta(minutes=4)
"""A job that said nothing for so long has died: the longest page takes less."""


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, actor: Actor) -> "ReadingQuerySet":
        """Of the places where the actor may type in plans."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.PLAN_EDIT))


class Reading(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="readings", verbose_name="kế hoạch của")
    file_name = models.CharField("tên tệp", max_length=200)
    state = models.CharField(max_length=10, choices=ReadingState, default=ReadingState.QUEUED)
    reason = models.CharField("vì sao không đọc được", max_length=400, blank=True)
    can_insist = models.BooleanField(default=False)
    """It was read and only does not look like a plan: a person may say that it is one."""
    is_insisted = models.BooleanField(default=False)
    pages_total = models.PositiveSmallIntegerField(default=0)
    pages_done = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often a job began without finishing a page since: a page that kills its job is not tried for ever."""
    seen_at = models.DateTimeField(auto_now_add=True)
    """When the job last said something."""
    encoding = models.CharField("phông chữ cũ", max_length=10, blank=True)
    encoding_confirmed = models.BooleanField(default=False)
    bodies = models.JSONField(default=dict)
    """What a person said which body is meant: name in the document → id of the organisation."""
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    capacity = models.ForeignKey(Capacity, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="readings")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="reading_confirmed_by_somebody",
                condition=~Q(state="confirmed")
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                | Q(by__isnull=True),
            ),
            models.CheckConstraint(
                name="reading_unreadable_says_why", condition=~Q(state="unreadable") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def is_open(self) -> bool:
        return self.state == ReadingState.WAITING

    @property
    def is_over(self) -> bool:
        return self.state in (ReadingState.CONFIRMED, ReadingState.DROPPED)


class ReadingFile(models.Model):
    """What was handed in: one file, or photos of the pages in their order."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["reading", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["reading", "position"], name="reading_file_once_in_its_order")
        ]


class PageOfReading(models.Model):
    """One page: its lines as they were read (old fonts not yet decoded), and its picture where it has one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=list)
    picture = models.CharField(max_length=64, blank=True)
    picture_size = models.PositiveIntegerField(default=0)
    picture_ratio = models.FloatField(default=0)
    """Height by width."""
    turned = models.PositiveSmallIntegerField("đã xoay, độ", default=0)
    is_blank = models.BooleanField(default=False)
    is_scan = models.BooleanField(default=False)

    class Meta:
        ordering = ["reading", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="reading_page_once")]


class ProposalState(models.TextChoices):
    OPEN = "open", "Chưa xem"
    ACCEPTED = "accepted", "Đã nhận"
    CORRECTED = "corrected", "Đã sửa"
    ADDED = "added", "Thêm tay"
    DROPPED = "dropped", "Đã bỏ"


TAKEN = (ProposalState.ACCEPTED, ProposalState.CORRECTED, ProposalState.ADDED)


class ProposalGroup(models.TextChoices):
    HEAD = "head", "Số, ngày, tên văn bản"
    BASIS = "basis", "Căn cứ"
    TARGET = "target", "Chỉ tiêu"
    BASELINE = "baseline", "Số liệu đã qua"
    TASK = "task", "Nhiệm vụ"
    FUNDING = "funding", "Kinh phí"
    FOCAL = "focal", "Khó khăn, vướng mắc"
    RECIPIENT = "recipient", "Nơi nhận"
    SIGNER = "signer", "Người ký"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor) -> "ProposalQuerySet":
        if actor.system_job:
            return self
        return self.filter(reading__place__path__overlap=actor.places_with(Permission.PLAN_EDIT))


class Proposal(models.Model):
    """One thing that the document says. `said` never changes; `value` is what goes into the plan once it is taken."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="proposals")
    group = models.CharField(max_length=10, choices=ProposalGroup)
    key = models.CharField(max_length=20, blank=True)
    """Which of the fields of the head; empty for the other groups."""
    position = models.PositiveSmallIntegerField(default=0)
    said = models.JSONField(default=dict)
    value = models.JSONField(default=dict)
    first_line = models.PositiveIntegerField(null=True, blank=True)
    last_line = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    version = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["reading", "group", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "key"], condition=~Q(key=""), name="proposal_head_field_once"
            ),
            models.CheckConstraint(
                name="proposal_lines_in_order",
                condition=Q(first_line__isnull=True)
                | Q(last_line__isnull=True)
                | Q(last_line__gte=models.F("first_line")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.reading.place.path

    def get(self, name: str) -> str:
        value: Any = self.value.get(name, "")
        return str(value)
