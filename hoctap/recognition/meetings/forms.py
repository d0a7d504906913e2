"""Forms of a meeting. They turn text into values; the rules and the actions say no."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField, in_our_calendar
from hoctap.places.models import Place
from hoctap.recognition.models import Ballot, Manner, RecognitionRound

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _When(forms.Form):
    held_on = forms.DateField(label="Ngày họp", widget=DATE, validators=[in_our_calendar])
    starts_at = forms.TimeField(
        label="Giờ họp",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Giờ chưa đúng. Hãy ghi như 19:30."},
    )
    venue = forms.CharField(label="Địa điểm", max_length=200)


class MoveForm(_When):
    why = forms.CharField(
        label="Lý do đổi",
        max_length=300,
        required=False,
        help_text="In trên giấy mời mới. Ví dụ: nhà văn hóa đang sửa.",
    )


class _WhenAndWho(_When):
    chair = forms.CharField(label="Chủ trì", max_length=120)
    secretary = forms.CharField(label="Thư ký", max_length=120)


class MeetingNewForm(_WhenAndWho):
    households_present = forms.IntegerField(label="Số hộ có đại diện dự họp", min_value=0, required=False)
    remarks = forms.CharField(
        label="Ý kiến tại cuộc họp",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi vào biên bản, mỗi ý một dòng. Không ghi điểm số của trẻ, hoàn cảnh riêng của hộ.",
    )
    late_why = forms.CharField(label="Lý do ghi sau hạn", max_length=300, required=False)
    late_allowed_by = forms.CharField(
        label="Người cho phép ghi sau hạn", max_length=120, required=False, help_text="Họ tên, chức vụ"
    )


class CorrectionForm(forms.Form):
    why = forms.CharField(
        label="Lý do sửa biên bản",
        max_length=200,
        required=False,
        help_text="Ví dụ: ghi thiếu hai hộ dự họp. Bản đã in không dùng nữa, in bản mới để ký.",
    )


class VoteForm(forms.Form):
    """The vote on one title; of the first title the fields bear their plain names."""

    manner = forms.ChoiceField(
        label="Biểu quyết", choices=Manner, required=False, initial=Manner.BLOCK, widget=forms.RadioSelect
    )
    ballot = forms.ChoiceField(label="Hình thức", choices=Ballot, required=False, initial=Ballot.HANDS)
    votes_for = forms.IntegerField(
        label="Số phiếu thống nhất cả danh sách",
        min_value=0,
        required=False,
        help_text="Biểu quyết một lần cho cả danh sách, trừ những tên đánh dấu ở dưới.",
    )
    votes_against = forms.IntegerField(
        label="Số phiếu không thống nhất", min_value=0, required=False, initial=0
    )

    def clean_manner(self) -> Manner:
        return Manner(self.cleaned_data["manner"] or Manner.BLOCK)

    def clean_ballot(self) -> Ballot:
        return Ballot(self.cleaned_data["ballot"] or Ballot.HANDS)


class CallForm(_WhenAndWho):
    group_name = forms.ChoiceField(label="Họp ở", required=False)
    rounds = forms.MultipleChoiceField(
        label="Danh hiệu xét tại cuộc họp", required=False, widget=forms.CheckboxSelectMultiple
    )
    other_titles = forms.CharField(
        label="Danh hiệu khác",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một danh hiệu, ví dụ: Gia đình văn hóa. Chỉ lập danh sách đề nghị, không chấm điểm.",
    )

    def __init__(self, *args: Any, seasons: list[RecognitionRound], groups: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.seasons = seasons
        self.fields["rounds"].choices = [(str(one.pk), one.title_name) for one in seasons]  # type: ignore[attr-defined]
        self.fields["group_name"].choices = [("", "cả ấp"), *((name, name) for name in groups)]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group_name"]

    def chosen(self) -> list[RecognitionRound]:
        return [one for one in self.seasons if str(one.pk) in self.cleaned_data["rounds"]]

    def others(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["other_titles"].splitlines() if line.strip()]


class SignInForm(forms.Form):
    file = forms.FileField(
        label="Ảnh danh sách ký nhận",
        help_text="Ảnh chụp hoặc PDF, dưới 15 MB. Chụp rõ chữ ký; không chụp giấy tờ khác.",
        error_messages={"required": "Hãy chọn ảnh danh sách ký nhận."},
    )


class QuorumForm(forms.Form):
    place = forms.ModelChoiceField(Place.objects.none(), label="Cho địa bàn", empty_label="chọn nơi")
    title_name = forms.CharField(
        label="Danh hiệu",
        max_length=120,
        required=False,
        help_text="Để trống: mọi danh hiệu. Ví dụ: Gia đình văn hóa.",
    )
    percent = forms.IntegerField(label="Ít nhất bao nhiêu phần trăm số hộ được mời", required=False)
    instrument = forms.CharField(
        label="Văn bản, hướng dẫn làm căn cứ",
        max_length=300,
        required=False,
        help_text="Số, ngày, cơ quan ban hành. Chưa đọc được văn bản thì đừng đặt: để “chưa có quy định”.",
    )
    valid_from = DayField(label="Áp dụng từ ngày", required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if places.count() == 1:
            self.fields["place"].initial = places.first()
