"""The row of a report held until the step is done."""

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.vietnamese import format_datetime
from hoctap.reports.periodic.models import PeriodicReport


def locked(report: PeriodicReport) -> PeriodicReport:
    return PeriodicReport.objects.select_for_update(of=("self",)).with_all().get(pk=report.pk)


def draft_of(report: PeriodicReport, by: Actor) -> PeriodicReport:
    """To be written in: not sent yet, by whoever prepares reports there."""
    report = locked(report)
    by.must(Permission.REPORT_PREPARE, at=report)
    if not report.is_draft:
        raise Refused(
            f"Báo cáo đã gửi {format_datetime(report.submitted_at)}: không sửa được nữa. Cần sửa thì lập bản sau."
        )
    return report
