"""Screens of periodic reports: what is owed, writing, checking and sending, what came in."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.actor import Actor
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.reports.answers import queries as answers
from hoctap.reports.answers.actions import answer_remarks
from hoctap.reports.calls import queries as call_queries
from hoctap.reports.periodic import actions, oddities, queries, screens
from hoctap.reports.periodic.forms import (
    CutOffForm,
    OpenForm,
    ReceiversForm,
    SentOnForm,
    sent_answers,
    sent_cells,
    sent_remarks,
    sent_texts,
)
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportText
from hoctap.reports.queries import places_for
from hoctap.reports.types.queries import types_at

PAGE = 30


@require_GET
@requires(Permission.RESULT_READ)
def periodic_list(request: Request) -> HttpResponse:
    """Báo cáo định kỳ: việc phải gửi, việc đang tổng hợp, các báo cáo"""
    rows = PeriodicReport.objects.visible_to(request.actor).with_all().defer("frozen")
    code = request.GET.get("type", "")
    if code:
        rows = rows.filter(type_code=code)
    page = Paginator(rows.order_by("-ends_on", "-id"), PAGE).get_page(request.GET.get("page"))
    calls = call_queries.gathering_calls(request.actor)
    owed = call_queries.owed_by(request.actor)
    values = {
        "page": page,
        "owed": [one for one in owed if one.is_open],
        "calls": call_queries.call_pages(calls),
        "may_prepare": request.actor.may_anywhere(Permission.REPORT_PREPARE),
        "may_receive": request.actor.may_anywhere(Permission.REPORT_RECEIVE),
    }
    return render(request, "reports/periodic_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
@once
def periodic_new(request: Request) -> HttpResponse:
    """Lập báo cáo định kỳ"""
    places = places_for(request.actor, Permission.REPORT_PREPARE)
    call = _asked_call(request)
    types = [one for one in types_at(places) if one.level in {place.level for place in places}]
    if call is not None and call.type not in types:
        types.append(call.type)
    form = OpenForm(posted(request), types=types, places=places, initial=_opening_values(request, call))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            by = acting_as(request, Permission.REPORT_PREPARE, at=typed["place"])
            report = actions.open_report(
                typed["type"],
                typed["place"],
                typed["issuer"],
                typed["period"],
                why=typed["why"],
                by=by,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("periodic_write", report.pk)
    values = {"form": form, "call": call, "has_types": bool(types)}
    return render(request, "reports/periodic_new.html", values, status=422 if form.errors else 200)


def _asked_call(request: Request) -> ReportCall | None:
    asked = request.GET.get("call", "")
    if not asked:
        return None
    try:
        pk = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    visible = ReportCall.objects.visible_to(request.actor).select_related("type", "place", "receiver")
    return get_object_or_404(visible, pk=pk)


def _opening_values(request: Request, call: ReportCall | None) -> dict[str, Any]:
    place = request.GET.get("place", "")
    if call is not None:
        period = call.period
        year = period.starts_on.year
        values = {"type": call.type_id, "year": year, "number": period.number}
        return values | {"place": place, "starts_on": period.starts_on, "ends_on": period.ends_on}
    return {"type": request.GET.get("type", ""), "place": place}


# ---------------------------------------------------------------- writing


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
def periodic_write(request: Request, pk: UUID) -> HttpResponse:
    """Viết báo cáo: số đã có sẵn, chỉ viết phần người mới biết"""
    report = writable(request, pk)
    if request.method == "GET":
        return screens.write_page(request, report)
    refused, clashes = _keep_written(request, report)
    if refused:
        return screens.write_page(request, report, refused=refused, clashes=clashes)
    if "check" in request.POST:
        return _saved("periodic_check", report)
    messages.success(request, "Đã lưu.")
    return _saved("periodic_write", report)


@require_POST
@requires(Permission.REPORT_PREPARE)
def periodic_cut_off(request: Request, pk: UUID) -> HttpResponse:
    report = writable(request, pk)
    refused, clashes = _keep_written(request, report)
    if refused:
        return screens.write_page(request, report, refused=refused, clashes=clashes)
    form = CutOffForm(request.POST)
    if _done(form, lambda typed: actions.set_cut_off(report, typed["cut_off_on"], by=request.actor)):
        messages.success(request, "Đã đổi ngày chốt số liệu.")
        return _saved("periodic_write", report)
    return screens.write_page(request, report, cut_off=form)


@require_POST
@requires(Permission.REPORT_PREPARE)
def periodic_sent_on(request: Request, pk: UUID) -> HttpResponse:
    """Ghi lại một báo cáo đã gửi trên giấy"""
    report = writable(request, pk)
    refused, clashes = _keep_written(request, report)
    if refused:
        return screens.write_page(request, report, refused=refused, clashes=clashes)
    form = SentOnForm(request.POST)
    if _done(form, lambda typed: actions.set_sent_on_paper(report, typed["sent_on"], by=request.actor)):
        messages.success(request, "Đã lưu ngày gửi trên giấy.")
        return _saved("periodic_write", report)
    return screens.write_page(request, report, sent_on=form)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
def periodic_check(request: Request, pk: UUID) -> HttpResponse:
    """Xem lại trước khi gửi: số bất thường, nơi nhận, ai lập; the POST keeps explanations"""
    report = writable(request, pk)
    if request.method == "GET":
        return screens.check_page(request, report)
    refused, clashes = _keep_explained(request, report)
    if refused:
        return screens.check_page(request, report, refused=refused, clashes=clashes)
    messages.success(request, "Đã lưu giải trình, lý do.")
    return _saved("periodic_check", report, what="check")


@require_POST
@requires(Permission.REPORT_PREPARE)
def periodic_receivers(request: Request, pk: UUID) -> HttpResponse:
    report = writable(request, pk)
    refused, clashes = _keep_explained(request, report)
    form = ReceiversForm(request.POST)
    if refused:
        return screens.check_page(request, report, refused=refused, clashes=clashes, receivers=form)
    if _done(form, lambda typed: actions.set_receivers(report, form.lines(report), by=request.actor)):
        messages.success(request, "Đã lưu nơi nhận.")
        return _saved("periodic_check", report, what="check")
    return screens.check_page(request, report, receivers=form)


@require_POST
@requires(Permission.REPORT_PREPARE)
@once
def periodic_submit(request: Request, pk: UUID) -> HttpResponse:
    """Gửi: what was typed on the page for the last look is kept first, whether it can be sent or not"""
    report = writable(request, pk)
    refused, clashes = _keep_explained(request, report)
    form = ReceiversForm(request.POST)
    if refused:
        return screens.check_page(request, report, refused=refused, clashes=clashes, receivers=form)
    by = acting_as(request, Permission.REPORT_PREPARE, at=report.place)
    changed = "receivers" in request.POST and form.differs_from(report)
    if changed and not _done(form, lambda typed: actions.set_receivers(report, form.lines(report), by=by)):
        return screens.check_page(request, report, receivers=form)
    try:
        sent = actions.submit_report(report, by=by)
    except Refused as refusal:
        return screens.check_page(request, report, refused=refusal.reasons)
    messages.success(request, "Đã gửi. Số liệu được giữ nguyên từ lúc này; văn bản chờ in và ký.")
    return redirect("periodic_detail", sent.pk)


# ---------------------------------------------------------------- sent


@require_GET
@requires(Permission.RESULT_READ)
def periodic_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một báo cáo đã gửi: số đã chốt, nhận xét, các bản, văn bản có chữ ký"""
    report = _visible(request, pk)
    if report.is_draft:
        return redirect("periodic_write", report.pk)
    return screens.detail_page(request, report)


