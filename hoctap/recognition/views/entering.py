"""Screens of a hamlet's list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.vietnamese import format_time
from hoctap.places.models import Place
from hoctap.recognition import actions, queries
from hoctap.recognition.models import (
    Dossier,
    RecognitionRound,
)
from hoctap.recognition.views.found import find_hamlet, find_season, is_uuid, whole_number


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
def entry_list(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Nhập theo danh sách: một hàng một hộ"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    if request.method == "GET":
        return _show_entry(request, season, hamlet)
    rows = _typed_rows(request)
    if request.headers.get("X-Hoctap-Entry"):
        return _save_rows_one_by_one(request, season, hamlet, rows)
    try:
        count = actions.save_list(season, hamlet, rows, by=request.actor)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, typed=rows, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã lưu {count} hộ lúc {format_time(timezone.now())}.")
    return redirect(request.get_full_path())


def _show_entry(
    request: Request,
    season: RecognitionRound,
    hamlet: Place,
    *,
    typed: Any = (),
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    group = request.GET.get("group", "")
    page = queries.entry_page(season, hamlet, group=group)
    rows = queries.with_typed(page.open_rows, typed, reasons)
    context = {
        "entry": page,
        "rows": rows,
        "group": group,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/entry_list.html", context, status=status)


def _typed_rows(request: Request) -> list[actions.TypedRow]:
    rows = []
    for key in request.POST.getlist("rows"):
        if not is_uuid(key):
            continue
        rows.append(
            actions.TypedRow(
                UUID(key),
                whole_number(request.POST.get(f"row-{key}-version", "")),
                registered=request.POST.get(f"row-{key}-registered") == "1",
                self_total=request.POST.get(f"row-{key}-self", ""),
                hamlet_total=request.POST.get(f"row-{key}-hamlet", ""),
            )
        )
    return rows


def _save_rows_one_by_one(
    request: Request, season: RecognitionRound, hamlet: Place, rows: list[actions.TypedRow]
) -> JsonResponse:
    """Typed rows sent while typing: each is saved or refused for itself, so that one wrong row holds nobody up."""
    saved, errors = [], {}
    for row in rows:
        try:
            actions.save_list(season, hamlet, [row], by=request.actor)
        except Refused as refusal:
            errors[str(row.dossier_id)] = str(refusal)
        else:
            saved.append(row.dossier_id)
    versions = {
        str(pk): version for pk, version in Dossier.objects.filter(pk__in=saved).values_list("pk", "version")
    }
    return JsonResponse(
        {
            "saved": [str(pk) for pk in saved],
            "versions": versions,
            "errors": errors,
            "at": format_time(timezone.now()),
        }
    )


@require_POST
@requires(Permission.DOSSIER_ENTER)
def entry_register_all(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    try:
        count = actions.register_all(season, hamlet, by=request.actor)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã ghi {count} hộ là đã đăng ký.")
    return redirect("entry_list", season.pk, hamlet.pk)


@require_POST
@requires(Permission.NOMINATE)
@once
def entry_nominate(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.NOMINATE)
    try:
        by = acting_as(request, Permission.NOMINATE, at=hamlet)
        nomination = actions.nominate_without_meeting(season, hamlet, by=by)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã gửi danh sách đề nghị lên xã. In danh sách để ký.")
    return redirect("paper_detail", nomination.paper_id)
