"""The files of a report: those that stand, those that were frozen with it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.reports.periodic.models import PeriodicReport, ReportFile

KINDS = {files.PDF: "PDF", files.DOCX: "Word", files.XLSX: "Excel"}


def files_of(report: PeriodicReport) -> list[ReportFile]:
    return list(report.files.filter(withdrawn_at__isnull=True))


def withdrawn_of(report: PeriodicReport) -> list[ReportFile]:
    return list(report.files.filter(withdrawn_at__isnull=False))


def kept(rows: list[ReportFile]) -> list[dict[str, Any]]:
    """As they are frozen: what each holds is told by its hash."""
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "sha256": one.sha256,
            "media_type": one.media_type,
            "size": one.size,
            "by": one.by,
            "at": one.at.isoformat(),
        }
        for one in rows
    ]


@dataclass(frozen=True)
class Enclosed:
    """A file as it was frozen."""

    id: str
    name: str
    sha256: str
    media_type: str
    size: int
    by: str

    @property
    def kind(self) -> str:
        return KINDS.get(self.media_type, "Ảnh")


def enclosed_in(report: PeriodicReport) -> list[Enclosed]:
    found = (report.frozen or {}).get("files", [])
    return [Enclosed(**{name: value for name, value in one.items() if name != "at"}) for one in found]


def carry(last: PeriodicReport, report: PeriodicReport) -> None:
    """The next version begins with the files of the one before it."""
    ReportFile.objects.bulk_create(
        ReportFile(
            report=report,
            name=one.name,
            sha256=one.sha256,
            media_type=one.media_type,
            size=one.size,
            by=one.by,
            at=one.at,
        )
        for one in files_of(last)
    )


def readable_by(actor: Actor) -> Q:
    """What went along, to whoever reads the report; what was withdrawn, to its writers."""
    own = Place.objects.reached_by(actor, Permission.REPORT_PREPARE)
    return Q(report__in=PeriodicReport.objects.visible_to(actor)) & (
        Q(withdrawn_at__isnull=True) | Q(report__place__in=own)
    )
