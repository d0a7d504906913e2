"""The job that puts the file of a matter together."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.actor import Actor
from hoctap.core.isolation import IsolatedFailure
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, give_jobs_again
from hoctap.core.refusals import Refused
from hoctap.papers.casefiles import actions, queries
from hoctap.papers.casefiles.making import make_case
from hoctap.papers.casefiles.models import CaseFile
from hoctap.papers.pdf import PdfFailed, PdfToolMissing

# A file that is waited for so long has lost its job.
WAITED = dt.timedelta(minutes=10)


@app.task(name="papers.build_case", queue="papers", retry=UNTIL_THE_DATABASE_IS_BACK)
def build_case(case_id: str) -> None:
    """What went wrong is kept on the row, for the person who waits. Killed half-way it begins again: it writes only at its end."""
    case = CaseFile.objects.get(pk=UUID(case_id))
    by = Actor(
        name="Hệ thống: lập hồ sơ công việc", system_job="papers.case", on_behalf_of=case.asked_by_label[:200]
    )
    page = queries.case_page(case.about_kind, case.about_id, by=by)
    total = len(page.inside) if page else 0
    if not actions.begin_case(case, total=total, by=by):
        return
    if page is None:
        actions.fail_case(case, "Việc này không còn trong hệ thống.", by=by)
        return
    try:
        made = make_case(
            page,
            made_by=case.asked_by.full_name if case.asked_by else "",
            progress=lambda done: _note(case, done),
        )
        actions.finish_case(
            case,
            papers=[entry.paper for entry in page.inside],
            missing=made.missing,
            pages=made.pages,
            zipped=made.zipped,
            pdf=made.pdf,
            by=by,
        )
    except PdfToolMissing:
        actions.fail_case(case, "Máy chủ chưa cài LibreOffice nên chưa lập được mục lục.", by=by)
    except (PdfFailed, IsolatedFailure, OSError, Refused) as failure:
        actions.fail_case(case, f"Chưa ghép được các văn bản: {failure}", by=by)


@app.periodic(cron="*/5 * * * *")
@app.task(name="papers.wake_cases", queueing_lock="papers.wake_cases")
def wake_cases(timestamp: int) -> None:
    """What waits without a job has one again."""
    waiting = CaseFile.objects.filter(state__in=actions.AT_WORK, asked_at__lt=timezone.now() - WAITED)
    give_jobs_again(build_case, "case_id", waiting.values_list("pk", flat=True))


def _note(case: CaseFile, done: int) -> None:
    CaseFile.objects.filter(pk=case.pk).update(done=done)
