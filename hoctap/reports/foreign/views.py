"""Forms from above: HTTP and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.reports.foreign import actions, queries
from hoctap.reports.foreign.forms import EstimateForm, FileReplaced, FormNew, PeriodForm, RuleForm
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.foreign.opening import MAX_BYTES
from hoctap.reports.foreign.rules import Rule, When, Who, letter_of
from hoctap.reports.quantities.periods import PeriodKind


@require_GET
@requires(Permission.REPORT_PREPARE)
def foreign_list(request: Request) -> HttpResponse:
    """Biểu Excel của cấp trên"""
    forms = ForeignForm.objects.visible_to(request.actor).select_related("place").defer("layout")
    page = Paginator(forms, 50).get_page(request.GET.get("page"))
    return render(request, "reports/foreign_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
@once
def foreign_new(request: Request) -> HttpResponse:
    """Nhận biểu Excel của cấp trên"""
    form = FormNew(
        posted(request),
        request.FILES if request.method == "POST" else None,
        places=queries.places_of(request.actor),
    )
    if form.is_bound and form.is_valid() and (place := form.chosen()):
        said = form.cleaned_data
        try:
            made = actions.add_foreign_form(
                place,
                said["name"],
                said["file"].name,
                said["file"].read(MAX_BYTES + 1),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã đọc biểu. Hãy chỉ từng cột, từng ô là số liệu gì.")
            return redirect("foreign_detail", pk=made.pk)
    return render(request, "reports/foreign_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
@once
def foreign_detail(request: Request, pk: UUID) -> HttpResponse:
    """Gán ô của biểu với số liệu"""
    form = _form(request, pk)
    layout = form.read_layout
    asked = {name: request.GET[name] for name in ("sheet", "cells") if request.GET.get(name)}
    typed = RuleForm(posted(request), layout=layout, initial=_as_before(form) | asked)
    if typed.is_bound and typed.is_valid():
        try:
            actions.map_cells(form, typed.details(), by=request.actor)
        except Refused as refusal:
            add_reasons(typed, refusal.reasons)
        else:
            messages.success(request, f"Đã gán {typed.cleaned_data['cells']}.")
            return redirect(f"{reverse('foreign_detail', args=[pk])}#rules")
    return _show(request, form, typed)


def _as_before(form: ForeignForm) -> dict[str, str]:
    """One column after the other is told in the same way: nobody chooses it again for each."""
    rules = form.read_rules
    if not rules:
        return {}
    last = rules[-1]
    names = letter_of(last.name_column) if last.name_column else ""
    return {"sheet": last.sheet, "who": last.who, "name_column": names}


def _show(
    request: Request, form: ForeignForm, typed: RuleForm, *, reasons: tuple[Reason, ...] = ()
) -> HttpResponse:
    layout = form.read_layout
    values: dict[str, Any] = {
        "form": form,
        "typed": typed,
        "reasons": reasons,
        "grids": [queries.grid_of(form, sheet) for sheet in layout.sheets if sheet.cells],
        "rules": [_told(rule) for rule in form.read_rules],
        "moved": [(_told(Rule.from_json(one["rule"])), one["why"]) for one in form.moved],
        "locked": layout.locked,
        "replacing": FileReplaced(),
        "where": where(request, place=form.place),
    }
    wrong = bool(typed.errors or reasons)
    return render(request, "reports/foreign_detail.html", values, status=422 if wrong else 200)


def _told(rule: Rule) -> dict[str, str]:
    whose = Who(rule.who).label
    if rule.who == Who.ROW:
        whose += f" (cột {letter_of(rule.name_column)})"
    return {
        "key": rule.key,
        "sheet": rule.sheet,
        "cells": rule.words,
        "label": queries.label_of(rule),
        "when": When(rule.when).label,
        "who": whose,
    }


@require_POST
@requires(Permission.REPORT_PREPARE)
def foreign_unmap(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một dòng gán"""
    form = _form(request, pk)
    try:
        actions.unmap_cells(form, request.POST.get("key", ""), by=request.actor)
    except Refused as refusal:
        return _show(
            request,
            form,
            RuleForm(layout=form.read_layout, initial=_as_before(form)),
            reasons=tuple(refusal.reasons),
        )
    return redirect(f"{reverse('foreign_detail', args=[pk])}#rules")


@require_POST
@requires(Permission.REPORT_PREPARE)
@once
def foreign_replace(request: Request, pk: UUID) -> HttpResponse:
    """Thay tệp biểu của kỳ mới"""
    form = _form(request, pk)
    given = FileReplaced(request.POST, request.FILES)
    reasons: tuple[Reason, ...] = (Reason("Chưa chọn tệp nào.", field="file"),)
    if given.is_valid():
        file = given.cleaned_data["file"]
        try:
            form = actions.replace_foreign_file(form, file.name, file.read(MAX_BYTES + 1), by=request.actor)
        except Refused as refusal:
            reasons = tuple(refusal.reasons)
        else:
            if form.moved:
                messages.warning(request, f"Biểu mới khác trước: {len(form.moved)} chỗ phải gán lại.")
            else:
                messages.success(request, "Biểu mới khớp với biểu đã gán, điền được ngay.")
            return redirect("foreign_detail", pk=pk)
    return _show(request, form, RuleForm(layout=form.read_layout, initial=_as_before(form)), reasons=reasons)


@require_POST
@requires(Permission.REPORT_PREPARE)
def foreign_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ biểu"""
    form = _form(request, pk)
    actions.drop_foreign_form(form, by=request.actor)
    messages.success(request, f"Đã bỏ biểu “{form.name}”.")
    return redirect("foreign_list")


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_PREPARE)
def foreign_fill(request: Request, pk: UUID) -> HttpResponse:
    """Điền biểu: ô nào lấy từ đâu"""
    form = _form(request, pk)
    chosen = PeriodForm(
        request.GET or None, initial={"kind": PeriodKind.YEAR.value, "year": queries.default_year()}
    )
    period, as_of = chosen.period(), chosen.day()
    filled = queries.fill(form, period, as_of=as_of)
    estimates = EstimateForm(posted(request), cells=filled.cells)
    reasons: list[Reason] = []
    if estimates.is_bound and estimates.is_valid():
        try:
            copy = actions.fill_foreign_form(
                form, period, typed=estimates.typed(), as_of=as_of, by=request.actor
            )
        except Refused as refusal:
            reasons = list(refusal.reasons)
        else:
            stem = form.file_name.rpartition(".")[0] or form.name
            mark = " - mẫu chưa xác thực" if filled.sample_mark else ""
            return download(copy, files.XLSX, f"{stem} - {period.label}{mark}.xlsx")
    values = {
        "form": form,
        "chosen": chosen,
        "filled": filled,
        "estimates": estimates,
        "reasons": reasons,
        "where": where(request, place=form.place, year=period.year),
    }
    return render(
        request, "reports/foreign_fill.html", values, status=422 if reasons or estimates.errors else 200
    )


def _form(request: Request, pk: UUID) -> ForeignForm:
    return get_object_or_404(ForeignForm.objects.visible_to(request.actor).select_related("place"), pk=pk)
