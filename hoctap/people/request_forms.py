"""Forms for what people ask about their own data."""

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.people.models import Channel, RequestKind
from hoctap.places.commune_form import CommuneForm


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
    legal_reason = forms.CharField(
        label="Căn cứ pháp luật của việc từ chối",
        required=False,
        max_length=300,
        help_text="Chỉ khi từ chối: số, tên văn bản, điều khoản. Phần mềm không tự điền.",
    )


class ExtensionForm(forms.Form):
    new_due_on = DayField(label="Hạn mới")
    why = forms.CharField(
        label="Vì sao phải gia hạn",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lý do được in trong văn bản trả lời.",
        error_messages={"required": "Hãy ghi vì sao phải gia hạn: người dân được biết lý do."},
    )


class PrivacyNoticeForm(CommuneForm):
    officer_name = forms.CharField(
        label="Người hoặc bộ phận phụ trách dữ liệu cá nhân",
        max_length=200,
        error_messages={"required": "Hãy ghi người hoặc bộ phận phụ trách dữ liệu cá nhân."},
    )
    officer_contact = forms.CharField(
        label="Điện thoại, nơi làm việc của người phụ trách",
        max_length=300,
        error_messages={"required": "Hãy ghi cách liên lạc với người phụ trách."},
    )
    in_force_on = DayField(label="Dùng từ ngày")
    body = forms.CharField(
        label="Nội dung đọc cho người dân nghe",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Bản gợi ý: điền những chỗ trong ngoặc vuông […], sửa cho đúng việc của xã.",
        error_messages={"required": "Hãy ghi nội dung thông báo."},
    )
