"""The second factor: asked for at sign-in, set up, put away, taken off somebody in reach."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.stages import LoginStageController
from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.models import User
from hoctap.accounts.second_factor import actions, queries, rules
from hoctap.accounts.second_factor.forms import AppForm, CodeForm, KeyForm, UsedKeyForm
from hoctap.core.http import Request, requires, signed_in
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def mfa_authenticate(request: Request) -> HttpResponse:
    """Bước hai khi đăng nhập: mã trong ứng dụng, khóa bảo mật hoặc mã dự phòng. OPEN: only after the right password."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if request.user.is_authenticated or stage is None:
        return redirect("account_login")
    user = stage.login.user
    has = queries.second_factors(user)
    posted = request.POST if request.method == "POST" else None
    by_key = posted is not None and "credential" in posted
    code = CodeForm(data=posted if not by_key else None, user=user)
    key = UsedKeyForm(data=posted if by_key else None, user=user)
    form = key if by_key else code
    if posted is not None and form.is_valid():
        form.note_use()
        return stage.exit()
    values = {
        "form": code,
        "has": has,
        "key_failed": by_key,
        "options": webauthn.begin_authentication(user) if has.keys else None,
    }
    return render(
        request, "accounts/mfa_authenticate.html", values, status=422 if posted is not None else 200
    )


@require_POST
def account_cancel(request: Request) -> HttpResponse:
    """Bỏ dở bước hai để đăng nhập bằng tài khoản khác. OPEN: nobody is signed in yet."""
    if not request.user.is_authenticated:
        request.session.flush()
    return redirect("account_login")


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def account_reauthenticate(request: Request) -> HttpResponse:
    """Ghi lại mật khẩu trước khi đổi cách bảo vệ tài khoản."""
    return ReauthenticateView.as_view(template_name="accounts/account_reauthenticate.html")(request)


@never_cache
@require_http_methods(["GET"])
@signed_in
def second_factor(request: Request) -> HttpResponse:
    """Xác thực hai lớp của mình: đang có cách nào, thêm, bỏ."""
    return _show(request)


def _show(request: Request, refusal: Refused | None = None) -> HttpResponse:
    me = _me(request)
    powerful = queries.is_powerful_user(me)
    has = queries.second_factors(me)
    values = {
        "has": has,
        "owed": rules.is_owed(settings.SECOND_FACTOR, powerful=powerful, has_one=has.is_on),
        "wanted": powerful or settings.SECOND_FACTOR == "everyone",
        "powerful": powerful,
        "reasons": refusal.reasons if refusal else [],
    }
    return render(request, "accounts/second_factor.html", values, status=422 if refusal else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def second_factor_app(request: Request) -> HttpResponse:
    """Đặt ứng dụng tạo mã: quét mã QR, ghi mã đầu tiên."""
    return _app(request)


@reauthentication_required(app="allauth.mfa")
def _app(request: Request) -> HttpResponse:
    me = _me(request)
    form = AppForm(data=request.POST if request.method == "POST" else None, user=me)
    reasons: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.add_app(me, form.secret, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            clear_totp_secret(request)
            return _done(request, codes, "Đã đặt ứng dụng tạo mã.")
    address = get_adapter().build_totp_url(me, form.secret)
    values = {
        "form": form,
        "reasons": reasons,
        "qr": qr_svg(address, "Mã QR để ứng dụng tạo mã quét"),
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
        "address": address,
    }
    failed = request.method == "POST"
    return render(request, "accounts/second_factor_app.html", values, status=422 if failed else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def second_factor_key(request: Request) -> HttpResponse:
    """Thêm khóa bảo mật: vân tay, khuôn mặt của máy này hoặc khóa USB."""
    return _key(request)


@reauthentication_required(app="allauth.mfa")
def _key(request: Request) -> HttpResponse:
    me = _me(request)
    form = KeyForm(data=request.POST if request.method == "POST" else None, user=me)
    if request.method == "POST" and form.is_valid():
        codes = actions.add_key(
            me, form.cleaned_data["name"], form.cleaned_data["credential"], by=request.actor
        )
        return _done(request, codes, "Đã thêm khóa bảo mật.")
    values = {
        "form": form,
        "failed": request.method == "POST",
        "options": webauthn.begin_registration(me, False),
    }
    return render(
        request, "accounts/second_factor_key.html", values, status=422 if request.method == "POST" else 200
    )


def _done(request: Request, codes: list[str], said: str) -> HttpResponse:
    """Recovery codes are shown in the answer itself, once."""
    if codes:
        return render(request, "accounts/second_factor_codes.html", {"codes": _readable(codes), "said": said})
    messages.success(request, said)
    return redirect("second_factor")


def _readable(codes: list[str]) -> list[str]:
    return [f"{code[:4]} {code[4:]}" for code in codes]


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def second_factor_codes(request: Request) -> HttpResponse:
    """Lập mã dự phòng mới để in ra."""
    return _codes(request)


@reauthentication_required(app="allauth.mfa")
def _codes(request: Request) -> HttpResponse:
    if request.method == "GET":
        return render(
            request, "accounts/second_factor_codes.html", {"has": queries.second_factors(_me(request))}
        )
    try:
        codes = actions.renew_codes(_me(request), by=request.actor)
    except Refused as refusal:
        return _show(request, refusal)
    values = {"codes": _readable(codes), "said": "Đã lập mã dự phòng mới; mã cũ hết tác dụng."}
    return render(request, "accounts/second_factor_codes.html", values)


@require_POST
@signed_in
def second_factor_remove(request: Request, pk: int) -> HttpResponse:
    return _remove(request, pk)


@reauthentication_required(app="allauth.mfa")
def _remove(request: Request, pk: int) -> HttpResponse:
    factor = get_object_or_404(queries.primary(_me(request)), pk=pk)
    try:
        actions.remove_factor(factor, by=request.actor)
    except Refused as refusal:
        return _show(request, refusal)
    queries.forget_seen(request)
    messages.success(request, "Đã bỏ cách xác thực này.")
    return redirect("second_factor")


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def account_reset_factor(request: Request, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    try:
        actions.reset_second_factor(user, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(
            request, f"Đã gỡ xác thực hai lớp của {user.full_name}. Người này đặt lại khi đăng nhập lần tới."
        )
    return redirect("account_detail", pk=user.pk)


def _me(request: Request) -> User:
    user: User = request.user  # type: ignore[assignment]
    return user
