"""One result as it is typed. The rules and the actions say no."""

from decimal import Decimal

from django import forms

from hoctap.core.forms import DayField
from hoctap.recognition.result_lists.rules import total_of
from hoctap.recognition.results.rules import Told


class ResultForm(forms.Form):
    total = forms.CharField(label="Tổng điểm", max_length=10, required=False)
    passed = forms.ChoiceField(
        label="Kết quả",
        choices=[("yes", "Đạt"), ("no", "Chưa đạt")],
        widget=forms.RadioSelect,
        required=False,
    )
    result_on = DayField(label="Ngày có kết quả", required=False)
    confirmed_by = forms.CharField(
        label="Người xác nhận",
        max_length=120,
        required=False,
        help_text="Như ghi trên phần mềm của Hội: họ tên, chức vụ",
    )
    file = forms.FileField(
        label="Ảnh hoặc giấy kết quả",
        required=False,
        help_text="Ảnh màn hình hoặc giấy in. Không chụp giấy tờ tùy thân.",
    )

    def clean_total(self) -> Decimal | None:
        typed = self.cleaned_data["total"]
        if not typed.strip():
            return None
        total, fault = total_of(typed)
        if fault is not None:
            raise forms.ValidationError(" ".join(fault))
        return total

    def told(self) -> Told:
        said = self.cleaned_data
        passed = {"yes": True, "no": False}.get(said["passed"])
        return Told(said["total"], passed, said["result_on"], said["confirmed_by"])
