"""Screens of a registration that is taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.models import OPEN_STATES, Dossier, Withdrawal
from hoctap.recognition.review_forms import WithdrawalForm
from hoctap.recognition.views.found import find_dossier, typed_text


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
@once
def withdrawal_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một hộ, một công dân rút đăng ký trước quyết định"""
    dossier = find_dossier(request, pk)
    needed = Permission.DOSSIER_ENTER if dossier.state in OPEN_STATES else Permission.DOSSIER_REVIEW
    request.actor.must(Permission.DOSSIER_ENTER, at=dossier.hamlet)
    form = WithdrawalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_registration(
                dossier, **form.cleaned_data, by=acting_as(request, needed, at=dossier.hamlet)
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi {dossier.subject_name} rút đăng ký.")
            return redirect("withdrawal_new", dossier.pk)
    return _show(request, dossier, form)


def _show(request: Request, dossier: Dossier, form: WithdrawalForm, *, reasons: Any = ()) -> HttpResponse:
    values = {
        "dossier": dossier,
        "season": dossier.round,
        "form": form,
        "reasons": reasons,
        "records": list(dossier.withdrawals.all()),
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    status = 422 if form.errors or reasons else 200
    return render(request, "recognition/withdrawal_new.html", values, status=status)


@require_POST
@requires(Permission.DOSSIER_ENTER)
def withdrawal_undo(request: Request, pk: UUID) -> HttpResponse:
    withdrawal = get_object_or_404(
        Withdrawal.objects.filter(dossier__in=Dossier.objects.visible_to(request.actor)), pk=pk
    )
    dossier = find_dossier(request, withdrawal.dossier_id)
    try:
        actions.restore_registration(
            withdrawal,
            why=typed_text(request, "why"),
            by=acting_as(request, Permission.DOSSIER_ENTER, at=dossier.hamlet),
        )
    except Refused as refusal:
        return _show(request, dossier, WithdrawalForm(), reasons=refusal.reasons)
    messages.success(request, f"Đã ghi lại đăng ký của {dossier.subject_name}.")
    return redirect("dossier_detail", dossier.pk)
