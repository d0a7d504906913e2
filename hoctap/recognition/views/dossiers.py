"""Screens of one dossier, and of those behind a figure."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.registries import nav_items
from hoctap.core.vietnamese import format_time
from hoctap.criteria.models import Title
from hoctap.criteria.titles import is_season_title
from hoctap.evidence.sending import is_one_by_one, refused_one, took_one
from hoctap.papers.rendering import render as render_docx
from hoctap.places.models import Place
from hoctap.recognition import actions, contents, queries
from hoctap.recognition.forms import DossierEvidenceForm
from hoctap.recognition.models import (
    Dossier,
    DossierState,
)
from hoctap.recognition.views.found import find_dossier, is_uuid, past_day, typed_text, whole_number


@require_GET
@requires(Permission.DOSSIER_READ)
def dossier_list(request: Request) -> HttpResponse:
    """Những hồ sơ đứng sau một con số"""
    asked = request.GET.get("place", "")
    places = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    place = get_object_or_404(places, pk=asked if is_uuid(asked) else None)
    year = whole_number(request.GET.get("year", "")) or timezone.localdate().year
    part = request.GET.get("part", "")
    part = part if part in queries.PARTS else "denominator"
    asked_title = request.GET.get("title", "")
    title = Title(asked_title) if is_season_title(asked_title) else Title.LEARNING_FAMILY
    group = request.GET.get("group")
    group = None if group is None else group.replace("\0", "")
    as_of = past_day(request.GET.get("as_of", ""))
    behind = queries.dossiers_behind(
        place, year, part, title=title, group=group, as_of=as_of, by=request.actor
    )
    page = Paginator(behind, 50).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "year": year,
        "part_label": queries.part_label(title, part),
        "title": title,
        "group": group,
        "as_of": as_of,
        **way_back_to_results(),
        "page": page,
        "without_dossier": (
            queries.households_without_dossier(place, year, title)
            if part == "denominator" and not title.is_of_persons and group is None and as_of is None
            else 0
        ),
        "where": where(request, place=place, year=year),
    }
    return render(request, "recognition/dossier_list.html", context)


def way_back_to_results() -> dict[str, str]:
    """To the results, a page of a higher app: found in the registry it put itself into."""
    results = nav_items.get("results")
    return {"results_label": results.label, "results_url": reverse(results.url_name)} if results else {}


@require_GET
@requires(Permission.DOSSIER_READ)
def dossier_detail(request: Request, pk: UUID) -> HttpResponse:
    """Hồ sơ của một hộ, một công dân: ba cột điểm, minh chứng, diễn biến"""
    return _show_dossier(request, find_dossier(request, pk))


def _show_dossier(
    request: Request,
    dossier: Dossier,
    *,
    reasons: Any = (),
    column: str = "",
    typed: dict[str, str] | None = None,
    evidence_form: DossierEvidenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    column = column or request.GET.get("column", "")
    page = queries.dossier_page(dossier, by=request.actor, column=column, typed=typed)
    if column not in page.editable:
        column = ""
    context = {
        "page": page,
        "dossier": dossier,
        "season": dossier.round,
        "columns": queries.columns_of(page),
        "column": column,
        "editable": {"self": "family"}.get(column, column),
        "why": request.POST.get("why", ""),
        "keep_why": request.POST.get("keep_why", ""),
        "reasons": reasons,
        "evidence_form": evidence_form or DossierEvidenceForm(criteria=page.criteria),
        "RETURNED": DossierState.RETURNED,
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    return render(request, "recognition/dossier_detail.html", context, status=status)


@require_POST
@requires(Permission.DOSSIER_READ)
@once
def dossier_score(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    column = request.POST.get("column", "")
    points = {
        name.removeprefix("points-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("points-")
    }
    try:
        actions.score_by_criteria(
            dossier,
            column=column,
            points=points,
            why=typed_text(request, "why"),
            version=whole_number(request.POST.get("version", "")),
            by=request.actor,
        )
    except Refused as refusal:
        return _show_dossier(
            request,
            dossier,
            reasons=refusal.reasons,
            column=column,
            typed=points,
            status=422,
        )
    messages.success(request, f"Đã lưu điểm lúc {format_time(timezone.now())}.")
    return redirect("dossier_detail", dossier.pk)


@require_POST
@requires(Permission.DOSSIER_READ)
@once
def dossier_keep_points(request: Request, pk: UUID) -> HttpResponse:
    """Minh chứng bị bỏ sau khi chấm: đã xem lại, giữ điểm"""
    dossier = find_dossier(request, pk)
    try:
        actions.keep_points(dossier, request.POST.get("keep_why", ""), by=request.actor)
    except Refused as refusal:
        return _show_dossier(request, dossier, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã ghi: xem lại, giữ điểm.")
    return redirect("dossier_detail", dossier.pk)


@require_POST
@requires(Permission.EVIDENCE_ADD)
@once
def dossier_evidence(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    form = DossierEvidenceForm(request.POST, request.FILES, criteria=queries.criteria_of(dossier))
    if form.is_valid():
        try:
            actions.attach_several(
                dossier,
                form.cleaned_data["criterion"],
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                contents=form.contents(),
                confirmation=form.confirmation(),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
    if form.errors:
        if is_one_by_one(request):
            return refused_one(form)
        return _show_dossier(request, dossier, evidence_form=form, status=422)
    if is_one_by_one(request):
        return took_one()
    messages.success(request, "Đã thêm minh chứng.")
    return redirect("dossier_detail", dossier.pk)


@require_GET
@requires(Permission.DOSSIER_READ)
def dossier_sheet(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    return download(
        render_docx(contents.score_sheet(dossier)), files.DOCX, f"phieu-cham-diem-{str(dossier.pk)[-6:]}.docx"
    )
