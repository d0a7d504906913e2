"""Signing in with a name or a phone number. Nobody signs up by himself: an officer of the commune gives
the account.
"""

import ipaddress
import time
from typing import Any

from allauth.account import app_settings as allauth_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from hoctap.accounts import lockout, sign_in_log
from hoctap.accounts.models import User
from hoctap.accounts.phone import normal_phone
from hoctap.accounts.slips.queries import one_time_password_is_over

__all__ = ["ClosedSignUp", "PhoneOrNameBackend", "client_address", "find_user", "normal_phone"]


def find_user(typed: str) -> User | None:
    """Whom a typed name or phone number means, whether or not he may sign in."""
    typed = typed.strip()
    if not typed:
        return None
    phone = normal_phone(typed)
    condition = Q(login=typed.lower())
    if phone:
        condition |= Q(phone=phone)
    return User.objects.filter(condition).first()


class PhoneOrNameBackend(AuthenticationBackend):
    def authenticate(self, request: HttpRequest | None = None, **credentials: Any) -> User | None:
        typed = (credentials.get("username") or credentials.get("login") or "").strip()
        password = credentials.get("password")
        if not typed or password is None:
            return None
        user = find_user(typed)
        if user is None:
            User().set_password(password)  # the same time is spent whether or not the name exists
            return None
        if not user.check_password(password) or not user.is_active:
            return None
        return None if one_time_password_is_over(user) else user

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks, behind `HOCTAP_PROXIES` proxies of our own.

    Each of them appends the address it was asked from, so the n-th from the end was written by ours; what stands before it, the
    asker wrote himself. A request that came past the proxies is taken by its own address.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    count = settings.TRUSTED_PROXIES
    told = hops[-count] if 0 < count <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(told.strip("[]")))
    except ValueError:
        return str(request.META.get("REMOTE_ADDR") or "0.0.0.0")


class ClosedSignUp(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Tên đăng nhập (hoặc số điện thoại) hay mật khẩu chưa đúng. "
        "Nếu quên mật khẩu hoặc phiếu đã quá hạn, hãy nhờ người quản trị của xã cấp phiếu mới tại chỗ.",
        "too_many_login_attempts": "Đã nhập sai nhiều lần nên tạm dừng. Hãy thử lại sau 5 phút, "
        "hoặc nhờ người quản trị của xã cho thử lại hay cấp phiếu mới.",
        "enter_current_password": "Mật khẩu đang dùng chưa đúng.",
        "incorrect_password": "Mật khẩu chưa đúng.",
        "rate_limited": "Đã gửi quá nhiều lần. Hãy chờ một phút rồi thử lại.",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        typed = credentials.get("username", "")
        self._login_failed_rl_usage = lockout.take_a_try(request, typed, find_user(typed))
        if not self._login_failed_rl_usage:
            sign_in_log.turned_away("too many tries", find_user(typed))
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in_log.turned_away("wrong password", find_user(credentials.get("username", "")))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Only the password: everybody has one."""
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": "Mật khẩu", "url": url}]

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not again for whoever typed his password a moment ago, in signing in."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record.get("at", 0) for record in records), default=0)
        return bool(time.time() - newest >= allauth_settings.REAUTHENTICATION_TIMEOUT)

    def is_safe_url(self, url: str | None) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # "http://[…": no address at all
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
