"""Printing slips, and the page that the QR of a slip opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core.ratelimit import respond_429
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts import lockout
from hoctap.accounts.models import Capacity, User
from hoctap.accounts.queries import held_capacities, own_actor
from hoctap.accounts.slips import actions, queries
from hoctap.accounts.slips.forms import OwnPasswordForm
from hoctap.accounts.slips.making import IssuedSlip
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Refused

_SLIP = "slip"


@dataclass(frozen=True)
class PrintedSlip:
    issued: IssuedSlip
    held: list[Capacity]
    qr: SafeString
    signs_in_with: str


def printed(request: Request, slips: Sequence[IssuedSlip]) -> HttpResponse:
    """The paper. It answers the POST itself: what it shows is kept nowhere, so it can be shown only now."""
    shown = []
    for slip in slips:
        address = request.build_absolute_uri(reverse("slip_open", args=[slip.token]))
        shown.append(
            PrintedSlip(
                slip,
                held_capacities(slip.user),
                qr_svg(address, f"Mã QR để {slip.user.full_name} đặt mật khẩu"),
                slip.user.phone or slip.user.login,
            )
        )
    values = {"slips": shown, "address": request.get_host()}
    response = render(request, "accounts/account_slip.html", values)
    response["Cache-Control"] = "no-store, private"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def slip_batch(request: Request) -> HttpResponse:
    """In phiếu cấp tài khoản cho nhiều trưởng ấp, trưởng khóm cùng lúc."""
    heads = queries.heads(request.actor)
    values: dict[str, object] = {
        "heads": heads,
        "chosen": {head.user.pk for head in heads if head.waits and head.slip_until is None},
    }
    if request.method == "POST":
        wanted = set(_ids(request.POST.getlist("people")))
        values["chosen"] = wanted
        try:
            return printed(
                request,
                actions.issue_slips(
                    [head.user for head in heads if head.user.pk in wanted], by=request.actor
                ),
            )
        except Refused as refusal:
            values["reasons"] = refusal.reasons
            return render(request, "accounts/slip_batch.html", values, status=422)
    return render(request, "accounts/slip_batch.html", values)


def _ids(texts: Sequence[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@never_cache
@require_GET
def slip_open(request: Request, token: str) -> HttpResponse:
    """Mở phiếu cấp tài khoản từ mã QR. OPEN: the token is the right.

    The page itself has an address without the token, so that none stands in its logs, its history or a refused form's warning.
    """
    if not lockout.may_try_a_slip(request):
        return respond_429(request)
    slip = queries.slip_of(token)
    request.session[_SLIP] = str(slip.pk) if slip else ""
    return redirect("account_activate")


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def account_activate(request: Request) -> HttpResponse:
    """Tự đặt mật khẩu bằng phiếu vừa quét. OPEN: the slip in the session is the right."""
    if _SLIP not in request.session:
        return redirect("account_login")
    slip = queries.slip_in_hand(request.session.get(_SLIP, ""))
    reasons = queries.blockers(slip)
    if slip is None or reasons:
        return render(request, "accounts/account_activate.html", {"reasons": reasons}, status=404)
    form = OwnPasswordForm(posted(request), user=slip.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.use_slip(slip, form.cleaned_data["password1"], by=own_actor(slip.user))
        except Refused as refusal:
            values = {"reasons": refusal.reasons}
            return render(request, "accounts/account_activate.html", values, status=404)
        return _sign_in(request, user)
    shown = {"form": form, "person": slip.user, "until": slip.expires_at}
    return render(request, "accounts/account_activate.html", shown, status=422 if form.errors else 200)


def _sign_in(request: Request, user: User) -> HttpResponse:
    """As after typing the new password: a second factor, where there is one, is still asked for."""
    request.session.flush()
    return perform_password_login(request, {"username": user.login}, Login(user=user, redirect_url="/"))
