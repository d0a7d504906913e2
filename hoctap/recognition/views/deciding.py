"""Screens of tờ trình and decisions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, decision_queries
from hoctap.recognition.models import (
    Dossier,
    RecognitionDecision,
)
from hoctap.recognition.subjects import note_dossiers
from hoctap.recognition.views.found import find_decision, find_submission, is_uuid, typed_text
from hoctap.recognition.views.rounds import show_round


@require_POST
@requires(Permission.DECISION_PREPARE)
@once
def submission_decide(request: Request, pk: UUID) -> HttpResponse:
    submission = find_submission(request, pk)
    try:
        by = acting_as(request, Permission.DECISION_PREPARE, at=submission.round.place)
        decision = actions.prepare_decision(submission, by=by)
    except Refused as refusal:
        return show_round(request, submission.round, reasons=refusal.reasons, status=422)
    return redirect("decision_detail", decision.pk)


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def submission_withdraw(request: Request, pk: UUID) -> HttpResponse:
    submission = find_submission(request, pk)
    try:
        by = acting_as(request, Permission.SUBMISSION_PREPARE, at=submission.round.place)
        actions.withdraw_submission(submission, by=by)
    except Refused as refusal:
        return show_round(request, submission.round, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã rút tờ trình, các hộ trở lại bước xã đồng ý.")
    return redirect("round_detail", submission.round_id)


@require_GET
@requires(Permission.DOSSIER_READ)
def decision_detail(request: Request, pk: UUID) -> HttpResponse:
    """Trang của người ký: ký gì, có gì lạ, ai soạn"""
    return _show_decision(request, find_decision(request, pk))


def _show_decision(
    request: Request, decision: RecognitionDecision, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    page = decision_queries.decision_page(decision, by=request.actor)
    lines = Paginator(page.lines, 50).get_page(request.GET.get("page"))
    note_dossiers(Dossier.objects.filter(pk__in=[line.dossier_id for line in lines]))
    context = {
        "page": page,
        "decision": decision,
        "lines": lines,
        "reasons": reasons,
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/decision_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_PREPARE)
@once
def decision_amend(request: Request, pk: UUID) -> HttpResponse:
    """Soạn quyết định sửa đổi: thu hồi danh hiệu của một số hộ"""
    decision = find_decision(request, pk)
    request.actor.must(Permission.DECISION_PREPARE, at=decision.round.place)
    reasons: list[Any] = []
    revoked: dict[UUID, str] = {}
    if request.method == "POST":
        revoked = {
            UUID(key): typed_text(request, f"why-{key}")
            for key in request.POST.getlist("revoke")
            if is_uuid(key)
        }
        try:
            by = acting_as(request, Permission.DECISION_PREPARE, at=decision.round.place)
            amendment = actions.amend_decision(decision, revoked, by=by)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("decision_detail", amendment.pk)
    query = request.GET.get("q", "")
    context = {
        "decision": decision,
        "lines": decision_queries.revocable_lines(decision, query, revoked),
        "query": query,
        "reasons": reasons,
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/decision_amend.html", context, status=422 if reasons else 200)


@require_POST
@requires(Permission.DECISION_PREPARE)
def decision_drop(request: Request, pk: UUID) -> HttpResponse:
    decision = find_decision(request, pk)
    try:
        by = acting_as(request, Permission.DECISION_PREPARE, at=decision.round.place)
        actions.drop_decision(decision, by=by)
    except Refused as refusal:
        return _show_decision(request, decision, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã bỏ bản soạn quyết định.")
    return redirect("round_detail", decision.round_id)
