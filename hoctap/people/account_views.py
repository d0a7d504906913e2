"""Which person of the register an account belongs to."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.models import User
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.people import account_queries, actions
from hoctap.people.account_forms import CandidateForm, ChoiceForm
from hoctap.people.models import Person


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
@once
def accountlink_edit(request: Request, pk: UUID) -> HttpResponse:
    """Gắn tài khoản với một người trong sổ hộ: người có thể đúng, tìm, chọn"""
    user = _user(request, pk)
    if request.method != "POST":
        return _page(request, user)
    form = ChoiceForm(request.POST, persons=Person.objects.visible_to(request.actor))
    if not form.is_valid():
        return _page(request, user, [Reason(str(error)) for error in form.errors["person"]])
    try:
        actions.link_account(user, form.cleaned_data["person"], by=request.actor)
    except Refused as refusal:
        return _page(request, user, refusal.reasons)
    messages.success(request, f"Đã gắn tài khoản của {user.full_name} với người trong sổ hộ.")
    return redirect("account_detail", pk=user.pk)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def accountlink_drop(request: Request, pk: UUID) -> HttpResponse:
    """Gỡ tài khoản khỏi người trong sổ hộ"""
    user = _user(request, pk)
    try:
        actions.unlink_account(user, by=request.actor)
    except Refused as refusal:
        return _page(request, user, refusal.reasons)
    messages.success(request, f"Đã gỡ tài khoản của {user.full_name} khỏi sổ hộ.")
    return redirect("account_detail", pk=user.pk)


def _page(request: Request, user: User, reasons: Sequence[Reason] = ()) -> HttpResponse:
    search = CandidateForm(request.GET)
    search.full_clean()
    typed = search.cleaned_data
    values = {
        "account": user,
        "reasons": reasons,
        "search": search,
        "page": account_queries.link_page(
            user, request.actor, search=typed.get("q") or "", birth_year=typed.get("birth_year")
        ),
    }
    return render(request, "people/accountlink_edit.html", values, status=422 if reasons else 200)


def _user(request: Request, pk: UUID) -> User:
    return get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
