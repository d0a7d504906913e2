"""What is typed or scanned at the desk."""

from django import forms

from hoctap.core.forms import DayField


class ScanForm(forms.Form):
    code = forms.CharField(
        label="Mã thẻ, mã sách hoặc tên",
        max_length=200,
        error_messages={"required": "Hãy quét hoặc gõ mã.", "max_length": "Mã này dài quá. Hãy quét lại."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "off",
                "spellcheck": "false",
                "enterkeyhint": "go",
            }
        ),
    )
    borrower = forms.UUIDField(required=False, widget=forms.HiddenInput)
    over_why = forms.CharField(
        label="Lý do vẫn cho mượn",
        max_length=200,
        required=False,
        error_messages={"max_length": "Lý do dài quá 200 chữ. Hãy ghi ngắn lại."},
    )
    on = DayField(label="Ngày (khi ghi lại từ sổ tay)", required=False)


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Lý do",
        max_length=200,
        error_messages={
            "required": "Hãy ghi lý do.",
            "max_length": "Lý do dài quá 200 chữ. Hãy ghi ngắn lại.",
        },
    )
