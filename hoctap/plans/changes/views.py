"""Screens of a plan's descent, its versions, and plans on a line of time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.plans.changes import actions, queries
from hoctap.plans.changes.forms import AmendForm, DescentForm, EndForm, ExtendForm, IssueForm
from hoctap.plans.models import Plan, PlanState

MOST_ON_A_LINE = 60


@require_GET
@requires(Permission.PLAN_READ)
def plan_timeline(request: Request) -> HttpResponse:
    """Các kế hoạch trên một đường thời gian"""
    rows = Plan.objects.visible_to(request.actor).exclude(state=PlanState.DRAFT).select_related("place")
    line = queries.timeline(list(rows.order_by("-year_to", "-dated_on")[:MOST_ON_A_LINE]))
    return render(request, "plans/plan_timeline.html", {"line": line, "this_year": today().year})


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_READ)
def plan_cascade(request: Request, pk: UUID) -> HttpResponse:
    """Kế hoạch gốc và kế hoạch cấp dưới; the POST says what this one descends from"""
    plan = _plan(request, pk)
    plans = queries.possible_parents(plan, request.actor)
    form = DescentForm(posted(request), plan=plan, plans=plans)

    def act(typed: dict[str, Any]) -> None:
        actions.set_programme(plan, form.programme_details(), by=request.actor)
        actions.set_parent(plan, typed["parent"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi kế hoạch gốc.")
        return redirect("plan_cascade", plan.pk)
    values = {
        "plan": plan,
        "cascade": queries.cascade(plan, request.actor),
        "may_edit": request.actor.may(Permission.PLAN_EDIT, at=plan),
    }
    return form_page(request, "plans/plan_cascade.html", form, **values)


@require_GET
@requires(Permission.PLAN_READ)
def plan_changes(request: Request, pk: UUID) -> HttpResponse:
    """Ban hành, điều chỉnh, kéo dài, chấm dứt; mỗi lần thay đổi điều gì"""
    return _page(request, _plan(request, pk))


@require_POST
@requires(Permission.PLAN_EDIT)
def plan_issue(request: Request, pk: UUID) -> HttpResponse:
    def act(plan: Plan, typed: dict[str, Any]) -> None:
        actions.issue_plan(plan, by=request.actor, **typed)

    return _step(request, pk, "issue", IssueForm, act, "Đã ban hành. Các cơ quan đã nhận việc.")


@require_POST
@requires(Permission.PLAN_EDIT)
def plan_amend(request: Request, pk: UUID) -> HttpResponse:
    def act(plan: Plan, typed: dict[str, Any]) -> None:
        actions.begin_amendment(plan, by=request.actor, **typed)

    said = "Đã giữ lại bản trước. Sửa kế hoạch theo văn bản mới; chỗ khác nhau hiện ở đây."
    return _step(request, pk, "amend", AmendForm, act, said)


@require_POST
@requires(Permission.PLAN_EDIT)
def plan_extend(request: Request, pk: UUID) -> HttpResponse:
    def act(plan: Plan, typed: dict[str, Any]) -> None:
        actions.extend_plan(plan, by=request.actor, **typed)

    return _step(request, pk, "extend", ExtendForm, act, "Đã kéo dài kế hoạch.")


@require_POST
@requires(Permission.PLAN_EDIT)
def plan_end(request: Request, pk: UUID) -> HttpResponse:
    def act(plan: Plan, typed: dict[str, Any]) -> None:
        actions.end_plan(plan, by=request.actor, **typed)

    return _step(request, pk, "end", EndForm, act, "Đã chấm dứt kế hoạch; việc đang làm dừng lại.")


def _step(
    request: Request,
    pk: UUID,
    name: str,
    kind: type[forms.Form],
    act: Callable[[Plan, dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    plan = _plan(request, pk)
    form = kind(request.POST)
    if carried_out(form, lambda typed: act(plan, typed)):
        messages.success(request, said)
        return redirect("plan_changes", plan.pk)
    return _page(request, plan, sent={name: form})


def _page(request: Request, plan: Plan, *, sent: dict[str, forms.Form] | None = None) -> HttpResponse:
    shown: dict[str, forms.Form] = {
        "issue": IssueForm(initial={"number": plan.number, "dated_on": plan.dated_on}),
        "amend": AmendForm(),
        "extend": ExtendForm(initial={"year_to": plan.year_to + 1}),
        "end": EndForm(),
    }
    values = {
        "plan": plan,
        "shifts": queries.shifts(plan),
        "forms": shown | (sent or {}),
        "sent": next(iter(sent.values())) if sent else None,
        "may_edit": request.actor.may(Permission.PLAN_EDIT, at=plan),
    }
    return render(request, "plans/plan_changes.html", values, status=422 if sent else 200)


def _plan(request: Request, pk: UUID) -> Plan:
    rows = Plan.objects.visible_to(request.actor).select_related("place", "parent", "programme")
    return get_object_or_404(rows, pk=pk)
