"""Screens of a round: list, opening, the road with its hamlets and papers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.criteria.models import Title
from hoctap.places.models import Level, Place
from hoctap.recognition import actions, queries
from hoctap.recognition.forms import RoundForm
from hoctap.recognition.models import (
    RecognitionRound,
)
from hoctap.recognition.posting.queries import held_count
from hoctap.recognition.views.found import find_season, is_uuid


@require_GET
@requires(Permission.DOSSIER_READ)
def round_list(request: Request) -> HttpResponse:
    """Các đợt công nhận"""
    rounds = RecognitionRound.objects.visible_to(request.actor).select_related("place", "edition")
    page = Paginator(rounds, 30).get_page(request.GET.get("page"))
    may_open = request.actor.may_anywhere(Permission.ROUND_OPEN)
    values = {
        "page": page,
        "may_open": may_open,
        "may_keep_road": request.actor.may_anywhere(Permission.ROAD_KEEP),
    }
    return render(request, "recognition/round_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_OPEN)
@once
def round_new(request: Request) -> HttpResponse:
    """Mở đợt công nhận"""
    places = Place.objects.visible_to(request.actor, Permission.ROUND_OPEN).filter(level=Level.COMMUNE)
    form = RoundForm(posted(request), places=places, initial=_like(request))
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, Permission.ROUND_OPEN, at=form.cleaned_data["place"])
            season = actions.open_round(by=by, **form.cleaned_data)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã mở {season} với {season.dossiers.count()} {season.subject_word}.")
            return redirect("round_detail", season.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "recognition/round_new.html", {"form": form}, status=status)


def _like(request: Request) -> dict[str, Any]:
    """What next year's round begins with when it is opened like an earlier one (`?like=`)."""
    asked = request.GET.get("like", "")
    if not is_uuid(asked):
        return {}
    rounds = RecognitionRound.objects.visible_to(request.actor).select_related("place", "edition")
    return queries.next_year(get_object_or_404(rounds, pk=asked))


@require_GET
@requires(Permission.DOSSIER_READ)
def round_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đợt công nhận: từng ấp, từng bước, văn bản"""
    return show_round(request, find_season(request, pk))


def show_round(
    request: Request, season: RecognitionRound, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    page = queries.round_page(season, by=request.actor)
    context = {
        "round": page,
        "reasons": reasons,
        "may_receive_results": season.title == Title.LEARNING_CITIZEN
        and request.actor.may(Permission.DOSSIER_ENTER, at=season.place),
        "needs_meeting": season.needs("hamlet_meeting"),
        "may_read_case": request.actor.may(Permission.PAPER_READ, at=season.place),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/round_detail.html", context, status=status)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def round_enrol(request: Request, pk: UUID) -> HttpResponse:
    season = find_season(request, pk)
    try:
        count = actions.enrol_households(season, by=request.actor)
    except Refused as refusal:
        return show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã thêm {count} {season.subject_word} mới vào đợt.")
    return redirect("round_detail", season.pk)


@require_POST
@requires(Permission.ROUND_OPEN)
def round_close(request: Request, pk: UUID) -> HttpResponse:
    season = find_season(request, pk)
    try:
        actions.close_round(season, by=acting_as(request, Permission.ROUND_OPEN, at=season.place))
    except Refused as refusal:
        return show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, f"{season} đã kết thúc.")
    return redirect("round_detail", season.pk)


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
@once
def round_submission(request: Request, pk: UUID) -> HttpResponse:
    season = find_season(request, pk)
    try:
        submission = actions.prepare_submission(
            season, by=acting_as(request, Permission.SUBMISSION_PREPARE, at=season.place)
        )
    except Refused as refusal:
        return show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã lập tờ trình. In, trình ký, rồi ghi số và ngày.")
    if held := held_count(season):
        messages.warning(
            request,
            f"{held} {season.subject_word} còn phản ánh, kiến nghị chưa trả lời: trả lời rồi lập tờ trình sau.",
        )
    return redirect("paper_detail", submission.paper_id)
