"""Reports that go up: types as data, what a body above asks for, and the reports in their versions.

A report is written as a draft, frozen when it is sent (figures, definition, places, texts), then returned with remarks or accepted. What
was frozen never changes; a correction is the next version, beside the earlier. Texts and typed figures are only added to: of two who
write at once neither loses a word.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.reports.periodic.definition import Definition
from hoctap.reports.periodic.rules import TWO_TIERS_SINCE
from hoctap.reports.quantities.periods import Period, PeriodKind


class ReportType(models.Model):
    """One version of a type. The definition of a version never changes: reports were made by it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField("mã", max_length=60)
    version = models.PositiveSmallIntegerField("bản", default=1)
    name = models.CharField("tên loại báo cáo", max_length=200)
    period_kind = models.CharField("kỳ", max_length=12, choices=PeriodKind)
    level = models.CharField("cấp lập", max_length=10, choices=Level)
    body_kind = models.CharField("cơ quan lập", max_length=20, choices=OrganisationKind)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_types",
        verbose_name="dùng ở địa bàn",
    )
    """None: everywhere."""
    valid_from = models.DateField("dùng từ ngày")
    valid_to = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=300, blank=True)
    waits_for = models.CharField("chờ văn bản", max_length=200, blank=True)
    """What of it no paper says yet; shown wherever it is used."""
    definition = models.JSONField("nội dung")
    made_by = models.CharField("người lập", max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="report_type_version_once"),
            models.CheckConstraint(
                name="report_type_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spec(self) -> Definition:
        """Read once for each row: a page asks for it at every cell."""
        read: tuple[Any, Definition] | None = self.__dict__.get("_read")
        if read is None or read[0] is not self.definition:
            read = self.__dict__["_read"] = (self.definition, Definition.from_json(self.definition))
        return read[1]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path if self.place else []


class _OfPeriod(models.Model):
    period_kind = models.CharField("kỳ", max_length=12, choices=PeriodKind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.starts_on, self.ends_on)

    @property
    def waits_for(self) -> str:
        """What no paper says yet, of periods that end since there are two tiers."""
        type_: ReportType = self.type  # type: ignore[attr-defined]
        return type_.waits_for if self.ends_on >= TWO_TIERS_SINCE else ""


class ReportCallQuerySet(models.QuerySet["ReportCall"]):
    def visible_to(self, actor: Actor) -> "ReportCallQuerySet":
        """Of whoever gathers there, and of whoever is asked: those who prepare reports below."""
        if actor.system_job:
            return self
        below = Place.objects.filter(pk__in=actor.places_with(Permission.REPORT_PREPARE))
        above = [pk for path in below.values_list("path", flat=True) for pk in path]
        return self.filter(
            Q(place__path__overlap=actor.places_with(Permission.REPORT_RECEIVE))
            | Q(place__in=[*actor.places_only(Permission.REPORT_RECEIVE), *above])
        )


class ReportCall(_OfPeriod):
    """A body asks everybody below for a report of a period, by a day: by the type's rule or for this once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type = models.ForeignKey(ReportType, models.PROTECT, related_name="calls", verbose_name="loại báo cáo")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="report_calls", verbose_name="địa bàn tổng hợp"
    )
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="report_calls", verbose_name="cơ quan tổng hợp"
    )
    before_on = models.DateField("trước ngày")
    note = models.CharField("yêu cầu", max_length=500, blank=True)
    opened_by = models.CharField("người mở", max_length=300)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ReportCallQuerySet.as_manager()

    class Meta:
        ordering = ["-before_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "place", "starts_on", "ends_on"], name="report_call_once_for_a_period"
            ),
            models.CheckConstraint(
                name="report_call_period_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type.name}, {self.period.label}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def last_day(self) -> dt.date:
        return last_day_before(self.before_on)


class ReportState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã gửi, chờ nhận"
    RETURNED = "returned", "Bị trả lại"
    ACCEPTED = "accepted", "Đã nhận"


SENT = (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED)

TONES = {
    ReportState.DRAFT: "working",
    ReportState.SUBMITTED: "waiting",
    ReportState.RETURNED: "returned",
    ReportState.ACCEPTED: "done",
}
TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    ReportState.DRAFT: {ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.RETURNED, ReportState.ACCEPTED},
    # A figure turns out wrong after it was accepted: it is asked for again, with the reason.
    ReportState.ACCEPTED: {ReportState.RETURNED},
}


class PeriodicReportQuerySet(models.QuerySet["PeriodicReport"]):
    def visible_to(self, actor: Actor) -> "PeriodicReportQuerySet":
        """A draft is its writers' alone."""
        if actor.system_job:
            return self
        own = Q(place__path__overlap=actor.places_with(Permission.REPORT_PREPARE)) | Q(
            place__in=actor.places_only(Permission.REPORT_PREPARE)
        )
        read = Q(place__path__overlap=actor.places_with(Permission.RESULT_READ)) & ~Q(state=ReportState.DRAFT)
        return self.filter(own | read)

    def with_all(self) -> "PeriodicReportQuerySet":
        return self.select_related(
            "type", "place", "issuer", "paper__issuer", "call__place", "call__receiver"
        )


class PeriodicReport(_OfPeriod):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type = models.ForeignKey(ReportType, models.PROTECT, related_name="reports", verbose_name="loại báo cáo")
    type_code = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="periodic_reports", verbose_name="địa bàn")
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="periodic_reports", verbose_name="cơ quan lập"
    )
    call = models.ForeignKey(
        ReportCall,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="yêu cầu báo cáo",
    )
    version = models.PositiveSmallIntegerField("bản", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    cut_off_on = models.DateField("số liệu đến ngày")
    before_on = models.DateField("trước ngày", null=True, blank=True)
    opened_by = models.CharField("người mở", max_length=300)
    opened_at = models.DateTimeField(auto_now_add=True)
    sent_on = models.DateField("đã gửi trên giấy ngày", null=True, blank=True)
    """Of a report that went out on paper and was written down here afterwards: its day says whether it was late."""
    submitted_by = models.CharField("người gửi", max_length=300, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    late_since = models.DateField("trễ từ ngày", null=True, blank=True)
    """The last day, once it has passed before the report was sent first: late for ever, in all versions."""
    judged_by = models.CharField("người nhận", max_length=300, blank=True)
    judged_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    frozen = models.JSONField("số liệu đã chốt", null=True, blank=True)
    paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="periodic_report", verbose_name="văn bản"
    )

    objects = PeriodicReportQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-id"]
        indexes = [models.Index(fields=["type_code", "starts_on", "ends_on"], name="periodic_report_period")]
        constraints = [
            models.UniqueConstraint(
                fields=["type_code", "place", "issuer", "starts_on", "ends_on", "version"],
                name="periodic_report_version_once",
            ),
            models.UniqueConstraint(
                fields=["type_code", "place", "issuer", "starts_on", "ends_on"],
                condition=Q(state="draft"),
                name="periodic_report_one_draft",
            ),
            models.CheckConstraint(
                name="periodic_report_sent_is_frozen",
                condition=Q(state="draft", frozen__isnull=True, submitted_at__isnull=True, paper__isnull=True)
                | (
                    ~Q(state="draft")
                    & Q(frozen__isnull=False, submitted_at__isnull=False, paper__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="periodic_report_judged_has_judge",
                condition=Q(state__in=["draft", "submitted"])
                | (Q(judged_at__isnull=False) & ~Q(judged_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type.name}, {self.period.label}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def tone(self) -> str:
        return TONES[ReportState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == ReportState.DRAFT

    @property
    def is_late(self) -> bool:
        return self.late_since is not None

    @property
    def last_day(self) -> dt.date | None:
        return last_day_before(self.before_on) if self.before_on else None


class ReportText(models.Model):
    """A section's words at one revision; the highest is the one that stands. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="texts")
    key = models.CharField(max_length=160)
    """A section's, or `odd:` with the key of an odd figure, whose explanation it is."""
    revision = models.PositiveIntegerField()
    text = models.TextField("nội dung", blank=True)
    by = models.CharField("người ghi", max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key", "revision"], name="report_text_revision_once")
        ]


class TypedFigure(models.Model):
    """A number no record gives: an estimate, or what stands in another book. The highest revision stands; rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="typed")
    cell = models.CharField(max_length=200)
    revision = models.PositiveIntegerField()
    value = models.DecimalField("số", max_digits=18, decimal_places=2, null=True, blank=True)
    """None: taken out again."""
    by = models.CharField("người ghi", max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["cell", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["report", "cell", "revision"], name="typed_figure_revision_once")
        ]


class ReportReceiver(models.Model):
    """To whom a report goes: a body here, or words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="receivers")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("nơi nhận", max_length=200)
    gathers = models.BooleanField("tổng hợp", default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="report_receiver_position_once"),
            models.CheckConstraint(name="report_receiver_has_name", condition=~Q(name="")),
        ]


class ReportRemark(models.Model):
    """What the gathering body says to a figure or a section when it returns a report. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="remarks")
    about = models.CharField(max_length=200, blank=True)
    """A cell's address, `section:` with a section's key, or empty: the report as a whole."""
    label = models.CharField("về", max_length=300, blank=True)
    text = models.CharField("nhận xét", max_length=1000)
    by = models.CharField("người ghi", max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="report_remark_says_something", condition=~Q(text=""))]


class RemarkAnswer(models.Model):
    """What the writers say to a remark, in the version that follows. The highest revision stands; rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    remark = models.ForeignKey(ReportRemark, models.PROTECT, related_name="answers")
    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="answers")
    """The version that answers."""
    revision = models.PositiveIntegerField()
    is_mended = models.BooleanField("đã sửa", default=False)
    text = models.CharField("trả lời", max_length=1000, blank=True)
    """Empty and not mended: taken out again."""
    by = models.CharField("người ghi", max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["remark_id", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["remark", "report", "revision"], name="remark_answer_revision_once"
            )
        ]

    @property
    def says_something(self) -> bool:
        return self.is_mended or bool(self.text)


class ReportFile(models.Model):
    """A file that goes along with a report: a scan, photos, a list. One that was withdrawn before sending stays, under its hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="files")
    name = models.CharField("tên tài liệu", max_length=160)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    by = models.CharField("người kèm", max_length=300)
    at = models.DateTimeField("kèm lúc", default=timezone.now)
    withdrawn_by = models.CharField("người rút", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "sha256"],
                condition=Q(withdrawn_at__isnull=True),
                name="report_file_once_in_a_report",
            ),
            models.CheckConstraint(
                name="report_file_has_name_and_content", condition=~Q(name="") & ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="report_file_withdrawn_by_somebody",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.report.place.path


class ReportMove(models.Model):
    """Append-only: each step of a report, who and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=ReportState)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
