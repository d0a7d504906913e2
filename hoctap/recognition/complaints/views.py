"""Screens of khiếu nại."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition.complaints import actions
from hoctap.recognition.complaints.forms import CloseForm, ComplaintForm, SettleForm, TakeUpForm
from hoctap.recognition.complaints.models import Complaint
from hoctap.recognition.models import Dossier, RecognitionDecision
from hoctap.recognition.views.found import find_decision, is_uuid


@require_GET
@requires(Permission.COMPLAINT_READ)
def complaint_list(request: Request, pk: UUID) -> HttpResponse:
    """Khiếu nại về một quyết định"""
    decision = _find_decision(request, pk, Permission.COMPLAINT_READ)
    complaints = (
        Complaint.objects.visible_to(request.actor)
        .filter(decision=decision)
        .select_related("dossier__household__head", "dossier__person")
    )
    values = {
        "decision": decision,
        "page": Paginator(complaints, 30).get_page(request.GET.get("page")),
        "may_handle": request.actor.may(Permission.DECISION_PREPARE, at=decision.round.place),
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/complaint_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_PREPARE)
@once
def complaint_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi khiếu nại về một quyết định, hoặc về một hồ sơ trong quyết định"""
    decision = _find_decision(request, pk, Permission.DECISION_PREPARE)
    asked = request.GET.get("dossier", "")
    dossier = (
        get_object_or_404(Dossier.objects.filter(decision_lines__decision=decision).named(), pk=asked)
        if is_uuid(asked)
        else None
    )
    initial = {
        "received_on": today(),
        "complainant": dossier.subject_name if dossier else "",
        "authority": f"Chủ tịch {decision.issuer.name}",
    }
    form = ComplaintForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            complaint = actions.receive_complaint(
                decision,
                dossier_id=dossier.pk if dossier else None,
                **form.cleaned_data,
                by=acting_as(request, Permission.DECISION_PREPARE, at=decision.round.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi khiếu nại.")
            return redirect("complaint_detail", complaint.pk)
    values = {
        "decision": decision,
        "dossier": dossier,
        "form": form,
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/complaint_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_READ)
def complaint_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một khiếu nại: thụ lý, kết quả, văn bản, việc phải làm tiếp"""
    complaints = Complaint.objects.visible_to(request.actor).select_related(
        "decision__round__place",
        "decision__paper__issuer",
        "decision__issuer",
        "dossier__household__head",
        "dossier__person",
        "dossier__hamlet",
    )
    complaint = get_object_or_404(complaints, pk=pk)
    if request.method == "POST":
        request.actor.must(Permission.DECISION_PREPARE, at=complaint.decision.round.place)
    do = request.POST.get("do", "")
    forms: dict[str, Form] = {
        "take_up": TakeUpForm(posted(request) if do == "take_up" else None, initial={"taken_up_on": today()}),
        "settle": SettleForm(posted(request) if do == "settle" else None),
        "close": CloseForm(
            posted(request) if do == "close" else None, initial={"ended_on": today()}, auto_id="close-%s"
        ),
    }
    acts: dict[str, tuple[Callable[..., Complaint], str]] = {
        "take_up": (actions.take_up_complaint, "Đã ghi thụ lý."),
        "settle": (actions.settle_complaint, "Đã ghi kết quả giải quyết khiếu nại."),
        "close": (actions.close_complaint, "Đã kết thúc khiếu nại."),
    }
    failed = request.method == "POST"
    form = forms.get(do)
    if form is not None and form.is_valid():
        act, told = acts[do]
        try:
            by = acting_as(request, Permission.DECISION_PREPARE, at=complaint.decision.round.place)
            act(complaint, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, told)
            return redirect("complaint_detail", complaint.pk)
    return _show(request, complaint, forms, form, status=422 if failed else 200)


def _show(
    request: Request, complaint: Complaint, forms: dict[str, Form], failed: Form | None, *, status: int
) -> HttpResponse:
    decision = complaint.decision
    amendments = RecognitionDecision.objects.filter(amends=decision.amends_id or decision.pk)
    if complaint.dossier_id:
        amendments = amendments.filter(lines__dossier=complaint.dossier_id)
    values: dict[str, Any] = {
        "complaint": complaint,
        "decision": decision,
        "dossier": complaint.dossier,
        "forms": forms,
        "failed": failed,
        "may_handle": request.actor.may(Permission.DECISION_PREPARE, at=decision.round.place),
        "today": today(),
        "amendments": list(amendments.exclude(paper__state="void").select_related("paper__issuer").distinct())
        if complaint.asks_for_another_decision
        else [],
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/complaint_detail.html", values, status=status)


def _find_decision(request: Request, pk: UUID, permission: Permission) -> RecognitionDecision:
    decision = find_decision(request, pk)
    request.actor.must(permission, at=decision.round.place)
    return decision
