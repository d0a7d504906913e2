"""Asking for the file of a matter, and what the job writes down."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.states import check_move
from hoctap.papers.casefiles import queries, rules
from hoctap.papers.casefiles.models import CASE_TRANSITIONS, CaseFile, CaseState
from hoctap.papers.casefiles.registry import case_kinds
from hoctap.papers.models import Paper

AT_WORK = (CaseState.QUEUED, CaseState.WORKING)


@transaction.atomic
def ask_for_case(about_kind: str, about_id: str, *, is_final: bool = False, by: Actor) -> CaseFile:
    """Queue the file of a matter; while one is being made it is that one."""
    from hoctap.papers.casefiles import tasks

    contents = case_kinds[about_kind].collect(about_id)
    if contents is None:
        raise Refused("Việc này không còn trong hệ thống.")
    by.must(Permission.PAPER_READ, at=contents.place)
    if reasons := rules.asking_reasons(
        papers=len(queries.entries_of(contents)),
        attached=[(one.name, one.size) for one in contents.attachments],
    ):
        raise Refused(reasons)
    same = CaseFile.objects.select_for_update(of=("self",)).filter(about_kind=about_kind, about_id=about_id)
    if not is_final and (at_work := same.filter(state__in=AT_WORK).first()):
        return at_work
    for other in same.filter(state__in=AT_WORK):
        _fail(other, "Việc đã kết thúc, hồ sơ lập lại từ đầu.")
    case = CaseFile.objects.create(
        about_kind=about_kind,
        about_id=about_id,
        place=contents.place,
        year=contents.year,
        title=contents.title[:300],
        is_final=is_final,
        asked_by_id=by.user_id,
        asked_by_label=by.described,
    )
    audit.record(by, "papers.case.asked_for", case)
    tasks.build_case.defer(case_id=str(case.pk))
    return case


@transaction.atomic
def begin_case(case: CaseFile, *, total: int, by: Actor) -> bool:
    """False when there is nothing left to do."""
    _only_the_job(by)
    case = _lock(case)
    if case.state not in AT_WORK:
        return False
    check_move(CaseState(case.state), CaseState.WORKING, CASE_TRANSITIONS)
    case.state, case.done, case.total = CaseState.WORKING, 0, total
    case.save(update_fields=["state", "done", "total"])
    return True


@transaction.atomic
def finish_case(
    case: CaseFile, *, papers: Iterable[Paper], missing: int, pages: int, zipped: bytes, pdf: bytes, by: Actor
) -> CaseFile:
    """The files are there. Earlier previews of the matter give up theirs."""
    _only_the_job(by)
    case = _lock(case)
    check_move(CaseState(case.state), CaseState.DONE, CASE_TRANSITIONS)
    whole, one = files.keep(zipped, ZIP), files.keep(pdf, files.PDF)
    case.zip_sha256, case.zip_size = whole.sha256, whole.size
    case.pdf_sha256, case.pdf_size = one.sha256, one.size
    case.state, case.missing, case.pages, case.made_at = CaseState.DONE, missing, pages, timezone.now()
    case.done = case.total
    case.save()
    case.papers.set(papers)
    earlier = CaseFile.objects.select_for_update(of=("self",)).filter(
        about_kind=case.about_kind, about_id=case.about_id, state=CaseState.DONE, is_final=False
    )
    for other in earlier.exclude(pk=case.pk):
        dropped = (other.zip_sha256, other.pdf_sha256)
        other.state, other.zip_sha256, other.pdf_sha256 = CaseState.REPLACED, "", ""
        other.save(update_fields=["state", "zip_sha256", "pdf_sha256"])
        for sha256 in dropped:
            files.drop_if_unnamed(sha256)
    audit.record(by, "papers.case.made", case, count=max(1, len(case.papers.all())))
    return case


@transaction.atomic
def fail_case(case: CaseFile, why: str, *, by: Actor) -> None:
    _only_the_job(by)
    _fail(_lock(case), why)
    audit.record(by, "papers.case.failed", case)


ZIP = "application/zip"


def _fail(case: CaseFile, why: str) -> None:
    case.state, case.failed = CaseState.FAILED, why[:300]
    case.save(update_fields=["state", "failed"])


def _only_the_job(by: Actor) -> None:
    if not by.system_job:
        raise Forbidden("Chỉ hệ thống lập hồ sơ.")


def _lock(case: CaseFile) -> CaseFile:
    return CaseFile.objects.select_for_update(of=("self",)).select_related("place").get(pk=case.pk)
