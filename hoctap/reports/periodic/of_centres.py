"""Whether a centre's own report of the year went out: one of the requirements of its file."""

from collections.abc import Sequence
from uuid import UUID

from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met
from hoctap.core.dates import today
from hoctap.reports.periodic.models import PeriodicReport, ReportState
from hoctap.reports.periodic.queries import OF_CENTRES
from hoctap.reports.quantities.periods import PeriodKind


def yearly_report(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """In its name, of a shipped type for centres, over the whole year; one that was sent back is to be sent again. One query.

    Without a link: who reads the file of a centre does not always read its reports.
    """
    rows = PeriodicReport.objects.filter(
        issuer__in=[one.organisation_id for one in centres],
        type_code__startswith=OF_CENTRES,
        period_kind=PeriodKind.YEAR,
        ends_on__year=year,
    ).exclude(state=ReportState.DRAFT)
    latest: dict[UUID, str] = dict(rows.order_by("version").values_list("issuer", "state"))
    found = {}
    for one in centres:
        state = latest.get(one.organisation_id)
        if state in (ReportState.SUBMITTED, ReportState.ACCEPTED):
            found[one.pk] = Answer(Met.DONE, str(ReportState(state).label).lower())
            continue
        note = "báo cáo năm bị trả lại" if state else "chưa gửi báo cáo năm"
        over = year < today().year
        found[one.pk] = Answer(Met.NOT, note) if over else Answer(Met.UNKNOWN, f"{note}, năm chưa hết")
    return found
