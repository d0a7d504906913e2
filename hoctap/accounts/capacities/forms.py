"""Correcting a position; in whose name it signs."""

from django import forms

from hoctap.accounts.capacities.models import SigningForm
from hoctap.core.forms import DayField


class CorrectionForm(forms.Form):
    title = forms.CharField(
        label="Chức vụ",
        max_length=120,
        help_text="Như ghi trên văn bản, ví dụ: Phó Chủ tịch.",
        error_messages={"required": "Hãy ghi chức vụ như trên văn bản."},
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(
        label="Ngày đầu tiên không còn giữ", required=False, help_text="Bỏ trống nếu vẫn đang giữ."
    )
    decision = forms.CharField(
        label="Theo quyết định",
        max_length=120,
        required=False,
        help_text="Ví dụ: 12/QĐ-UBND ngày 05/01/2024.",
    )
    why = forms.CharField(
        label="Lý do sửa",
        max_length=300,
        help_text="Ví dụ: ghi nhầm ngày so với quyết định bổ nhiệm. Điều ghi trước đây vẫn được giữ lại để xem.",
        error_messages={"required": "Hãy ghi lý do sửa."},
    )


class AuthorityForm(forms.Form):
    form = forms.ChoiceField(
        label="Ký theo thể thức",
        choices=SigningForm.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn thể thức ký.",
            "invalid_choice": "Hãy chọn một thể thức trong danh sách.",
        },
    )
    for_whom = forms.CharField(
        label="Thay cho",
        max_length=120,
        help_text="KT., Q., TL., TUQ.: ghi chức vụ, ví dụ Chủ tịch. TM.: ghi tên tập thể, ví dụ Ban Chấp hành.",
        error_messages={"required": "Hãy ghi ký thay cho ai."},
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Ngày đầu tiên không còn", required=False, help_text="Bỏ trống nếu chưa biết.")
    decision = forms.CharField(
        label="Theo văn bản",
        max_length=120,
        help_text="Văn bản phân công hoặc ủy quyền, ví dụ: 08/TB-UBND ngày 02/01/2026.",
        error_messages={"required": "Hãy ghi văn bản phân công, ủy quyền."},
    )
