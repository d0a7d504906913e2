"""What is typed about a posting and about what is said against it. The rules and the actions say no."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.recognition.posting.models import Outcome, Venue


class PostingForm(forms.Form):
    hamlet = forms.ModelChoiceField(
        Place.objects.none(), label="Niêm yết ở đâu", required=False, empty_label="Một danh sách cho cả xã"
    )
    from_on = DayField(label="Niêm yết từ ngày", required=False)
    days = forms.IntegerField(label="Số ngày niêm yết", required=False, min_value=0, max_value=1000)
    venues = forms.MultipleChoiceField(
        label="Nơi niêm yết", choices=Venue, required=False, widget=forms.CheckboxSelectMultiple
    )
    venue_note = forms.CharField(
        label="Ghi rõ nơi niêm yết",
        max_length=200,
        required=False,
        help_text="Ví dụ: bảng tin trước trụ sở ấp. Chữ này in trên danh sách.",
    )

    def __init__(self, *args: Any, hamlets: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].queryset = hamlets  # type: ignore[attr-defined]
        self.fields["hamlet"].label_from_instance = lambda one: one.full_name  # type: ignore[attr-defined]


class PostingEndForm(forms.Form):
    ended_on = DayField(label="Niêm yết đến hết ngày", required=False)
    why = forms.CharField(label="Lý do gỡ sớm hoặc muộn", max_length=300, required=False)


class PostingPhotoForm(forms.Form):
    file = forms.FileField(label="Ảnh bảng niêm yết", required=False)

    def content(self) -> bytes:
        """Read only now: a file that was too large says so here."""
        upload = self.cleaned_data["file"]
        return upload.read() if upload else b""


class OptOutForm(forms.Form):
    said_on = DayField(label="Ngày nói", required=False)
    told_by = forms.CharField(
        label="Ai nói", max_length=120, required=False, help_text="Họ tên, quan hệ với chủ hộ"
    )


class ObjectionForm(forms.Form):
    received_on = DayField(label="Ngày nhận", required=False)
    content = forms.CharField(
        label="Nội dung phản ánh, kiến nghị",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    from_whom = forms.CharField(
        label="Người phản ánh",
        max_length=120,
        required=False,
        help_text="Không bắt buộc. Chỉ người xét của xã xem được; ấp và hộ không thấy.",
    )
    handler = forms.CharField(label="Người giải quyết", max_length=120, required=False)


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=[(one.value, one.label.capitalize()) for one in Outcome if one],
        required=False,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Nội dung trả lời",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answered_on = DayField(label="Ngày trả lời", required=False)
    return_reason = forms.CharField(
        label="Lý do trả lại, cho ấp biết",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi trả hồ sơ lại ấp. Ấp đọc được dòng này: không nêu người phản ánh.",
    )
