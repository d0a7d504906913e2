"""What is typed about a file that goes along with a report."""

from django import forms

from hoctap.reports.periodic.rules import LONGEST_NAME


class AttachForm(forms.Form):
    name = forms.CharField(
        label="Tên tài liệu",
        max_length=LONGEST_NAME,
        help_text="Như ghi trong báo cáo: “Danh sách hộ đạt”, “Ảnh lễ phát động”.",
        error_messages={"required": "Ghi tên tài liệu kèm theo."},
    )
    file = forms.FileField(
        label="Tệp",
        help_text="Ảnh, PDF, Word (.docx), Excel (.xlsx), nhiều nhất 15 MB.",
        error_messages={"required": "Chọn tệp.", "empty": "Tệp rỗng. Hãy chọn lại tệp."},
    )