@require_POST
@requires(Permission.REPORT_RECEIVE)
@once
def periodic_accept(request: Request, pk: UUID) -> HttpResponse:
    report = _receivable(request, pk)
    try:
        actions.accept_report(report, by=request.actor)
    except Refused as refusal:
        return screens.detail_page(request, report, refused=refusal.reasons)
    messages.success(request, "Đã nhận báo cáo.")
    return (
        redirect("call_detail", report.call_id) if report.call_id else redirect("periodic_detail", report.pk)
    )


@require_POST
@requires(Permission.REPORT_RECEIVE)
@once
def periodic_return(request: Request, pk: UUID) -> HttpResponse:
    report = _receivable(request, pk)
    try:
        actions.return_report(report, sent_remarks(request.POST), by=request.actor)
    except Refused as refusal:
        return screens.detail_page(request, report, refused=refusal.reasons)
    messages.success(request, "Đã trả lại kèm nhận xét. Nơi lập được báo ngay.")
    return redirect("periodic_detail", report.pk)


@require_GET
@requires(Permission.RESULT_READ)
def periodic_cell(request: Request, pk: UUID) -> HttpResponse:
    """Một con số lấy từ đâu: từng báo cáo bên dưới, hoặc ai ghi"""
    report = _visible(request, pk)
    address = request.GET.get("at", "")[:200]
    shown = queries.filled(report)
    found = shown.find(address)
    if found is None:
        raise Http404
    cell = found[2]
    values = {
        "report": report,
        "cell": cell,
        "label": queries.named(address, shown, report.type.spec),
        "lines": queries.lines_of(report, address) if shown.from_reports else [],
        "history": report.typed.filter(cell=address).order_by("-revision"),
        "where": where(request, place=report.place),
    }
    return render(request, "reports/periodic_cell.html", values)


