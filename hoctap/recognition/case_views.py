"""The file of a round: its list as it would be today, and the order to put it together."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.papers.casefiles import actions
from hoctap.papers.casefiles.queries import case_page
from hoctap.recognition.case_files import ROUND
from hoctap.recognition.models import RecognitionRound


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_READ)
@once
def round_case(request: Request, pk: UUID) -> HttpResponse:
    """Hồ sơ công việc của một đợt: mục lục đến hôm nay, văn bản còn thiếu, lập ZIP và PDF"""
    season = get_object_or_404(
        RecognitionRound.objects.visible_to(request.actor)
        .filter(place__path__overlap=request.actor.places_with(Permission.PAPER_READ))
        .select_related("place"),
        pk=pk,
    )
    reasons: list[Reason] = []
    if request.method == "POST":
        try:
            case = actions.ask_for_case(ROUND, str(season.pk), by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("case_file", case.pk)
    page = case_page(ROUND, str(season.pk), by=request.actor)
    if page is None:
        raise Http404
    values = {
        "season": season,
        "page": page,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/round_case.html", values, status=422 if reasons else 200)
