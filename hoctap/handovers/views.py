"""Bàn giao: what is open, to whom, and the minutes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.accounts.models import Capacity, User
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.vietnamese import format_date
from hoctap.handovers import actions, queries
from hoctap.handovers.forms import CallOffForm, HandoverForm
from hoctap.handovers.models import Handover, PlannedHandover, PlannedState


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
@once
def handover_new(request: Request, pk: UUID) -> HttpResponse:
    """Bàn giao công việc của một tư cách: xem việc đang mở, chọn người nhận"""
    giver = _capacity(request, pk)
    form = HandoverForm(
        posted(request), receivers=queries.receivers(giver, request.actor), initial={"handed_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        by = acting_as(request, Permission.ACCOUNT_MANAGE, at=giver.organisation)
        receiver = typed.pop("receiver")
        try:
            if typed["handed_on"] > today():
                planned = actions.plan_handover(giver, receiver, **typed, by=by)
                messages.success(request, f"Đã định bàn giao ngày {format_date(planned.handed_on)}.")
                return redirect("plannedhandover_detail", pk=planned.pk)
            handover = actions.hand_over(giver, receiver, **typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã bàn giao. In biên bản để hai bên ký.")
            return redirect("handover_detail", pk=handover.pk)
    values = {
        "form": form,
        "capacity": giver,
        "work": queries.open_work(giver),
        "waiting": queries.waiting_for(giver),
        "where": where(request, place=giver.organisation.place),
    }
    return render(request, "handovers/handover_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.ACCOUNT_MANAGE)
def handover_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lần bàn giao: đã giao gì, cho ai, biên bản"""
    handovers = Handover.objects.visible_to(request.actor).select_related(
        *("giver__user", "giver__organisation", "receiver__user", "receiver__organisation"),
        *("place", "paper", "planned_before__planned_by__user"),
    )
    handover = get_object_or_404(handovers, pk=pk)
    values = {
        "handover": handover,
        "version": handover.paper.versions.order_by("-version").first(),
        "where": where(request, place=handover.place),
    }
    return render(request, "handovers/handover_detail.html", values)


@require_GET
@requires(Permission.ACCOUNT_MANAGE)
def plannedhandover_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lần bàn giao định ngày trước: chờ đến ngày, đã làm hay đã hủy"""
    planned = _planned(request, pk)
    values = {
        "planned": planned,
        "work": queries.open_work(planned.giver) if planned.state == PlannedState.WAITING else [],
        "where": where(request, place=planned.place),
    }
    return render(request, "handovers/plannedhandover_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def plannedhandover_end(request: Request, pk: UUID) -> HttpResponse:
    """Hủy một lần bàn giao đã định ngày"""
    planned = _planned(request, pk)
    form = CallOffForm(posted(request))
    if request.method == "POST" and form.is_valid():
        by = acting_as(request, Permission.ACCOUNT_MANAGE, at=planned)
        try:
            actions.call_off(planned, why=form.cleaned_data["why"], by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã hủy. Không có việc nào chuyển đi; hai bên đã được báo.")
            return redirect("plannedhandover_detail", pk=planned.pk)
    values = {"form": form, "planned": planned, "where": where(request, place=planned.place)}
    return render(request, "handovers/plannedhandover_end.html", values, status=422 if form.errors else 200)


def _planned(request: Request, pk: UUID) -> PlannedHandover:
    planned = PlannedHandover.objects.visible_to(request.actor).select_related(
        *("giver__user", "giver__organisation__place", "receiver__user", "receiver__organisation"),
        *("place", "planned_by__user", "planned_by__organisation", "handover"),
    )
    return get_object_or_404(planned, pk=pk)


def _capacity(request: Request, pk: UUID) -> Capacity:
    people = User.objects.visible_to(request.actor)
    return get_object_or_404(
        Capacity.objects.select_related("user", "organisation__place")
        .prefetch_related("roles__place")
        .filter(user__in=people),
        pk=pk,
    )
