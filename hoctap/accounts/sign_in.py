"""Signing in with a name or a phone number. Nobody signs up by himself: an officer of the commune gives
the account.
"""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest

from hoctap.accounts.models import User


def normal_phone(text: str) -> str:
    """'0912 345 678' and '+84 912.345.678' are one number: '0912345678'. Empty when it is not a phone
    number.
    """
    digits = re.sub(r"[\s.\-()]", "", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    return digits if re.fullmatch(r"0\d{9,10}", digits) else ""


class PhoneOrNameBackend(AuthenticationBackend):
    def authenticate(self, request: HttpRequest | None = None, **credentials: Any) -> User | None:
        typed = (credentials.get("username") or credentials.get("login") or "").strip()
        password = credentials.get("password")
        if not typed or password is None:
            return None
        phone = normal_phone(typed)
        condition = Q(login=typed.lower())
        if phone:
            condition |= Q(phone=phone)
        user = User.objects.filter(condition).first()
        if user is None:
            User().set_password(password)  # the same time is spent whether or not the name exists
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


class ClosedSignUp(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Tên đăng nhập (hoặc số điện thoại) hay mật khẩu chưa đúng. "
        "Nếu quên mật khẩu, hãy nhờ người quản trị của xã cấp lại tại chỗ.",
        "too_many_login_attempts": "Đã nhập sai nhiều lần nên tạm dừng. Hãy thử lại sau 5 phút, "
        "hoặc nhờ người quản trị của xã cấp lại mật khẩu.",
        "enter_current_password": "Mật khẩu đang dùng chưa đúng.",
        "rate_limited": "Đã gửi quá nhiều lần. Hãy chờ một phút rồi thử lại.",
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def is_safe_url(self, url: str | None) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # "http://[…": no address at all
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
