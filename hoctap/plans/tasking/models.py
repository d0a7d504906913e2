"""What a plan asks of whom, and how far each body is.

A task is one duty of the document. Each body that leads it has its own instance for each period: "UBND các xã" is one per commune,
"hằng quý" one per quarter. Lateness is stamped when the last day has passed and is never taken off.
"""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before, today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, OrganisationKind, Place


class TaskRole(models.TextChoices):
    """How strongly the document binds the body: orders, requests and encouragement are not the same."""

    LEAD = "lead", "chủ trì"
    CARRY_OUT = "carry_out", "thực hiện"
    COOPERATE = "cooperate", "phối hợp"
    ADVISE = "advise", "tham mưu"
    ASSIGNED = "assigned", "giao"
    REQUESTED = "requested", "đề nghị"
    ENCOURAGED = "encouraged", "khuyến khích"
    UNSAID = "unsaid", "không nêu"


class Granularity(models.TextChoices):
    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    YEAR = "year", "năm"


class Recurrence(models.TextChoices):
    ONCE = "once", "một lần"
    MONTH = "month", "hằng tháng"
    QUARTER = "quarter", "hằng quý"
    HALF_YEAR = "half_year", "6 tháng một lần"
    SCHOOL_YEAR = "school_year", "hằng năm học"
    YEAR = "year", "hằng năm"
    CONTINUOUS = "continuous", "thường xuyên"
    ON_REQUEST = "on_request", "khi có yêu cầu"