# ---------------------------------------------------------------- parts

type Clashes = dict[str, ReportText]


def _saved(page: str, report: PeriodicReport, *, what: str = "write") -> HttpResponse:
    """The mark in the address tells the page's script that what the browser kept of the page `what` may go."""
    return redirect(f"{reverse(page, args=[report.pk])}#saved-{what}")


def _keep_written(request: Request, report: PeriodicReport) -> tuple[list[Reason], Clashes]:
    """Save every text and number of the page, so that no button loses what was typed. What could not be saved, and why."""
    by = acting_as(request, Permission.REPORT_PREPARE, at=report.place)
    refused, clashes = _keep_texts(report, sent_texts(request.POST), by)
    try:
        if cells := sent_cells(request.POST):
            actions.write_figures(report, cells, by=by)
    except Refused as refusal:
        refused += refusal.reasons
    try:
        answer_remarks(report, sent_answers(request.POST), by=by)
    except Refused as refusal:
        refused += refusal.reasons
    return refused, clashes


def _keep_explained(request: Request, report: PeriodicReport) -> tuple[list[Reason], Clashes]:
    """Of the page for the last look: what explains odd figures, and why remarks stay without an answer."""
    texts = sent_texts(request.POST)
    odd = {
        key: one for key, one in texts.items() if key.startswith(oddities.EXPLAINED) or key == answers.LEFT
    }
    if not odd:
        return [], {}
    return _keep_texts(report, odd, acting_as(request, Permission.REPORT_PREPARE, at=report.place))


def _keep_texts(
    report: PeriodicReport, texts: Mapping[str, tuple[str, int]], by: Actor
) -> tuple[list[Reason], Clashes]:
    refused: list[Reason] = []
    clashes: Clashes = {}
    for key, (text, seen) in texts.items():
        try:
            actions.write_text(report, key, text, seen=seen, by=by)
        except actions.WrittenMeanwhile as clash:
            clashes[key] = clash.standing
            refused += clash.reasons
        except Refused as refusal:
            refused += refusal.reasons
    return refused, clashes


def _visible(request: Request, pk: UUID) -> PeriodicReport:
    return get_object_or_404(PeriodicReport.objects.visible_to(request.actor).with_all(), pk=pk)


def writable(request: Request, pk: UUID) -> PeriodicReport:
    """Who only reads it is answered like anybody to whom it does not exist."""
    report = _visible(request, pk)
    if not request.actor.may(Permission.REPORT_PREPARE, at=report):
        raise Http404
    return report


def _receivable(request: Request, pk: UUID) -> PeriodicReport:
    report = _visible(request, pk)
    if not screens.may_receive(request.actor, report):
        raise Http404
    return report


def _done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return False
    return True
