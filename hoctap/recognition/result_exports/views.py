"""Screens of the list that is typed into the association's software."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.files import XLSX
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.recognition.models import ExportTemplate, RecognitionRound
from hoctap.recognition.result_exports import actions
from hoctap.recognition.result_exports.forms import ExportFilter, MarkForm, TemplateForm
from hoctap.recognition.result_exports.queries import (
    export_page,
    export_workbook,
    templates_of,
)
from hoctap.recognition.result_exports.rules import COLUMNS, USUAL
from hoctap.recognition.results.views import find_citizens_round
from hoctap.recognition.views.found import find_dossier, is_uuid, whole_number


@require_GET
@requires(Permission.DOSSIER_ENTER)
def export_list(request: Request, pk: UUID) -> HttpResponse:
    """Công dân chấm ở đây, để gõ lên phần mềm của Hội: tải danh sách, đánh dấu đã nhập"""
    return _show(request, find_citizens_round(request, pk))


def _filter(request: Request, season: RecognitionRound) -> ExportFilter:
    hamlets = list(season.place.children.filter(dossiers__round=season).distinct().order_by("sort_key"))
    return ExportFilter(request.GET, hamlets=hamlets)


def _show(request: Request, season: RecognitionRound, reasons: list[Reason] | None = None) -> HttpResponse:
    form = _filter(request, season)
    page = export_page(season, form.wanted(), request.GET.get("page"))
    values: dict[str, Any] = {
        "season": season,
        "page": page,
        "filter": form,
        "mark": MarkForm(posted(request), initial={"typed_on": today(), "typed_by": request.actor.name}),
        "reasons": reasons or [],
        "chosen": request.POST.getlist("dossier"),
        "query": request.GET.urlencode(),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/export_list.html", values, status=422 if reasons else 200)


@require_GET
@requires(Permission.DOSSIER_ENTER)
def export_download(request: Request, pk: UUID) -> HttpResponse:
    """The workbook, in the order of the template that is asked for."""
    season = find_citizens_round(request, pk)
    asked = request.GET.get("template", "")
    template = next((one for one in templates_of(season.place) if str(one.pk) == asked), None)
    content = export_workbook(
        season,
        _filter(request, season).wanted(),
        [key for key in template.columns if key in COLUMNS] if template else USUAL,
    )
    return download(content, XLSX, f"cong-dan-hoc-tap-{season.year}.xlsx")


@require_POST
@requires(Permission.DOSSIER_ENTER)
def export_mark(request: Request, pk: UUID) -> HttpResponse:
    season = find_citizens_round(request, pk)
    wanted = _filter(request, season).wanted()
    form = MarkForm(request.POST)
    all_of_them = "all" in request.POST
    chosen = [UUID(key) for key in request.POST.getlist("dossier") if is_uuid(key)]
    if not form.is_valid():
        return _show(request, season, [Reason("Ngày nhập chưa đúng. Hãy ghi như 15/11/2026.", "typed_on")])
    try:
        count = actions.mark_typed(
            season,
            wanted,
            only=None if all_of_them else chosen,
            expected=whole_number(request.POST.get("expected", "")) if all_of_them else None,
            typed_on=form.cleaned_data["typed_on"],
            typed_by=form.cleaned_data["typed_by"],
            by=request.actor,
        )
    except Refused as refusal:
        return _show(request, season, refusal.reasons)
    messages.success(request, f"Đã ghi {count} công dân đã nhập lên phần mềm của Hội.")
    return redirect(_address(season, request))


@require_POST
@requires(Permission.DOSSIER_ENTER)
def export_unmark(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    actions.unmark_typed(dossier, by=request.actor)
    messages.success(request, f"Đã bỏ dấu đã nhập của {dossier.subject_name}.")
    return redirect(_address(dossier.round, request))


def _address(season: RecognitionRound, request: Request) -> str:
    query = request.GET.urlencode()
    return reverse("export_list", args=[season.pk]) + (f"?{query}" if query else "")


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
@once
def exporttemplate_new(request: Request, pk: UUID) -> HttpResponse:
    """Thứ tự cột của danh sách để gõ lên phần mềm của Hội, ghi nhớ dưới một tên"""
    season = find_citizens_round(request, pk)
    templates = templates_of(season.place)
    like = next((one for one in templates if str(one.pk) == request.GET.get("like", "")), None)
    form = TemplateForm(
        posted(request), kept=like.columns if like else None, initial={"name": like.name if like else ""}
    )
    if request.method == "POST" and form.is_valid():
        try:
            template = actions.keep_template(
                season.place, form.cleaned_data["name"], form.columns(), by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi nhớ mẫu “{template.name}”.")
            return redirect("export_list", season.pk)
    values = {
        "season": season,
        "form": form,
        "templates": templates,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/exporttemplate_new.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def exporttemplate_drop(request: Request, pk: UUID, template_pk: UUID) -> HttpResponse:
    season = find_citizens_round(request, pk)
    template = get_object_or_404(
        ExportTemplate.objects.select_related("place"), pk=template_pk, place=season.place
    )
    actions.drop_template(template, by=request.actor)
    messages.success(request, f"Đã bỏ mẫu “{template.name}”.")
    return redirect("exporttemplate_new", season.pk)