class Task(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="tasks")
    section = models.CharField("mục", max_length=30, blank=True)
    heading = models.CharField("tên mục", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("nội dung việc", max_length=1000)
    role = models.CharField("trách nhiệm", max_length=10, choices=TaskRole, default=TaskRole.UNSAID)
    before_on = models.DateField("trước ngày", null=True, blank=True)
    granularity = models.CharField("hạn ghi theo", max_length=8, choices=Granularity, blank=True)
    deadline_words = models.CharField("hạn ghi trong văn bản", max_length=120, blank=True)
    starts_on = models.DateField("bắt đầu từ ngày", null=True, blank=True)
    recurrence = models.CharField("lặp lại", max_length=12, choices=Recurrence, default=Recurrence.ONCE)
    due_month = models.PositiveSmallIntegerField("hạn mỗi kỳ: tháng", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("hạn mỗi kỳ: ngày", null=True, blank=True)
    product = models.CharField("kết quả phải có", max_length=300, blank=True)
    field = models.CharField("lĩnh vực", max_length=80, blank=True)
    target = models.ForeignKey("plans.Target", models.SET_NULL, null=True, blank=True, related_name="tasks")
    dropped_on = models.DateField("thôi giao từ ngày", null=True, blank=True)
    dropped_why = models.CharField("lý do thôi giao", max_length=300, blank=True)
    source_from = models.PositiveIntegerField("từ dòng", null=True, blank=True)
    source_to = models.PositiveIntegerField("đến dòng", null=True, blank=True)
    source_page = models.PositiveSmallIntegerField("trang", null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="task_due_day_of_a_calendar",
                condition=(Q(due_month__isnull=True) | Q(due_month__range=(1, 12)))
                & (Q(due_day__isnull=True) | Q(due_day__range=(1, 31))),
            ),
            models.CheckConstraint(
                name="task_dropped_for_a_reason", condition=Q(dropped_on__isnull=True) | ~Q(dropped_why="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class Part(models.TextChoices):
    LEAD = "lead", "chủ trì, thực hiện"
    COOPERATE = "cooperate", "phối hợp"
    REPORT_TO = "report_to", "nơi nhận báo cáo"


class TaskBody(models.Model):
    """A body as the task names it: one organisation, one of a kind in each commune, a person of a centre's board, or only words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="bodies")
    part = models.CharField("vai", max_length=10, choices=Part, default=Part.LEAD)
    name = models.CharField("tên ghi trong văn bản", max_length=200)
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="task_bodies")
    mirror = models.CharField("mỗi xã một", max_length=20, choices=OrganisationKind, blank=True)
    capacity = models.ForeignKey(Capacity, models.PROTECT, null=True, blank=True, related_name="+")
    """The position of the person who was named."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["task", "part", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="task_body_is_one_or_one_per_commune", condition=Q(body__isnull=True) | Q(mirror="")
            ),
            models.UniqueConstraint(fields=["task", "part", "name"], name="task_body_once_per_part"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.task.plan.place.path


class InstanceState(models.TextChoices):
    ASSIGNED = "assigned", "Mới giao"
    ACCEPTED = "accepted", "Đã nhận việc"
    IN_PROGRESS = "in_progress", "Đang làm"
    DONE = "done", "Đã xong, chờ xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    NOT_APPLICABLE = "not_applicable", "Không thuộc phạm vi"
    STOPPED = "stopped", "Thôi giao"


# Read as: from → to. A move that is not here is refused.
INSTANCE_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    InstanceState.ASSIGNED: {
        InstanceState.ACCEPTED,
        InstanceState.IN_PROGRESS,
        InstanceState.DONE,
        InstanceState.NOT_APPLICABLE,
        InstanceState.STOPPED,
    },
    InstanceState.ACCEPTED: {
        InstanceState.IN_PROGRESS,
        InstanceState.DONE,
        InstanceState.NOT_APPLICABLE,
        InstanceState.STOPPED,
    },
    InstanceState.IN_PROGRESS: {
        InstanceState.IN_PROGRESS,
        InstanceState.DONE,
        InstanceState.NOT_APPLICABLE,
        InstanceState.STOPPED,
    },
    # Sent back by the lead, with what is missing.
    InstanceState.DONE: {InstanceState.CONFIRMED, InstanceState.IN_PROGRESS},
    InstanceState.NOT_APPLICABLE: {InstanceState.ASSIGNED},
}
OPEN = [InstanceState.ASSIGNED, InstanceState.ACCEPTED, InstanceState.IN_PROGRESS]
FINISHED = [InstanceState.DONE, InstanceState.CONFIRMED]


class InstanceQuerySet(models.QuerySet["TaskInstance"]):
    def visible_to(self, actor: Actor) -> "InstanceQuerySet":
        """The work of the bodies below the actor's places; whoever follows a plan sees all of it."""
        if actor.system_job:
            return self
        own = actor.places_with(Permission.PLAN_READ)
        return self.filter(Q(place__path__overlap=own) | Q(task__plan__place__path__overlap=own))

    def running(self) -> "InstanceQuerySet":
        return self.filter(state__in=OPEN)

    def late(self) -> "InstanceQuerySet":
        """Not done, and the last day has passed."""
        return self.late_by(today())

    def late_by(self, day: dt.date) -> "InstanceQuerySet":
        return self.running().filter(before_on__lte=day)

    def with_all(self) -> "InstanceQuerySet":
        return self.select_related("task__plan__place", "place", "body", "capacity__user")


class TaskInstance(models.Model):
    """One body's work on a task in one period."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="instances")
    part = models.CharField("vai", max_length=10, choices=Part, default=Part.LEAD)
    place = models.ForeignKey(Place, models.PROTECT, related_name="task_instances")
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="task_instances"
    )
    body_name = models.CharField("cơ quan", max_length=200)
    capacity = models.ForeignKey(Capacity, models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField("kỳ", max_length=12, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    before_on = models.DateField("trước ngày", null=True, blank=True)
    state = models.CharField(
        "tình trạng", max_length=14, choices=InstanceState, default=InstanceState.ASSIGNED
    )
    percent = models.PositiveSmallIntegerField("phần đã làm", default=0)
    done_on = models.DateField("ngày xong", null=True, blank=True)
    evidence_words = models.CharField("minh chứng", max_length=500, blank=True)
    reason = models.CharField("lý do không thuộc phạm vi", max_length=300, blank=True)
    confirmed_by = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    late_since = models.DateField("trễ từ ngày", null=True, blank=True)
    """The first day after the last valid one; once written it stays, whatever comes later."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InstanceQuerySet.as_manager()

    class Meta:
        ordering = ["task", "before_on", "body_name", "id"]
        indexes = [
            models.Index(fields=["state", "before_on"], name="task_instance_due"),
            models.Index(fields=["place", "state"], name="task_instance_at_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "part", "place", "body_name", "period"], name="task_instance_once_per_period"
            ),
            models.CheckConstraint(
                name="task_instance_done_on_a_day",
                condition=~Q(state__in=["done", "confirmed"]) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="task_instance_not_applicable_for_a_reason",
                condition=~Q(state="not_applicable") | ~Q(reason=""),
            ),
            models.CheckConstraint(name="task_instance_percent", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.body_name}: {self.task.text}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_late(self) -> bool:
        """Late now, or done late; for ever."""
        if self.late_since is not None:
            return True
        return self.is_open and self.before_on is not None and today() >= self.before_on

    @property
    def last_day(self) -> dt.date | None:
        return last_day_before(self.before_on) if self.before_on else None


class TaskEntry(models.Model):
    """Append-only: what was told about an instance, by whom: progress, evidence, confirmation, đôn đốc."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "Nhận việc"
        PROGRESS = "progress", "Tiến độ"
        DONE = "done", "Báo xong"
        CONFIRMED = "confirmed", "Xác nhận xong"
        SENT_BACK = "sent_back", "Trả lại"
        NOT_APPLICABLE = "not_applicable", "Báo không thuộc phạm vi"
        REOPENED = "reopened", "Giao lại"
        URGED = "urged", "Đôn đốc"
        REMINDED = "reminded", "Nhắc tự động"
        STOPPED = "stopped", "Thôi giao"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instance = models.ForeignKey(TaskInstance, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=14, choices=Kind)
    text = models.CharField(max_length=1000, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    sha256 = models.CharField("minh chứng kèm theo", max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["instance", "id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.instance.place.path


class TaskReminder(models.Model):
    """Append-only: a reminder that went out, so that a job which runs twice tells nobody twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instance = models.ForeignKey(TaskInstance, models.CASCADE, related_name="reminders")
    about = models.CharField(max_length=20)
    """'before-14', 'before-3', 'after-1', 'after-8' …: days before or after the last valid day."""
    people_told = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["instance", "id"]
        constraints = [
            models.UniqueConstraint(fields=["instance", "about"], name="task_reminder_once"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.instance.place.path


CALENDAR_PURPOSE = "plans.calendar"
"""What its token is kept under: no token of another kind passes for one."""


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    def visible_to(self, actor: Actor) -> "CalendarLinkQuerySet":
        """One's own."""
        return self if actor.system_job else self.filter(capacity=actor.capacity_id)


class CalendarLink(models.Model):
    """An address that a calendar program reads. It is bound to one position, and its token is kept as a hash only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    capacity = models.ForeignKey(Capacity, models.CASCADE, related_name="calendar_links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField("dùng ở", max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.capacity.organisation.place.path
