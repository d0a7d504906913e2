"""Why a piece of evidence is withdrawn."""

from django import forms


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label="Vì sao rút",
        max_length=200,
        help_text="Ví dụ: nhầm hộ; ảnh có giấy tờ riêng.",
        error_messages={"required": "Hãy ghi lý do rút."},
    )
