"""Screens of results from the association's own software: those of a round, those of one citizen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires, way_back
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.criteria.models import Title
from hoctap.recognition.models import Dossier, ElsewhereResult, RecognitionRound
from hoctap.recognition.results import actions
from hoctap.recognition.results.forms import ResultForm
from hoctap.recognition.results.queries import results_of, results_page
from hoctap.recognition.views.found import find_dossier, typed_text

ENTER = Permission.DOSSIER_ENTER


def find_citizens_round(request: Request, pk: UUID) -> RecognitionRound:
    """A round of citizens of the commune where the right is held: lists are of a whole commune."""
    rounds = RecognitionRound.objects.filter(
        place__path__overlap=request.actor.places_with(ENTER), title=Title.LEARNING_CITIZEN
    )
    return get_object_or_404(rounds.select_related("place__parent", "edition"), pk=pk)


@require_GET
@requires(Permission.DOSSIER_ENTER)
def result_list(request: Request, pk: UUID) -> HttpResponse:
    """Kết quả từ phần mềm của Hội: ghi từng người, nhập danh sách, chọn khi khác điểm chấm ở đây"""
    season = find_citizens_round(request, pk)
    name = request.GET.get("q", "").replace("\0", "")[:100]
    page = results_page(season, name=name, page=request.GET.get("page"))
    values = {
        "season": season,
        "page": page,
        "q": name,
        "lists": list(season.result_lists.exclude(state="dropped")[:20]),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/result_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
@once
def result_new(request: Request, pk: UUID) -> HttpResponse:
    """Kết quả từ phần mềm của Hội của một công dân: ghi, chọn, bỏ"""
    dossier = find_dossier(request, pk)
    request.actor.must(ENTER, at=dossier.hamlet)
    if dossier.person_id is None:
        raise Http404
    form = ResultForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            result = actions.record_result(
                dossier, form.told(), paper=file.read() if file else None, by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _TOLD[ElsewhereResult.Standing(result.standing)])
            return redirect("result_new", dossier.pk)
    return _show(request, dossier, form)


_TOLD = {
    ElsewhereResult.Standing.COUNTS: "Đã ghi kết quả.",
    ElsewhereResult.Standing.WAITS: "Đã ghi. Kết quả này khác điểm đã có: hãy chọn cái nào được tính.",
    ElsewhereResult.Standing.NOT_TAKEN: "Đã ghi. Kết quả bằng điểm đã chấm tại đây nên điểm chấm tại đây vẫn tính.",
}


def _show(
    request: Request, dossier: Dossier, form: ResultForm, *, reasons: list[Reason] | None = None
) -> HttpResponse:
    values: dict[str, Any] = {
        "dossier": dossier,
        "season": dossier.round,
        "results": results_of(dossier, by=request.actor),
        "form": form,
        "reasons": reasons or [],
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    status = 422 if reasons or form.errors else 200
    return render(request, "recognition/result_new.html", values, status=status)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def result_choose(request: Request, pk: UUID) -> HttpResponse:
    take = request.POST.get("take") == "1"

    def choose(result: ElsewhereResult) -> str:
        actions.choose_result(result, take=take, why=typed_text(request, "why"), by=request.actor)
        return (
            "Từ nay tính kết quả của phần mềm."
            if take
            else "Giữ điểm đã có. Kết quả của phần mềm không tính."
        )

    return _do(request, pk, choose)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def result_take_back(request: Request, pk: UUID) -> HttpResponse:
    def take_back(result: ElsewhereResult) -> str:
        actions.take_back_result(result, why=typed_text(request, "why"), by=request.actor)
        return "Đã bỏ kết quả. Điểm có trước đó được ghi lại."

    return _do(request, pk, take_back)


def _do(request: Request, pk: UUID, act: Callable[[ElsewhereResult], str]) -> HttpResponse:
    results = ElsewhereResult.objects.filter(dossier__in=Dossier.objects.visible_to(request.actor))
    result = get_object_or_404(results, pk=pk)
    dossier = find_dossier(request, result.dossier_id)
    result.dossier = dossier
    try:
        told = act(result)
    except Refused as refusal:
        return _show(request, dossier, ResultForm(), reasons=refusal.reasons)
    messages.success(request, told)
    return redirect(way_back(request, reverse("result_new", args=[dossier.pk])))
