"""What is typed after a signature."""

from django import forms


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


class EditedForm(forms.Form):
    file = forms.FileField(label="Bản Word đã sửa (.docx)")
