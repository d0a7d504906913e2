"""The row of a report held until the step is done."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.vietnamese import format_datetime
from hoctap.notices import actions as notices
from hoctap.plans.tasking.holders import people_in
from hoctap.reports.periodic import writers
from hoctap.reports.periodic.models import PeriodicReport, ReportMove


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
    lend_hand(report, by)
    return report


def lend_hand(report: PeriodicReport, by: Actor) -> None:
    """Somebody of another body begins to write in it: the step is kept, and the body whose report it is hears of it, once."""
    body = writers.body_elsewhere(report, by)
    if body is None:
        return
    note = f"{writers.HELPS}{body.name}"[:300]
    described = by.described[:300]
    if report.moves.filter(note=note, by=described).exists():
        return
    ReportMove.objects.create(
        report=report, from_state=report.state, to_state=report.state, note=note, by=described
    )
    notices.queue(
        [one for one in people_in([report.issuer_id]) if one.pk != by.user_id],
        f"{described} viết vào báo cáo của {report.issuer.name}: {report}"[:300],
        reverse("periodic_detail", args=[report.pk]),
    )
