"""What is typed when a book is asked for in advance."""

from django import forms


class HoldForm(forms.Form):
    title = forms.ChoiceField(
        label="Sách",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn sách.",
            "invalid_choice": "Hãy chọn một trong những sách tìm được. Hãy tìm lại.",
        },
    )
    card = forms.CharField(
        label="Số thẻ",
        max_length=30,
        required=False,
        help_text="Quét hoặc gõ; chưa có thẻ thì ghi tên và điện thoại",
        error_messages={"max_length": "Số thẻ dài quá 30 chữ."},
    )
    name = forms.CharField(
        label="Họ và tên",
        max_length=100,
        required=False,
        error_messages={"max_length": "Họ tên dài quá 100 chữ."},
    )
    phone = forms.CharField(
        label="Điện thoại",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        error_messages={"max_length": "Số điện thoại dài quá. Ghi như 0912345678."},
    )


class CardForm(forms.Form):
    card = forms.CharField(
        label="Số thẻ",
        max_length=30,
        help_text="Quét hoặc gõ",
        error_messages={"required": "Hãy ghi số thẻ.", "max_length": "Số thẻ dài quá 30 chữ."},
    )


class DropForm(forms.Form):
    why = forms.CharField(
        label="Lý do bỏ",
        max_length=200,
        help_text="Ai đặt qua cổng thông tin thì đọc được lý do này bằng mã của mình: không ghi tên ai",
        error_messages={"required": "Hãy ghi lý do bỏ.", "max_length": "Lý do dài quá 200 chữ."},
    )
