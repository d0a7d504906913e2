"""Forms for grounds and consents. Nothing is ticked beforehand: silence is no consent."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from hoctap.core.forms import DayField
from hoctap.people.models import Channel, PrivacyNotice, Purpose
from hoctap.places.commune_form import CommuneForm


class PlaceBasisForm(CommuneForm):
    purpose = forms.ChoiceField(
        label="Mục đích",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn mục đích."},
    )
    legal_text = forms.CharField(
        label="Văn bản làm căn cứ",
        max_length=300,
        help_text="Ghi số, ngày, tên văn bản và điều khoản giao nhiệm vụ; phần mềm không tự điền.",
        error_messages={"required": "Hãy ghi văn bản làm căn cứ."},
    )
    given_on = DayField(label="Áp dụng từ ngày")


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(
        label="Dùng dữ liệu để làm gì",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn mục đích."},
    )
    agrees = forms.ChoiceField(
        label="Người dân nói",
        choices=[("yes", "Đồng ý"), ("no", "Không đồng ý")],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn đồng ý hay không đồng ý."},
    )
    given_on = DayField(label="Ngày")
    channel = forms.ChoiceField(
        label="Bằng cách nào",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn hình thức đồng ý."},
    )
    notice = forms.ModelChoiceField(
        label="Bản thông báo đã đọc",
        queryset=PrivacyNotice.objects.none(),
        required=False,
        empty_label="Chọn bản đã đọc",
    )
    notice_version = forms.CharField(
        label="Bản khác, không có trong danh sách",
        required=False,
        max_length=60,
        help_text="Chỉ khi nhập lại giấy cũ. Ví dụ: thông báo ngày 01/10/2026.",
    )
    helper = forms.CharField(label="Người giúp ghi", required=False, max_length=120)
    guardian = forms.CharField(
        label="Cha, mẹ hoặc người giám hộ",
        required=False,
        max_length=120,
        help_text="Bắt buộc khi người này chưa đủ 16 tuổi.",
    )
    child_agrees = forms.BooleanField(label="Trẻ từ 7 tuổi cũng đồng ý", required=False)

    def __init__(self, *args: Any, notices: QuerySet[PrivacyNotice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["notice"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = notices
