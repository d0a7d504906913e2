"""Screens of what a plan rests on, who pays, who receives it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people.pages import carried_out, form_page
from hoctap.plans.contents import actions, queries
from hoctap.plans.contents.forms import BasisForm, FundingForm, RecipientForm
from hoctap.plans.models import FundingSource, LegalBasis, Plan, Receipt, Recipient
from hoctap.plans.tasking.queries import bodies_for, own_body


@require_GET
@requires(Permission.PLAN_READ)
def recipient_list(request: Request, pk: UUID) -> HttpResponse:
    """Căn cứ, kinh phí, nơi nhận của kế hoạch; ai đã nhận"""
    return _page(request, _plan(request, pk))


@require_POST
@requires(Permission.PLAN_EDIT)
@once
def legalbasis_add(request: Request, pk: UUID) -> HttpResponse:
    plan, form = _plan(request, pk), BasisForm(request.POST)
    if carried_out(form, lambda typed: actions.add_basis(plan, form.details(), by=request.actor)):
        return _back(request, plan, "Đã thêm căn cứ.")
    return _page(request, plan, basis=form)


@require_POST
@requires(Permission.PLAN_EDIT)
def legalbasis_drop(request: Request, pk: UUID) -> HttpResponse:
    basis = _part(request, LegalBasis, pk)
    actions.drop_basis(basis, by=request.actor)
    return _back(request, basis.plan, "Đã bỏ căn cứ.")


@require_POST
@requires(Permission.PLAN_EDIT)
@once
def fundingsource_add(request: Request, pk: UUID) -> HttpResponse:
    plan, form = _plan(request, pk), FundingForm(request.POST)
    if carried_out(form, lambda typed: actions.add_funding(plan, form.details(), by=request.actor)):
        return _back(request, plan, "Đã thêm nguồn kinh phí.")
    return _page(request, plan, funding=form)


@require_POST
@requires(Permission.PLAN_EDIT)
def fundingsource_drop(request: Request, pk: UUID) -> HttpResponse:
    source = _part(request, FundingSource, pk)
    actions.drop_funding(source, by=request.actor)
    return _back(request, source.plan, "Đã bỏ nguồn kinh phí.")


@require_POST
@requires(Permission.PLAN_EDIT)
@once
def recipient_add(request: Request, pk: UUID) -> HttpResponse:
    plan = _plan(request, pk)
    form = RecipientForm(request.POST, bodies=bodies_for(plan))
    if carried_out(form, lambda typed: actions.add_recipient(plan, form.details(), by=request.actor)):
        return _back(request, plan, "Đã thêm nơi nhận.")
    return _page(request, plan, recipient=form)


@require_POST
@requires(Permission.PLAN_EDIT)
def recipient_drop(request: Request, pk: UUID) -> HttpResponse:
    recipient = _part(request, Recipient, pk)
    try:
        actions.drop_recipient(recipient, by=request.actor)
    except Refused as refusal:
        return _page(request, recipient.plan, refusal=refusal)
    return _back(request, recipient.plan, "Đã bỏ nơi nhận.")


@require_POST
@requires(Permission.TASK_FOLLOW)
def recipient_tell(request: Request, pk: UUID) -> HttpResponse:
    plan = _plan(request, pk)
    try:
        count = actions.tell_recipients(plan, by=request.actor)
    except Refused as refusal:
        return _page(request, plan, refusal=refusal)
    return _back(request, plan, f"Đã gửi tới {count} cơ quan.")


@require_POST
@requires(Permission.TASK_REPORT)
def receipt_confirm(request: Request, pk: UUID) -> HttpResponse:
    rows = Receipt.objects.visible_to(request.actor).select_related("plan__place", "place")
    receipt = get_object_or_404(rows, pk=pk)
    try:
        actions.confirm_receipt(receipt, by=request.actor)
    except Refused as refusal:
        return _page(request, receipt.plan, refusal=refusal)
    return _back(request, receipt.plan, "Đã báo nhận kế hoạch.")


def _page(
    request: Request, plan: Plan, *, refusal: Refused | None = None, **sent: forms.Form
) -> HttpResponse:
    may_edit = request.actor.may(Permission.PLAN_EDIT, at=plan)
    shown: dict[str, Any] = {
        "basis": BasisForm(),
        "funding": FundingForm(),
        "recipient": RecipientForm(bodies=bodies_for(plan) if may_edit else []),
    }
    rows = queries.recipient_rows(plan, request.actor)
    body = own_body(request.actor)
    own = [one for row in rows for one in row.receipts if body and one.body_id == body]
    values = {
        "plan": plan,
        "rows": rows,
        "own": [one for one in own if one.read_at is None],
        "may_edit": may_edit,
        "may_tell": request.actor.may(Permission.TASK_FOLLOW, at=plan),
        "forms": shown | sent,
        "refusal": refusal.reasons if refusal else [],
    }
    form = next(iter(sent.values()), forms.Form())
    answer = form_page(request, "plans/recipient_list.html", form, **values)
    if refusal:
        answer.status_code = 422
    return answer


def _back(request: Request, plan: Plan, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("recipient_list", plan.pk)


def _plan(request: Request, pk: UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _part[Part: (LegalBasis, FundingSource, Recipient)](request: Request, kind: type[Part], pk: UUID) -> Part:
    rows = kind.objects.filter(plan__in=Plan.objects.visible_to(request.actor)).select_related("plan__place")
    return get_object_or_404(rows, pk=pk)
