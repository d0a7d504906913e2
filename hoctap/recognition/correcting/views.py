"""Screens of a signed tờ trình that is corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.correcting import queries
from hoctap.recognition.models import RecognitionRound, SubmissionCorrection
from hoctap.recognition.views.found import find_submission, is_uuid, typed_text
from hoctap.recognition.views.rounds import show_round


@require_http_methods(["GET", "POST"])
@requires(Permission.SUBMISSION_PREPARE)
@once
def submission_correct(request: Request, pk: UUID) -> HttpResponse:
    """Đưa hộ, công dân ra khỏi một tờ trình đã ký, trước quyết định"""
    submission = find_submission(request, pk)
    season = submission.round
    request.actor.must(Permission.SUBMISSION_PREPARE, at=season.place)
    reasons: list[Any] = []
    typed: dict[UUID, str] = {}
    if request.method == "POST":
        typed = {
            UUID(key): typed_text(request, f"why-{key}")
            for key in request.POST.getlist("take_out")
            if is_uuid(key)
        }
        try:
            by = acting_as(request, Permission.SUBMISSION_PREPARE, at=season.place)
            correction = actions.take_out_of_submission(submission, typed, by=by)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lập tờ trình điều chỉnh. In, trình ký, rồi ghi số và ngày.")
            return redirect("paper_detail", correction.paper_id)
    query = request.GET.get("q", "")
    values = {
        "submission": submission,
        "season": season,
        "rows": queries.waiting_rows(submission, query, typed),
        "query": query,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/submission_correct.html", values, status=422 if reasons else 200)


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def submissioncorrection_drop(request: Request, pk: UUID) -> HttpResponse:
    seasons = RecognitionRound.objects.visible_to(request.actor)
    found = SubmissionCorrection.objects.select_related(
        "submission__round__place", "submission__round__edition"
    )
    correction = get_object_or_404(found, pk=pk, submission__round__in=seasons)
    season = correction.submission.round
    try:
        by = acting_as(request, Permission.SUBMISSION_PREPARE, at=season.place)
        actions.drop_correction(correction, by=by)
    except Refused as refusal:
        return show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã bỏ tờ trình điều chỉnh, tờ trình đã ký giữ nguyên danh sách.")
    return redirect("round_detail", season.pk)
