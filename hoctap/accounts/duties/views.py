"""Phân việc: which rules hold here, who was let off one, for how long and why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.accounts.duties import actions, queries
from hoctap.accounts.duties.forms import SettingForm, WaiverForm
from hoctap.accounts.duties.models import DutyWaiver
from hoctap.accounts.duties.registry import duty_rules
from hoctap.accounts.rights.queries import place_asked_for
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place

READERS = (Permission.AUDIT_READ, Permission.ACCOUNT_MANAGE, Permission.DUTY_WAIVE)


@require_GET
@requires(Permission.AUDIT_READ)
def duty_list(request: Request) -> HttpResponse:
    """Phân việc: quy định nào đang áp dụng, ai được phép kiêm việc"""
    place, places = place_asked_for(request.actor, request.GET.get("place", ""), *READERS)
    values: dict[str, Any] = {
        "place": place,
        "places": places,
        "shown": queries.rules_at(place) if place else [],
        "waivers": queries.waivers_at(place) if place else [],
        "may_waive": place is not None and request.actor.may(Permission.DUTY_WAIVE, at=place),
    }
    if place:
        values["where"] = where(request, place=place)
    return render(request, "accounts/duty_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.DUTY_WAIVE)
def duty_set(request: Request, pk: UUID, rule: str) -> HttpResponse:
    """Quy định một việc có phải tách người hay không, ở một nơi"""
    place = _place(request, pk)
    known = duty_rules.get(rule)
    form = SettingForm(posted(request), initial={"rule": rule})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_duty_rule(
                place, rule, is_on=typed["is_on"], decision=typed["decision"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi quy định cho {place.title}.")
            return redirect("duty_list")
    values = {"form": form, "place": place, "rule": known, "where": where(request, place=place)}
    return render(request, "accounts/duty_set.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.DUTY_WAIVE)
@once
def dutywaiver_new(request: Request, pk: UUID) -> HttpResponse:
    """Cho phép kiêm việc: ai, việc gì, đến bao giờ, vì sao, theo văn bản nào"""
    place = _place(request, pk)
    form = WaiverForm(posted(request), people=queries.people_at(place))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            actions.waive_duty(place, typed.pop("person"), typed.pop("rule"), **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi cho phép kiêm việc.")
            return redirect("duty_list")
    values = {"form": form, "place": place, "where": where(request, place=place)}
    return render(request, "accounts/dutywaiver_new.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.DUTY_WAIVE)
def dutywaiver_end(request: Request, pk: UUID) -> HttpResponse:
    waivers = DutyWaiver.objects.visible_to(request.actor).select_related("place", "user")
    waiver = get_object_or_404(waivers, pk=pk)
    actions.end_duty_waiver(waiver, by=request.actor)
    messages.success(request, f"Từ hôm nay {waiver.user.full_name} không còn được phép kiêm việc ấy.")
    return redirect("duty_list")


def _place(request: Request, pk: UUID) -> Place:
    return get_object_or_404(Place.objects.visible_to(request.actor, Permission.DUTY_WAIVE), pk=pk)
