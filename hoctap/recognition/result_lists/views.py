"""Screens of lists of results: hand in, look, say what the columns mean, write, answer, drop."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.files import XLSX
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.people.importing.staging import MAX_FILE_BYTES
from hoctap.recognition.models import ResultList
from hoctap.recognition.result_lists import actions
from hoctap.recognition.result_lists.forms import ResultListForm, ResultMappingForm
from hoctap.recognition.result_lists.queries import columns_page, faulty_workbook, list_page, visible_lists
from hoctap.recognition.results.views import find_citizens_round
from hoctap.recognition.views.found import is_uuid


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
@once
def resultlist_new(request: Request, pk: UUID) -> HttpResponse:
    """Nhập danh sách kết quả từ phần mềm của Hội: chọn tệp, xem trước"""
    season = find_citizens_round(request, pk)
    form = ResultListForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            result_list = actions.hand_in_results(
                season,
                file.name,
                file.read(MAX_FILE_BYTES + 1),
                confirmed_by=form.cleaned_data["confirmed_by"],
                result_on=form.cleaned_data["result_on"],
                layout=form.layout(),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("resultlist_detail", result_list.pk)
    values = {
        "form": form,
        "season": season,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/resultlist_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.DOSSIER_ENTER)
def resultlist_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một danh sách kết quả: từng dòng sẽ ghi vào đâu, dòng nào cần người chọn"""
    response = _show(request, result_list := _find(request, pk))
    if request.headers.get("HX-Request") and result_list.state != ResultList.State.WRITING:
        response["HX-Refresh"] = "true"  # the job is done: the page as a whole says how
    return response


def _find(request: Request, pk: UUID) -> ResultList:
    found: ResultList = get_object_or_404(visible_lists(request.actor), pk=pk)
    return found


def _show(request: Request, result_list: ResultList, reasons: list[Reason] | None = None) -> HttpResponse:
    season = result_list.round
    values: dict[str, Any] = {
        "page": list_page(result_list, outcome=request.GET.get("outcome", ""), page=request.GET.get("page")),
        "result_list": result_list,
        "season": season,
        "reasons": reasons or ([Reason(result_list.failure)] if result_list.failure else []),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/resultlist_detail.html", values, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
def resultlist_mapping(request: Request, pk: UUID) -> HttpResponse:
    """Ý nghĩa các cột của một danh sách kết quả"""
    result_list = _find(request, pk)
    if not result_list.is_waiting:
        return redirect("resultlist_detail", result_list.pk)
    page = columns_page(result_list)
    kept = {"confirmed_by": result_list.confirmed_by, "result_on": result_list.result_on}
    form = ResultMappingForm(posted(request), columns=page.columns, initial=kept)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.map_results(
                result_list,
                form.fields_by_sheet(),
                confirmed_by=said["confirmed_by"],
                result_on=said["result_on"],
                name=said["name"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã đọc lại theo các cột vừa chọn.")
            return redirect("resultlist_detail", result_list.pk)
    values = {
        "form": form,
        "rows": form.rows(),
        "page": page,
        "result_list": result_list,
        "season": result_list.round,
        "where": where(request, place=result_list.round.place, year=result_list.round.year),
    }
    return render(request, "recognition/resultlist_mapping.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def resultlist_apply(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, lambda one: actions.order_results(one, by=request.actor))


@require_POST
@requires(Permission.DOSSIER_ENTER)
def resultlist_match(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, lambda one: actions.match_results_again(one, by=request.actor))


@require_POST
@requires(Permission.DOSSIER_ENTER)
def resultlist_answer(request: Request, pk: UUID) -> HttpResponse:
    row, dossier = request.POST.get("row", ""), request.POST.get("dossier", "")
    number = int(row) if row.isdecimal() and len(row) < 18 else 0

    def answer(result_list: ResultList) -> None:
        if dossier and not is_uuid(dossier):
            raise Refused("Hãy chọn một người trong các người được kể ra.")
        if not dossier and request.POST.get("skip") != "1":
            raise Refused("Hãy chọn một người, hoặc để lại dòng này.")
        actions.answer_row(result_list, number, UUID(dossier) if dossier else None, by=request.actor)

    query = {"outcome": request.POST.get("outcome", "")[:10]}
    return _do(request, pk, answer, query)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def resultlist_drop(request: Request, pk: UUID) -> HttpResponse:
    result_list = _find(request, pk)
    try:
        actions.drop_results(result_list, by=request.actor)
    except Refused as refusal:
        return _show(request, result_list, refusal.reasons)
    messages.success(request, "Đã bỏ các dòng đang chờ. Kết quả đã ghi giữ nguyên.")
    return redirect("result_list", result_list.round_id)


@require_GET
@requires(Permission.DOSSIER_ENTER)
def resultlist_faulty(request: Request, pk: UUID) -> HttpResponse:
    """The faulty rows as a workbook, each with what to put right."""
    result_list = _find(request, pk)
    return download(faulty_workbook(result_list), XLSX, f"ket-qua-can-sua-{result_list.round.year}.xlsx")


def _do(
    request: Request,
    pk: UUID,
    act: Callable[[ResultList], object],
    query: dict[str, str] | None = None,
) -> HttpResponse:
    result_list = _find(request, pk)
    try:
        act(result_list)
    except Refused as refusal:
        return _show(request, result_list, refusal.reasons)
    return redirect(reverse("resultlist_detail", args=[result_list.pk], query=query))
