"""allauth's forms of second factors, with words an officer understands and codes that work once."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django.core.cache import cache


def _first_use(user_id: Any, code: str) -> bool:
    """Whether this code of the app comes for the first time in all the time that it holds, the tolerance included."""
    periods = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"second_factor:{user_id}:{normalize_user_code(code)}"
    return bool(cache.add(key, "used", timeout=app_settings.TOTP_PERIOD * periods))


class CodeForm(AuthenticateForm):
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã xác thực"
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code"}
        self.fields["code"].error_messages["required"] = "Hãy ghi mã xác thực."

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def note_use(self) -> None:
        """The factor has done its work in this signing in."""
        self.save()


class AppForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã đang hiện trong ứng dụng"
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code"}
        self.fields["code"].error_messages["required"] = "Hãy ghi mã 6 chữ số đang hiện trong ứng dụng."

    def clean_code(self) -> str:
        code: str = super().clean_code()
        _first_use(self.user.pk, code)
        return code


class KeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên để nhận ra khóa này"
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean(self) -> dict[str, Any]:
        with refusing_nonsense():
            return dict(super().clean())


class ConfirmForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.label, password.help_text = "Mật khẩu", ""
        password.widget.attrs = {"autocomplete": "current-password"}
        password.error_messages["required"] = "Hãy ghi mật khẩu."


class UsedKeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with refusing_nonsense():
            return super().clean_credential()

    def note_use(self) -> None:
        self.save()


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """A browser sends a whole answer of a key. What a machine made up breaks the readers of its parts in many ways: all are a wrong
    code and not a broken server.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error) as error:
        raise get_adapter().validation_error("incorrect_code") from error
