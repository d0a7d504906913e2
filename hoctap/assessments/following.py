"""What follows a file: its certificate, what somebody said about it, a complaint against its decision, the yearly report of an authority."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.assessments.models import Assessment
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation, Place
from hoctap.recognition.complaints.models import Stages, stage_constraints


class FileCertificateQuerySet(models.QuerySet["FileCertificate"]):
    def visible_to(self, actor: Actor) -> "FileCertificateQuerySet":
        if actor.system_job:
            return self
        return self.filter(assessment__in=Assessment.objects.visible_to(actor))


class FileCertificate(models.Model):
    """Giấy công nhận of one file. Its number, words and day never change; it ends when another takes its place or the title is revoked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="file_certificates")
    year = models.PositiveSmallIntegerField("năm của sổ")
    number = models.PositiveIntegerField("số vào sổ")
    number_text = models.CharField(max_length=60)
    dated_on = models.DateField("ngày cấp")
    content = models.JSONField()
    """What stands on the sheet, as it was on its day."""
    check_base = models.CharField(max_length=200, blank=True)
    """Address of this installation, for the QR; empty: none is printed."""
    token_hash = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why = models.CharField("lý do cấp lại", max_length=300, blank=True)
    issued_by = models.CharField(max_length=300)
    issued_at = models.DateTimeField(auto_now_add=True)
    received_by = models.CharField("người nhận", max_length=120, blank=True)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = FileCertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "assessments_certificate"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "year", "number"], name="file_certificate_number_once_in_a_book"
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(ended_on=None), name="file_certificate_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="file_certificate_token_once"
            ),
            models.CheckConstraint(
                name="file_certificate_replaces_with_reason",
                condition=Q(replaces__isnull=True) | ~Q(why=""),
            ),
            models.CheckConstraint(
                name="file_certificate_ended_says_why", condition=Q(ended_on__isnull=True) | ~Q(ended_why="")
            ),
            models.CheckConstraint(
                name="file_certificate_received_by_somebody_on_a_day",
                condition=Q(received_by="", received_on__isnull=True)
                | (~Q(received_by="") & Q(received_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Giấy công nhận số {self.number_text}"

    @property
    def place_path(self) -> list[UUID]:
        return self.assessment.place_path

    @property
    def is_valid(self) -> bool:
        return self.ended_on is None


class HeldQuerySet[Row: models.Model](models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "HeldQuerySet[Row]":
        """For whoever handles it, at the place that holds it: nobody else learns who spoke."""
        if actor.system_job:
            return self
        return self.filter(
            Q(place__path__overlap=actor.places_with(Permission.ASSESSMENT_ENTER))
            | Q(place__in=actor.places_only(Permission.ASSESSMENT_JUDGE))
        )


class FileObjection(models.Model):
    """Phản ánh, kiến nghị about a file before its decision. Until it is answered nothing is concluded or decided."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="objections")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    """Of whoever holds the file when it came in."""
    received_on = models.DateField("ngày nhận")
    content = models.TextField("nội dung", max_length=2000)
    from_whom = models.CharField("người phản ánh", max_length=120, blank=True)
    handler = models.CharField("người giải quyết", max_length=120)
    answer = models.TextField("trả lời", max_length=2000, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.CharField(max_length=300, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "assessments_objection"
        constraints = [
            models.CheckConstraint(
                name="file_objection_has_content_and_handler", condition=~Q(content="") & ~Q(handler="")
            ),
            models.CheckConstraint(
                name="file_objection_answered_says_what_and_when",
                condition=Q(answer="", answered_on__isnull=True, answered_by="")
                | (~Q(answer="") & ~Q(answered_by="") & Q(answered_on__gte=F("received_on"))),
            ),
        ]

    def __str__(self) -> str:
        return f"Phản ánh ngày {self.received_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_open(self) -> bool:
        return self.answered_on is None


class FileComplaint(Stages):
    """Khiếu nại against the decision on a file: the same stages as against a decision of the season. The title changes by another decision only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="complaints")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    receipt = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "assessments_complaint"
        constraints = stage_constraints("file_complaint")

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class YearReportQuerySet(models.QuerySet["YearReport"]):
    def visible_to(self, actor: Actor) -> "YearReportQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__in=actor.places_only(Permission.ASSESSMENT_JUDGE))


class YearReport(models.Model):
    """Báo cáo năm of an authority about the files that came to it; its figures are frozen with the paper."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="assessment_reports")
    """Of the authority."""
    year = models.PositiveSmallIntegerField("năm đánh giá")
    figures = models.JSONField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="assessment_report")
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = YearReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        db_table = "assessments_year_report"

    def __str__(self) -> str:
        return f"Báo cáo kết quả đánh giá, công nhận năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
