"""Going to the sign-on of the state or the province and coming back. Off unless the installation names a provider."""

import logging
import time
from dataclasses import asdict
from secrets import compare_digest
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hoctap.accounts.models import LinkedIdentity
from hoctap.accounts.sign_on import actions, client, queries
from hoctap.accounts.sign_on.client import Asked, SignOnFailed, Told
from hoctap.core.http import Request, signed_in
from hoctap.core.refusals import Reason, Refused

_ASKED = "sign_on"
_MINUTES = 10
_log = logging.getLogger(__name__)


@never_cache
@require_GET
def identity_sign_in(request: Request) -> HttpResponse:
    """Sang trang định danh để đăng nhập. OPEN: nobody is signed in yet."""
    return _go(request, links=False)


@never_cache
@require_GET
@signed_in
def identity_link(request: Request) -> HttpResponse:
    """Sang trang định danh để gắn với tài khoản của mình."""
    return _link(request)


@reauthentication_required(app="allauth.mfa")
def _link(request: Request) -> HttpResponse:
    return _go(request, links=True)


def _go(request: Request, *, links: bool) -> HttpResponse:
    if not client.is_configured():
        return redirect("account_login")
    asked = client.new_asked()
    try:
        address = client.address(asked, _return_to(request))
    except SignOnFailed as failure:
        _log.warning("sign-on failed: %s", failure)
        return redirect("identity_return")  # says what to do
    request.session[_ASKED] = asdict(asked) | {"links": links, "at": int(time.time())}
    return redirect(address)


@never_cache
@require_GET
def identity_return(request: Request) -> HttpResponse:
    """Trở về từ trang định danh. OPEN: state, nonce and signature are checked."""
    if not client.is_configured():
        return redirect("account_login")
    kept = request.session.pop(_ASKED, None)
    if kept is None or time.time() - kept["at"] > _MINUTES * 60:
        return _failed(request, SignOnFailed("not asked for, or too long ago"))
    asked = Asked(kept["state"], kept["nonce"], kept["verifier"])
    if not compare_digest(request.GET.get("state", "").encode(), asked.state.encode()):
        return _failed(request, SignOnFailed("another state"))
    code = request.GET.get("code", "")
    if not code:
        return _failed(request, SignOnFailed("no code"))
    try:
        told = client.told(code, asked, _return_to(request))
    except SignOnFailed as failure:
        return _failed(request, failure)
    return _linked(request, told) if kept["links"] else _signed_in(request, told)


def _linked(request: Request, told: Told) -> HttpResponse:
    if request.actor.user_id is None:
        return redirect("account_login")
    try:
        actions.link_identity(request.user, told, by=request.actor)  # type: ignore[arg-type]
    except Refused as refusal:
        return render(request, "accounts/identity_return.html", {"reasons": refusal.reasons}, status=422)
    messages.success(request, "Đã gắn tài khoản định danh. Từ lần sau có thể đăng nhập bằng tài khoản đó.")
    return redirect("device_list")


def _signed_in(request: Request, told: Told) -> HttpResponse:
    user = queries.account_of(told)
    if user is None:
        reasons = [
            Reason(
                "Tài khoản định danh này chưa gắn với tài khoản nào ở đây. Hãy đăng nhập bằng mật khẩu một lần, "
                "mở mục Thiết bị đã đăng nhập rồi gắn. Chưa có tài khoản thì gặp người quản trị của xã."
            )
        ]
        return render(request, "accounts/identity_return.html", {"reasons": reasons}, status=422)
    if request.user.is_authenticated:
        request.session.flush()
    return perform_login(request, Login(user=user, redirect_url="/"))


def _failed(request: Request, failure: SignOnFailed) -> HttpResponse:
    _log.warning("sign-on failed: %s", failure)
    reasons = [
        Reason("Trang định danh chưa xác nhận được. Hãy thử lại, hoặc đăng nhập bằng mật khẩu như thường lệ.")
    ]
    return render(request, "accounts/identity_return.html", {"reasons": reasons}, status=422)


@require_POST
@signed_in
def identity_unlink(request: Request, pk: UUID) -> HttpResponse:
    identity = get_object_or_404(LinkedIdentity.objects.filter(user=request.actor.user_id), pk=pk)
    actions.unlink_identity(identity, by=request.actor)
    messages.success(request, "Đã gỡ tài khoản định danh.")
    return redirect("device_list")


def _return_to(request: Request) -> str:
    return settings.SIGN_ON["return_to"] or request.build_absolute_uri(reverse("identity_return"))
