from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField


class TakeForm(forms.Form):
    dossier = forms.ChoiceField(label="Về ai", error_messages={"required": "Chọn một tên."})
    content = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi việc, không ghi tên người phản ánh ở đây.",
    )
    from_whom = forms.CharField(
        label="Người phản ánh",
        required=False,
        max_length=120,
        help_text="Chỉ cán bộ xét của xã thấy; ghi xong ở đây không hiện lại. Để trống nếu người ấy không muốn nêu tên.",
    )
    handler = forms.CharField(label="Người nhận giải quyết", required=False, max_length=120)

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["dossier"].choices = [("", "chọn tên"), *names]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Trả lời", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    answered_on = DayField(label="Ngày trả lời", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = today()
