"""Correcting a position; in whose name it signs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.capacities import actions, queries
from hoctap.accounts.capacities.forms import AuthorityForm, CorrectionForm
from hoctap.accounts.capacities.models import SigningAuthority
from hoctap.accounts.forms import EndForm
from hoctap.accounts.models import Capacity, User
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def capacity_correct(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một tư cách ghi nhầm, có lý do"""
    capacity = _capacity(request, pk)
    now = {name: getattr(capacity, name) for name in ("title", "starts_on", "ends_on", "decision")}
    form = CorrectionForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_capacity(capacity, **form.cleaned_data, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã sửa tư cách của {capacity.user.full_name}.")
            return redirect("account_detail", pk=capacity.user_id)
    values = {
        "form": form,
        "person": capacity.user,
        "capacity": capacity,
        "history": queries.history_of(capacity),
    }
    return render(request, "accounts/capacity_correct.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
@once
def signingauthority_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi thẩm quyền ký của một tư cách: TM., Q., KT., TL., TUQ."""
    capacity = _capacity(request, pk)
    form = AuthorityForm(posted(request), initial={"starts_on": max(today(), capacity.starts_on)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_signing_authority(capacity, **form.cleaned_data, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi thẩm quyền ký của {capacity.user.full_name}.")
            return redirect("account_detail", pk=capacity.user_id)
    values = {"form": form, "person": capacity.user, "capacity": capacity}
    return render(request, "accounts/signingauthority_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def signingauthority_end(request: Request, pk: UUID) -> HttpResponse:
    """Kết thúc thẩm quyền ký của một tư cách"""
    people = User.objects.visible_to(request.actor)
    authority = get_object_or_404(
        SigningAuthority.objects.select_related("capacity__user", "capacity__organisation__place").filter(
            capacity__user__in=people
        ),
        pk=pk,
    )
    capacity = authority.capacity
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_signing_authority(authority, form.cleaned_data["ends_on"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã kết thúc thẩm quyền ký “{authority}”.")
            return redirect("account_detail", pk=capacity.user_id)
    values = {"form": form, "person": capacity.user, "capacity": capacity, "authority": authority}
    return render(request, "accounts/signingauthority_end.html", values, status=422 if form.errors else 200)


def _capacity(request: Request, pk: UUID) -> Capacity:
    people = User.objects.visible_to(request.actor)
    return get_object_or_404(
        Capacity.objects.select_related("user", "organisation__place").filter(user__in=people), pk=pk
    )
