"""What is typed about a complaint. The rules say no."""

from django import forms

from hoctap.core.forms import DayField
from hoctap.recognition.complaints.models import ComplaintState, Settlement

BY_LAW = "Do cán bộ nhập theo Luật Khiếu nại; phần mềm không tính hạn thay. Để trống khi chưa rõ."


class ComplaintForm(forms.Form):
    complainant = forms.CharField(label="Người khiếu nại", max_length=200, required=False)
    received_on = DayField(label="Ngày nhận đơn", required=False)
    content = forms.CharField(
        label="Nội dung khiếu nại",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    authority = forms.CharField(
        label="Người, cơ quan có thẩm quyền giải quyết", max_length=200, required=False
    )
    due_on = DayField(label="Hạn thụ lý", required=False, help_text=BY_LAW)


class TakeUpForm(forms.Form):
    taken_up_on = DayField(label="Ngày thụ lý", required=False)
    due_on = DayField(label="Hạn giải quyết", required=False, help_text=BY_LAW)


class SettleForm(forms.Form):
    settlement = forms.ChoiceField(
        label="Kết quả giải quyết",
        choices=[(one.value, one.label.capitalize()) for one in Settlement if one],
        required=False,
        widget=forms.RadioSelect,
    )
    paper_number = forms.CharField(label="Số văn bản giải quyết", max_length=60, required=False)
    ended_on = DayField(label="Ngày văn bản", required=False)


class CloseForm(forms.Form):
    state = forms.ChoiceField(
        label="Kết thúc vì",
        choices=[(one.value, one.label) for one in (ComplaintState.NOT_TAKEN_UP, ComplaintState.WITHDRAWN)],
        required=False,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Lý do", max_length=300, required=False)
    ended_on = DayField(label="Ngày kết thúc", required=False)
