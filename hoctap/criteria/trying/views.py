"""The screen of a trial: at once where it is small; asked for, watched, stopped and gone on with where it is not."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from hoctap.accounts.rights.queries import place_asked_for
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.criteria.drafting.queries import draft_reasons
from hoctap.criteria.models import CriteriaEdition, Title, TrialRun
from hoctap.criteria.trying import actions, queries, rules

DOSSIERS = Permission.DOSSIER_READ


@require_GET
@requires(DOSSIERS)
def edition_trial(request: Request, pk: UUID) -> HttpResponse:
    """Thử bộ tiêu chí trên hồ sơ năm trước: bao nhiêu hồ sơ đổi kết quả, danh sách mở ra được"""
    return _show(request, _edition(request, pk), request.GET.get("place", ""), request.GET.get("year", ""))


@require_POST
@requires(DOSSIERS)
@once
def edition_try(request: Request, pk: UUID, place: UUID, year: int) -> HttpResponse:
    """Thử trên một nơi nhiều hồ sơ: chạy nền, xem được đã đến đâu"""
    edition = _edition(request, pk)
    chosen, _ = place_asked_for(request.actor, str(place), DOSSIERS)
    if chosen is None or chosen.pk != place:
        raise Http404
    try:
        run = actions.ask_for_trial(edition, chosen, year, by=request.actor)
    except Refused as refusal:
        return _show(request, edition, str(place), str(year), reasons=refusal.reasons, status=422)
    return _to(run)


@require_POST
@requires(DOSSIERS)
def trialrun_stop(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    try:
        actions.stop_trial(run, by=request.actor)
    except Refused as refusal:
        return _show_run(request, run, refusal)
    return _to(run)


@require_POST
@requires(DOSSIERS)
def trialrun_resume(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    try:
        actions.resume_trial(run, by=request.actor)
    except Refused as refusal:
        return _show_run(request, run, refusal)
    return _to(run)


# ------------------------------------------------------------------------------------------------- parts


def _show(
    request: Request,
    edition: CriteriaEdition,
    asked: str,
    year_asked: str,
    *,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    kind = queries.kind_for(edition)
    place, places = place_asked_for(request.actor, asked, DOSSIERS)
    values: dict[str, Any] = {
        "edition": edition,
        "place": place,
        "places": places,
        "years": [],
        "refused": reasons,
    }
    if kind and place:
        years = kind.years(edition.title, place)
        year = _whole(year_asked) if _whole(year_asked) in years else next(iter(years), None)
        values |= {
            "years": years,
            "year": year,
            "unit": Title(edition.title).subject_word,
            "here": _address(edition.pk, place.pk, year),
            "reasons": draft_reasons(edition) if edition.is_draft else [],
        }
        if year:
            run = queries.last_run(edition, place, year)
            values["run"] = run
            values["is_older"] = run is not None and run.edition_version != edition.version
            values["total"] = run.total if run else kind.count(edition.title, place, year)
            if run:
                values["trial"] = queries.trial_of(run, kind, edition)
            elif values["total"] <= rules.AT_ONCE:
                values["trial"] = queries.tried_now(kind, edition, place, year)
    return render(request, "criteria/edition_trial.html", values, status=status)


def _show_run(request: Request, run: TrialRun, refusal: Refused) -> HttpResponse:
    edition = _edition(request, run.edition_id)
    return _show(request, edition, str(run.place_id), str(run.year), reasons=refusal.reasons, status=422)


def _to(run: TrialRun) -> HttpResponseRedirect:
    return redirect(_address(run.edition_id, run.place_id, run.year))


def _address(edition: UUID, place: UUID, year: int | None) -> str:
    asked = urlencode({"place": str(place), "year": year or ""})
    return f"{reverse('edition_trial', args=[edition])}?{asked}"


def _edition(request: Request, pk: UUID) -> CriteriaEdition:
    found = CriteriaEdition.objects.visible_to(request.actor).select_related("place")
    return get_object_or_404(found.prefetch_related("criteria"), pk=pk)


def _run(request: Request, pk: UUID) -> TrialRun:
    return get_object_or_404(TrialRun.objects.visible_to(request.actor), pk=pk)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
