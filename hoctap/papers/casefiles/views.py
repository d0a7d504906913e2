"""Screens of a matter's file: how far it is, and its two downloads."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.core import files
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.papers import queries as paper_queries
from hoctap.papers.casefiles.actions import AT_WORK, ZIP
from hoctap.papers.casefiles.models import CaseFile, CaseState
from hoctap.papers.casefiles.registry import case_kinds


@require_GET
@requires(Permission.PAPER_READ)
def case_file(request: Request, pk: UUID) -> HttpResponse:
    """Hồ sơ công việc: đang lập đến đâu, tải về"""
    case = _case(request, pk)
    is_at_work = case.state in AT_WORK
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={} if is_at_work else {"HX-Refresh": "true"})
    values = {
        "case": case,
        "is_at_work": is_at_work,
        "about_url": case_kinds[case.about_kind].url(case.about_id),
        "where": where(request, place=case.place, year=case.year),
    }
    return render(request, "papers/case_file.html", values)


@require_GET
@requires(Permission.PAPER_READ)
def case_zip(request: Request, pk: UUID) -> HttpResponse:
    """Tải hồ sơ công việc (ZIP)"""
    case = _made(request, pk)
    return download(files.read(case.zip_sha256), ZIP, f"{case.title}.zip")


@require_GET
@requires(Permission.PAPER_READ)
def case_pdf(request: Request, pk: UUID) -> HttpResponse:
    """Mở hồ sơ công việc thành một tệp PDF"""
    case = _made(request, pk)
    return download(files.read(case.pdf_sha256), files.PDF, f"{case.title}.pdf", inline=True)


def _made(request: Request, pk: UUID) -> CaseFile:
    """Whoever takes the file has read everybody who stands in its papers."""
    case = _case(request, pk)
    if case.state != CaseState.DONE:
        raise Http404
    for paper in case.papers.select_related("issuer", "place"):
        paper_queries.note_read(paper)
    return case


def _case(request: Request, pk: UUID) -> CaseFile:
    return get_object_or_404(CaseFile.objects.visible_to(request.actor).select_related("place"), pk=pk)
