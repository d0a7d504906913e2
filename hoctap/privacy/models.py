"""Data protection that is not about one person: days off, how long records are kept, cleaning runs, incidents."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.privacy import rules


class DayOffQuerySet(models.QuerySet["DayOff"]):
    def visible_to(self, actor: Actor) -> "DayOffQuerySet":
        """Of the places where the actor answers people's requests."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.SUBJECT_REQUEST))


class DayOff(models.Model):
    """A day on which the offices of a place and those below it are closed, beside weekends and the holidays of fixed date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    on = models.DateField("ngày nghỉ")
    name = models.CharField("nghỉ dịp gì", max_length=120)
    source = models.CharField("văn bản", max_length=200)
    recorded_by = models.CharField(max_length=300)

    objects = DayOffQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "on"], name="day_off_once_at_a_place"),
            models.CheckConstraint(name="day_off_cites_its_paper", condition=~Q(source="") & ~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}, {self.name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    def visible_to(self, actor: Actor) -> "RetentionRuleQuerySet":
        """Of the places where the actor answers people's requests."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.SUBJECT_REQUEST))


class RetentionRule(models.Model):
    """Append-only: how long a commune keeps one kind of records, and on what. The last row of a kind counts; before it, the proposal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    months = models.PositiveSmallIntegerField("giữ bao nhiêu tháng")
    basis = models.CharField("căn cứ", max_length=300)
    decided_by = models.CharField(max_length=300)
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="retention_rule_cites_its_basis", condition=~Q(basis="")),
            models.CheckConstraint(name="retention_rule_of_a_month_or_more", condition=Q(months__gte=1)),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class RunState(models.TextChoices):
    PREPARED = "prepared", "Chờ duyệt"
    RUNNING = "running", "Đang chạy"
    STOPPED = "stopped", "Đã dừng"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Đã bỏ"


RUN_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    RunState.PREPARED: {RunState.RUNNING, RunState.DROPPED},
    RunState.RUNNING: {RunState.STOPPED, RunState.DONE},
    RunState.STOPPED: {RunState.RUNNING, RunState.DROPPED},
}


class RetentionRunQuerySet(models.QuerySet["RetentionRun"]):
    def visible_to(self, actor: Actor) -> "RetentionRunQuerySet":
        """Of the places where the actor answers people's requests."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.SUBJECT_REQUEST))


class RetentionRun(models.Model):
    """One cleaning of a commune's records whose time is over. Its parts hold counts, never names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.PREPARED)
    prepared_by = models.CharField(max_length=300)
    prepared_on = models.DateField()
    approved_by = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="retention_run_approved_before_it_runs",
                condition=Q(state__in=["prepared", "dropped"])
                | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state__in=["prepared", "running", "stopped"]),
                name="one_open_retention_run_per_place",
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class RetentionPart(models.Model):
    """One kind of records in a run: how many there were to clean, how many are done, how many something stood in the way of."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(RetentionRun, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=60)
    months = models.PositiveSmallIntegerField()
    before = models.DateField()
    wanted = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    last_key = models.UUIDField(null=True, blank=True, help_text="Dòng cuối đã xem")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "kind"], name="retention_part_once_per_run"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.run.place.path


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, actor: Actor) -> "IncidentQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.INCIDENT_RECORD))


class IncidentKind(models.TextChoices):
    LOST = "lost", "Mất thiết bị, giấy tờ có dữ liệu"
    SENT = "sent", "Gửi nhầm, đăng nhầm dữ liệu"
    SEEN = "seen", "Người không có quyền đã xem, đã vào"
    CHANGED = "changed", "Dữ liệu bị sửa, bị xóa"
    OTHER = "other", "Việc khác"


class Incident(models.Model):
    """Something that happened to personal data. The 72 hours begin when it was found (NĐ 13/2023/NĐ-CP, Điều 23; kept in the law of
    2025 according to secondary texts only).

    Texts say what happened, never to whom: the names of the people concerned stay out of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("loại sự cố", max_length=10, choices=IncidentKind)
    what = models.TextField("việc gì đã xảy ra", max_length=2000)
    happened_at = models.DateTimeField("xảy ra lúc", null=True, blank=True)
    found_at = models.DateTimeField("phát hiện lúc")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    data_kinds = models.CharField("những dữ liệu nào", max_length=500, blank=True)
    subjects_count = models.PositiveIntegerField("khoảng bao nhiêu người", null=True, blank=True)
    consequences = models.TextField("hậu quả, nguy cơ", max_length=2000, blank=True)
    measures = models.TextField("đã và sẽ làm gì", max_length=2000, blank=True)
    is_harm_likely = models.BooleanField("có thể gây hại cho người dân", null=True, blank=True)

    told_at = models.DateTimeField("thông báo lúc", null=True, blank=True)
    told_whom = models.CharField("thông báo cho cơ quan nào", max_length=200, blank=True)
    told_number = models.CharField("số văn bản", max_length=60, blank=True)
    late_why = models.CharField("vì sao chậm", max_length=500, blank=True)

    subjects_told_at = models.DateTimeField("báo người dân lúc", null=True, blank=True)
    subjects_told_how = models.CharField("báo bằng cách nào", max_length=300, blank=True)

    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=300, blank=True)
    untold_why = models.CharField("vì sao không phải thông báo", max_length=500, blank=True)
    lessons = models.TextField("rút kinh nghiệm", max_length=2000, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="incident_found_after_it_happened",
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("found_at")),
            ),
            models.CheckConstraint(
                name="incident_told_to_somebody",
                condition=Q(told_at__isnull=True) | (Q(told_at__gte=F("found_at")) & ~Q(told_whom="")),
            ),
            models.CheckConstraint(
                name="incident_told_late_with_reason",
                condition=Q(told_at__isnull=True)
                | Q(told_at__lte=F("found_at") + rules.NOTIFY_WITHIN)
                | ~Q(late_why=""),
            ),
            models.CheckConstraint(
                name="incident_closed_when_told_or_with_reason",
                condition=Q(closed_on__isnull=True) | Q(told_at__isnull=False) | ~Q(untold_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, phát hiện {self.found_at:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def notify_by(self) -> dt.datetime:
        return rules.notify_by(self.found_at)
