"""Setting one's own password with a slip."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from hoctap.accounts.models import User


class OwnPasswordForm(forms.Form):
    password1 = forms.CharField(
        label="Mật khẩu của mình",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 8 ký tự, dễ nhớ với mình, khó đoán với người khác.",
        error_messages={"required": "Hãy ghi mật khẩu."},
    )
    password2 = forms.CharField(
        label="Ghi lại mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Hãy ghi lại mật khẩu."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        typed: str = self.cleaned_data["password1"]
        validate_password(typed, self.user)
        if self.user.check_password(typed):
            raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu một lần trên phiếu.")
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Hai lần ghi mật khẩu chưa giống nhau.")
        return cleaned
