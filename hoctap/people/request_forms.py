"""Forms for what people ask about their own data."""

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.people.models import Channel, RequestKind


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="Người dân yêu cầu gì",
        choices=RequestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn yêu cầu."},
    )
    received_on = DayField(label="Ngày nhận")
    channel = forms.ChoiceField(
        label="Nhận qua",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn cách nhận yêu cầu."},
    )
    text = forms.CharField(
        label="Nội dung", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["received_on"].initial = today()


class OutcomeForm(forms.Form):
    answer = forms.ChoiceField(
        label="Giải quyết thế nào",
        choices=[("done", "Đã làm theo yêu cầu"), ("refused", "Từ chối, có lý do")],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn cách giải quyết."},
    )
    outcome = forms.CharField(
        label="Kết quả, hoặc lý do từ chối",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi kết quả, hoặc lý do từ chối."},
    )
