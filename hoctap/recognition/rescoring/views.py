"""The screen of scoring a round again: ask, watch, stop, go on, and what was found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition.models import RecognitionRound, Rescoring
from hoctap.recognition.rescoring import actions, queries
from hoctap.recognition.views.found import find_season


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def round_rescore(request: Request, pk: UUID) -> HttpResponse:
    """Chấm lại cả đợt từ điểm đã ghi: tiến độ, chỗ khác"""
    season = find_season(request, pk)
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    if request.method == "POST":
        try:
            actions.ask_for_rescoring(season, by=request.actor)
        except Refused as refusal:
            return _show(request, season, reasons=refusal.reasons, status=422)
        return redirect("round_rescore", season.pk)
    return _show(request, season)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def rescoring_stop(request: Request, pk: UUID) -> HttpResponse:
    run = _find_run(request, pk)
    try:
        actions.stop_rescoring(run, by=request.actor)
    except Refused as refusal:
        return _show(request, _round_of(run), reasons=refusal.reasons, status=422)
    messages.success(request, "Đã dừng. Hồ sơ đã chấm lại giữ nguyên; bấm “Chạy tiếp” lúc nào cũng được.")
    return redirect("round_rescore", run.round_id)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def rescoring_resume(request: Request, pk: UUID) -> HttpResponse:
    run = _find_run(request, pk)
    try:
        actions.resume_rescoring(run, by=request.actor)
    except Refused as refusal:
        return _show(request, _round_of(run), reasons=refusal.reasons, status=422)
    return redirect("round_rescore", run.round_id)


def _find_run(request: Request, pk: UUID) -> Rescoring:
    runs = Rescoring.objects.visible_to(request.actor).select_related("round__place", "round__edition")
    return get_object_or_404(runs, pk=pk)


def _round_of(run: Rescoring) -> RecognitionRound:
    assert run.round is not None  # a run that somebody may see is of a round
    return run.round


def _show(
    request: Request, season: RecognitionRound, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    run = queries.last_run(season)
    told = queries.told(run) if run else None
    values = {
        "season": season,
        "told": told,
        "differences": queries.differences(told, season) if told else [],
        "shown": queries.SHOWN,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/round_rescore.html", values, status=status)
