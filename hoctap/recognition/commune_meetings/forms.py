"""What is typed about a meeting of the commune."""

from django import forms

from hoctap.core.forms import DayField


class CommuneMeetingForm(forms.Form):
    held_on = DayField(label="Ngày họp", required=False)
    venue = forms.CharField(label="Địa điểm", max_length=200, required=False)
    chair = forms.CharField(label="Chủ trì", max_length=120, required=False)
    secretary = forms.CharField(label="Thư ký", max_length=120, required=False)
    members = forms.CharField(
        label="Thành viên dự họp",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một người: họ tên, chức vụ, đơn vị. Ví dụ: Nguyễn Thị Lan, Chủ tịch Hội Khuyến học xã",
    )
    votes_for = forms.IntegerField(label="Số người thống nhất", min_value=0, max_value=1000)
    votes_against = forms.IntegerField(label="Số người không thống nhất", min_value=0, max_value=1000)
    remarks = forms.CharField(
        label="Ý kiến tại cuộc họp",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
