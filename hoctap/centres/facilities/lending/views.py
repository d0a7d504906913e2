"""Screens of what was lent."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.facilities.choosing import asked_centre, asked_id
from hoctap.centres.facilities.lending import actions, queries
from hoctap.centres.facilities.lending.forms import LoanForm, ReturnForm
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page

PAGE = 40
USUAL = dt.timedelta(days=7)


@require_GET
@requires(Permission.CENTRE_READ)
def loan_list(request: Request) -> HttpResponse:
    """Sổ cho mượn thiết bị"""
    centre = asked_centre(request)
    show = request.GET.get("state", "out")
    show = show if show in queries.SHOWN else "out"
    rows = queries.loans_for(request.actor, centre=centre, show=show, day=today())
    values = {
        "centre": centre,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "show": show,
        "shown": queries.SHOWN,
        "today": today(),
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "centres/loan_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def loan_new(request: Request) -> HttpResponse:
    """Cho mượn thiết bị"""
    initial = {
        "equipment": asked_id(request.GET.get("equipment", "")),
        "out_on": today(),
        "due_on": today() + USUAL,
    }
    form = LoanForm(posted(request), actor=request.actor, initial=initial)
    made: list[EquipmentLoan] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.lend_equipment(typed.pop("equipment"), **typed, by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã ghi cho mượn.")
        return redirect("loan_detail", pk=made[0].pk)
    return form_page(request, "centres/loan_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def loan_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lượt cho mượn"""
    return _page(request, _loan(request, pk))


@require_POST
@requires(Permission.CENTRE_KEEP)
def loan_return(request: Request, pk: UUID) -> HttpResponse:
    loan = _loan(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=loan):
        raise Http404
    form = ReturnForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        told = {name: typed[name] or 0 for name in ("back_repair", "back_broken")}
        actions.take_back(loan, **{**typed, **told}, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi trả.")
        return redirect("loan_detail", pk=loan.pk)
    return _page(request, loan, sent=form)


def _page(request: Request, loan: EquipmentLoan, *, sent: ReturnForm | None = None) -> HttpResponse:
    keeps = request.actor.may(Permission.CENTRE_KEEP, at=loan)
    values = {
        "loan": loan,
        "is_late": loan.back_on is None and loan.due_on < today(),
        "keeps": keeps,
        "may_return": keeps and loan.back_on is None,
        "form": sent or ReturnForm(initial={"back_on": today(), "back_good": loan.quantity}),
        "sent": sent,
        "where": where(request, place=loan.equipment.place),
    }
    return render(request, "centres/loan_detail.html", values, status=422 if sent is not None else 200)


def _loan(request: Request, pk: UUID) -> EquipmentLoan:
    rows = EquipmentLoan.objects.visible_to(request.actor)
    return get_object_or_404(
        rows.select_related(
            "equipment__kind", "equipment__centre__organisation__place", "equipment__venue__place"
        ),
        pk=pk,
    )
