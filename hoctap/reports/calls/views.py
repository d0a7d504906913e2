"""Screens of what a body above asks for: who is in, who is missing, reminding, adding up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires, streamed
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.sheet_stream import csv_pieces, xlsx
from hoctap.papers.casefiles import actions as cases
from hoctap.reports.calls import actions, case_files, queries
from hoctap.reports.calls.sheet import call_sheet
from hoctap.reports.periodic.forms import CallForm, UrgeForm
from hoctap.reports.periodic.models import ReportCall
from hoctap.reports.queries import places_for
from hoctap.reports.tables import seen
from hoctap.reports.tables.export_views import CSV
from hoctap.reports.types.queries import types_asked_at


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_RECEIVE)
@once
def call_new(request: Request) -> HttpResponse:
    """Yêu cầu báo cáo: loại, kỳ, hạn"""
    places = places_for(request.actor, Permission.REPORT_RECEIVE)
    types = types_asked_at(places)
    form = CallForm(posted(request), types=types, places=places)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            by = acting_as(request, Permission.REPORT_RECEIVE, at=typed["place"])
            call = actions.open_call(
                typed["type"],
                typed["place"],
                typed["receiver"],
                typed["period"],
                typed["before_on"],
                note=typed["note"],
                by=by,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã gửi yêu cầu; các nơi phải báo cáo được báo.")
            return redirect("call_detail", call.pk)
    return render(request, "reports/call_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires(Permission.RESULT_READ)
def call_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một yêu cầu báo cáo: ai đã gửi, ai chưa, tổng hợp"""
    return _page(request, _call(request, pk))


@require_POST
@requires(Permission.REPORT_RECEIVE)
@once
def call_urge(request: Request, pk: UUID) -> HttpResponse:
    call = _call(request, pk)
    form = UrgeForm(request.POST)
    if form.is_valid():
        try:
            count = actions.urge_reporters(call, text=form.cleaned_data["text"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã nhắc {count} nơi chưa gửi.")
            return redirect("call_detail", call.pk)
    return _page(request, call, urge=form, status=422)


@require_POST
@requires(Permission.REPORT_RECEIVE)
@once
def call_accept(request: Request, pk: UUID) -> HttpResponse:
    """Nhận mọi báo cáo đã ký"""
    call = _call(request, pk)
    try:
        count = actions.accept_signed(call, by=request.actor)
    except Refused as refusal:
        return _page(request, call, reasons=[one.text for one in refusal.reasons], status=422)
    messages.success(request, f"Đã nhận {count} báo cáo đã ký.")
    return redirect("call_detail", call.pk)


@require_GET
@requires(Permission.REPORT_RECEIVE)
def call_xlsx(request: Request, pk: UUID) -> HttpResponse:
    """Ai đã gửi, ai chưa, dạng Excel"""
    call = _call(request, pk)
    sheet = seen.taken(call_sheet(queries.call_page(call)), call.place, request.actor)
    name = f"{seen.file_name('bao-cao-cap-duoi', call.place, call.period.year)}.xlsx"
    return download(xlsx(sheet), files.XLSX, name)


@require_GET
@requires(Permission.REPORT_RECEIVE)
def call_csv(request: Request, pk: UUID) -> StreamingHttpResponse:
    """Ai đã gửi, ai chưa, dạng CSV"""
    call = _call(request, pk)
    name = f"{seen.file_name('bao-cao-cap-duoi', call.place, call.period.year)}.csv"
    return streamed(csv_pieces(call_sheet(queries.call_page(call))), CSV, name)


@require_POST
@requires(Permission.REPORT_RECEIVE)
@once
def call_case(request: Request, pk: UUID) -> HttpResponse:
    """Lập hồ sơ công việc của yêu cầu: các báo cáo đã ký, mục lục"""
    call = _call(request, pk)
    try:
        case = cases.ask_for_case(case_files.CALL, str(call.pk), by=request.actor)
    except Refused as refusal:
        return _page(request, call, reasons=[one.text for one in refusal.reasons], status=422)
    return redirect("case_file", case.pk)


@require_POST
@requires(Permission.REPORT_PREPARE)
@once
def call_gather(request: Request, pk: UUID) -> HttpResponse:
    """Tổng hợp: mở báo cáo của cấp này từ các báo cáo đã nhận"""
    call = _call(request, pk)
    try:
        by = acting_as(request, Permission.REPORT_PREPARE, at=call.place)
        report = actions.gather_call(call, by=by)
    except Refused as refusal:
        return _page(request, call, reasons=[one.text for one in refusal.reasons], status=422)
    return redirect("periodic_write", report.pk)


def _call(request: Request, pk: UUID) -> ReportCall:
    """Only who gathers there sees who is missing."""
    rows = ReportCall.objects.filter(
        pk__in=ReportCall.objects.visible_to(request.actor),
        place__in=request.actor.places_given(Permission.REPORT_RECEIVE),
    )
    return get_object_or_404(rows.select_related("type", "place", "receiver"), pk=pk)


def _page(
    request: Request,
    call: ReportCall,
    *,
    urge: UrgeForm | None = None,
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = queries.call_page(call)
    gathered = queries.gathered_reports(call, request.actor)
    values = {
        "call": call,
        "page": page,
        "urge": urge or UrgeForm(initial={"text": "Đề nghị gửi báo cáo đúng hạn"}),
        "names": "; ".join(one.place.title for one in page.absent),
        "reasons": reasons or [],
        "signed_waiting": sum(one.signed for one in page.waiting),
        "shown": page.shown(request.GET.get("show", "")),
        "part": request.GET.get("show", ""),
        "gathered": gathered,
        "outdated": queries.changed_since(page, gathered),
        "may_gather": request.actor.may(Permission.REPORT_PREPARE, at=call.place)
        and queries.type_that_gathers(call) is not None,
        "where": where(request, place=call.place, year=call.period.year),
    }
    return render(request, "reports/call_detail.html", values, status=status)
