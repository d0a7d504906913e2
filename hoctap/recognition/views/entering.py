"""Screens of a hamlet's list."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypedDict
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.vietnamese import format_number, format_time
from hoctap.papers.joining import join
from hoctap.papers.rendering import render as render_docx
from hoctap.places.models import Place
from hoctap.recognition import actions, contents, queries
from hoctap.recognition.carrying.actions import carry_over, undo_carry_over
from hoctap.recognition.carrying.models import CarryOver
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.views.found import find_hamlet, find_season, is_uuid, typed_text, whole_number


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
def entry_list(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Nhập theo danh sách: một hàng một hộ"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    if request.method == "GET":
        return _show_entry(request, season, hamlet)
    rows = _typed_rows(request, season)
    if request.headers.get("X-Hoctap-Entry"):
        return _save_rows_one_by_one(request, season, hamlet, rows)
    try:
        count = actions.save_list(season, hamlet, rows, **_said_of_the_list(request), by=request.actor)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, typed=rows, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã lưu {count} {season.subject_word} lúc {format_time(timezone.now())}.")
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
    page = queries.entry_page(season, hamlet, group=group, page=request.GET.get("page"))
    rows = queries.with_typed(page.open_rows, typed, reasons)
    context = {
        "entry": page,
        "rows": rows,
        "group": group,
        # Also where a press beside the list was refused, and this page stands at the address of that press.
        "here": _address_of(season, hamlet, request),
        "registered_on": request.POST.get("registered_on") or page.registered_on.isoformat(),
        "why": typed_text(request, "why"),
        "form_for_all": request.POST.get("form_for_all", ""),
        "who": "Công dân" if page.title.is_of_persons else "Chủ hộ",
        "least_label": _least_label(page),
        "results_only": season.takes_results_only,
        "may_import_results": request.actor.may(Permission.DOSSIER_ENTER, at=season.place),
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/entry_list.html", context, status=status)


def _least_label(page: queries.EntryPage) -> str:
    """'Phiếu ghi không chỉ số nào dưới 5'."""
    least = page.edition.least_each
    return "" if least is None else f"Phiếu ghi không {page.title.point_word} nào dưới {format_number(least)}"


class _Said(TypedDict):
    on: dt.date | None
    why: str


def _said_of_the_list(request: Request) -> _Said:
    """What is typed once for all rows: the day on the signed sheets, and why figures of others are changed."""
    return {"on": _day(request), "why": typed_text(request, "why")}


def _day(request: Request) -> dt.date | None:
    text = typed_text(request, "registered_on").strip()
    if not text:
        return None
    try:
        return forms.DateField(input_formats=["%Y-%m-%d", "%d/%m/%Y"]).clean(text)
    except forms.ValidationError:
        raise Refused(
            [Reason(f"Ngày đăng ký “{text[:20]}” không có. Ghi như 15/02/2026.", "registered_on")]
        ) from None


def _typed_rows(request: Request, season: RecognitionRound) -> list[actions.TypedRow]:
    rows = []
    asks_least = season.edition.least_each is not None
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
                none_too_low=request.POST.get(f"row-{key}-least") == "1" if asks_least else None,
                form=_form_of(request, key),
            )
        )
    return rows


def _form_of(request: Request, key: str) -> str | None:
    """The form of this row, or the one chosen once for all rows with points that name none."""
    form = request.POST.get(f"row-{key}-form")
    if form == "" and request.POST.get(f"row-{key}-hamlet", "").strip():
        return request.POST.get("form_for_all", "")
    return form


def _save_rows_one_by_one(
    request: Request, season: RecognitionRound, hamlet: Place, rows: list[actions.TypedRow]
) -> JsonResponse:
    """Typed rows sent while typing: each is saved or refused for itself, so that one wrong row holds nobody up."""
    saved, errors = [], {}
    for row in rows:
        try:
            actions.save_list(season, hamlet, [row], **_said_of_the_list(request), by=request.actor)
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
    def register(season: RecognitionRound, hamlet: Place) -> str:
        count = actions.register_all(season, hamlet, on=_day(request), by=request.actor)
        return f"Đã ghi {count} {season.subject_word} là đã đăng ký."

    return _do_to_the_list(request, pk, hamlet_pk, register)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def entry_carry_over(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    def carry(season: RecognitionRound, hamlet: Place) -> str:
        act = carry_over(
            season,
            hamlet,
            group=request.GET.get("group", ""),
            with_points=request.POST.get("carry") != "registrations",
            on=_day(request),
            by=request.actor,
        )
        word = season.subject_word
        told = f"Đã kế thừa điểm năm {act.from_year} của {act.with_points} {word}." if act.with_points else ""
        if act.registrations_only:
            told += f" {act.registrations_only} {word} chỉ kế thừa việc đăng ký, chưa có điểm."
        return told.strip() + " Nay chỉ sửa hàng nào phiếu giấy ghi khác."

    return _do_to_the_list(request, pk, hamlet_pk, carry)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def entry_carry_undo(request: Request, pk: UUID, hamlet_pk: UUID, act_pk: UUID) -> HttpResponse:
    def undo(season: RecognitionRound, hamlet: Place) -> str:
        act = get_object_or_404(
            CarryOver.objects.select_related("hamlet", "round"), pk=act_pk, round=season, hamlet=hamlet
        )
        count = undo_carry_over(act, by=request.actor)
        return f"Đã bỏ kế thừa của {count} {season.subject_word}. Hàng đã sửa sau đó giữ nguyên."

    return _do_to_the_list(request, pk, hamlet_pk, undo)


def _do_to_the_list(
    request: Request, pk: UUID, hamlet_pk: UUID, act: Callable[[RecognitionRound, Place], str]
) -> HttpResponse:
    """A press beside the list. Rows that came with it (a browser without the script sends all) are saved first, so none is lost."""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    rows = _typed_rows(request, season)
    try:
        if rows:
            actions.save_list(season, hamlet, rows, **_said_of_the_list(request), by=request.actor)
        told = act(season, hamlet)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, typed=rows, reasons=refusal.reasons, status=422)
    messages.success(request, told)
    return redirect(_address_of(season, hamlet, request))


def _address_of(season: RecognitionRound, hamlet: Place, request: Request) -> str:
    """Of the list that is shown: this Tổ, this page of it."""
    asked = {name: value for name in ("group", "page") if (value := request.GET.get(name))}
    query = f"?{urlencode(asked)}" if asked else ""
    return reverse("entry_list", args=[season.pk, hamlet.pk]) + query


MOST_SCORE_SHEETS = 100


@require_GET
@requires(Permission.DOSSIER_READ)
def entry_score_sheets(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Phiếu chấm điểm của cả Tổ, ấp trong một tệp"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_READ)
    dossiers = queries.sheets_of(season, hamlet, request.GET.get("group", ""))
    if not dossiers:
        raise Refused("Chưa có hồ sơ nào để in ở đây.")
    if len(dossiers) > MOST_SCORE_SHEETS:
        raise Refused(
            f"Có {len(dossiers)} phiếu, mỗi tệp nhiều nhất {MOST_SCORE_SHEETS}. Hãy chọn từng Tổ ở đầu danh sách rồi tải."
        )
    papers = [render_docx(contents.score_sheet(dossier)) for dossier in dossiers]
    return download(join(papers), files.DOCX, f"phieu-cham-diem-{season.year}.docx")


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
