"""What is typed after a signature."""

from django import forms

from hoctap.papers.link_rules import LONGEST_DAYS, USUAL_DAYS


class SignatureForm(forms.Form):
    number = forms.IntegerField(
        label="Số",
        required=False,
        min_value=1,
        help_text="Số văn thư cấp sau khi ký; chỉ ghi phần số, ví dụ 5.",
    )
    dated_on = forms.DateField(
        label="Ngày ký", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    signer = forms.CharField(label="Họ tên người ký", max_length=120, required=False)
    signer_capacity = forms.CharField(label="Chức vụ, tư cách ký", max_length=200, required=False)
    file = forms.FileField(
        label="Bản đã ký, đóng dấu", required=False, help_text="Ảnh chụp hoặc PDF, dưới 15 MB."
    )


class LinkForm(forms.Form):
    made_for = forms.CharField(
        label="Gửi cho ai", max_length=120, help_text="Ví dụ: Trưởng ấp 3. Chỉ xã nhìn thấy."
    )
    days = forms.IntegerField(
        label="Dùng được mấy ngày",
        initial=USUAL_DAYS,
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid"), f"Liên kết dùng được từ 1 đến {LONGEST_DAYS} ngày."
        ),
    )


class EditedForm(forms.Form):
    file = forms.FileField(label="Bản Word đã sửa (.docx)")
