"""Periodic reports. A report freezes its figures when it is made into a paper; a correction is a new version beside the old."""

from uuid import UUID

from django.db import models

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.places.models import Place


class ReportKind(models.TextChoices):
    LEARNING_FAMILY_RESULTS = "learning_family_results", "Kết quả công nhận Gia đình học tập"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> "ReportQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.RESULT_READ))


class Report(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40, choices=ReportKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    cut_off_on = models.DateField("số liệu đến ngày")
    figures = models.JSONField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="report")
    prepared_by = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "year", "version"], name="report_version_once")
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


# At the end: they refer to the models above by name.
from hoctap.reports.foreign.models import ForeignForm  # noqa: E402
from hoctap.reports.periodic.models import (  # noqa: E402
    PeriodicReport,
    ReportCall,
    ReportMove,
    ReportReceiver,
    ReportRemark,
    ReportText,
    ReportType,
    TypedFigure,
)
from hoctap.reports.tables.models import (  # noqa: E402
    ExportState,
    PublicFigures,
    PublicPlace,
    SavedTable,
    TableExport,
)

__all__ = [
    "ExportState",
    "ForeignForm",
    "PeriodicReport",
    "PublicFigures",
    "PublicPlace",
    "Report",
    "ReportCall",
    "ReportKind",
    "ReportMove",
    "ReportQuerySet",
    "ReportReceiver",
    "ReportRemark",
    "ReportText",
    "ReportType",
    "SavedTable",
    "TableExport",
    "TypedFigure",
]
