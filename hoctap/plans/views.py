"""Screens of plans: HTTP and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.plans import actions, queries
from hoctap.plans.difficulties.queries import may_raise
from hoctap.plans.forms import PlanForm, TargetForm, show_reasons
from hoctap.plans.models import Difficulty, Plan, Target
from hoctap.plans.registry import document_of, ways_in
from hoctap.plans.tasking import queries as tasking


@require_GET
@requires(Permission.PLAN_READ)
def plan_list(request: Request) -> HttpResponse:
    """Kế hoạch và chỉ tiêu"""
    plans = Plan.objects.visible_to(request.actor).select_related("place").annotate(size=Count("targets"))
    page = Paginator(plans.order_by("-year_to", "-dated_on", "id"), 30).get_page(request.GET.get("page"))
    may_add = request.actor.may_anywhere(Permission.PLAN_EDIT)
    values = {
        "page": page,
        "may_add": may_add,
        "ways_in": list(ways_in) if may_add else [],
        "may_report": request.actor.may_anywhere(Permission.TASK_REPORT),
    }
    return render(request, "plans/plan_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def plan_new(request: Request) -> HttpResponse:
    """Nhập kế hoạch"""
    places = queries.places_that_plan(request.actor)
    form = PlanForm(posted(request), places=places)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.record_plan(form.cleaned_data["place"], form.details(), by=request.actor)
        except Refused as refusal:
            show_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu kế hoạch. Nhập tiếp các chỉ tiêu.")
            return redirect("target_new", plan.pk)
    return _form(request, "plans/plan_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def plan_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa kế hoạch"""
    plan = _plan(request, pk)
    request.actor.must(Permission.PLAN_EDIT, at=plan)
    form = PlanForm(posted(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_plan(plan, form.details(), by=request.actor)
        except Refused as refusal:
            show_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu kế hoạch.")
            return redirect("plan_detail", plan.pk)
    return _form(request, "plans/plan_edit.html", form, plan=plan)


@require_GET
@requires(Permission.PLAN_READ)
def plan_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một kế hoạch: chỉ tiêu và kết quả"""
    plan = _plan(request, pk)
    place = queries.place_to_show(plan, request.actor, asked=request.GET.get("place", ""))
    results = queries.plan_results(plan, place)
    sections = tasking.plan_sections(plan, request.actor)
    actor = request.actor
    open_difficulties = Difficulty.objects.visible_to(actor).filter(plan=plan, closed_at__isnull=True)
    context = {
        "plan": plan,
        "place": place,
        "measured": [result for result in results if result.measure],
        "told": [result for result in results if result.indicator],
        "unmeasured": [result for result in results if not result.measure and not result.indicator],
        "sections": sections,
        "totals": tasking.totals(sections),
        "difficulties": open_difficulties.count(),
        "may_edit": (may_edit := actor.may(Permission.PLAN_EDIT, at=plan)),
        "document_url": document_of(plan) if may_edit else "",
        "may_raise": may_raise(plan, actor),
        "where": where(request, place=place or plan.place),
    }
    return render(request, "plans/plan_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def target_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm chỉ tiêu"""
    plan = _plan(request, pk)
    request.actor.must(Permission.PLAN_EDIT, at=plan)
    form = TargetForm(posted(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            target = actions.add_target(plan, form.details(), by=request.actor)
        except Refused as refusal:
            _show_target_reasons(form, refusal)
        else:
            messages.success(request, f"Đã lưu chỉ tiêu{_deadline_sentence(target)}.")
            return redirect("plan_detail", plan.pk)
    return _form(request, "plans/target_new.html", form, plan=plan)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def target_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa chỉ tiêu"""
    target = _target(request, pk)
    request.actor.must(Permission.PLAN_EDIT, at=target)
    form = TargetForm(posted(request), plan=target.plan, target=target)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_target(target, form.details(), by=request.actor)
        except Refused as refusal:
            _show_target_reasons(form, refusal)
        else:
            messages.success(request, "Đã lưu chỉ tiêu.")
            return redirect("plan_detail", target.plan_id)
    return _form(request, "plans/target_edit.html", form, plan=target.plan, target=target)


@require_POST
@requires(Permission.PLAN_EDIT)
def target_drop(request: Request, pk: UUID) -> HttpResponse:
    target = _target(request, pk)
    actions.drop_target(target, by=request.actor)
    messages.success(request, "Đã bỏ chỉ tiêu.")
    return redirect("plan_detail", target.plan_id)


def _plan(request: Request, pk: UUID) -> Plan:
    return get_object_or_404(
        Plan.objects.visible_to(request.actor).select_related("place", "parent", "programme"), pk=pk
    )


def _target(request: Request, pk: UUID) -> Target:
    visible = Target.objects.filter(plan__in=Plan.objects.visible_to(request.actor))
    return get_object_or_404(visible.select_related("plan__place"), pk=pk)


def _form(request: Request, template: str, form: PlanForm | TargetForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def _show_target_reasons(form: TargetForm, refusal: Refused) -> None:
    """The deadline is typed in words in a field of another name."""
    for reason in refusal.reasons:
        field = "before" if reason.field == "before_on" else reason.field
        form.add_error(field if field in form.fields else None, reason.text)


def _deadline_sentence(target: Target) -> str:
    words = queries.deadline_words(target.before_on)
    return f", {words}" if words else ""
