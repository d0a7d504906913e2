"""What is typed about a figure. The rules say no."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.recognition.stated_figures.actions import StatedTyped
from hoctap.recognition.stated_figures.queries import offered


class StatedForm(forms.Form):
    measure = forms.ChoiceField(label="Tỷ lệ", required=False)
    year = forms.IntegerField(
        label="Năm", min_value=1990, max_value=2200, error_messages={"required": "Hãy ghi năm."}
    )
    numerator = forms.IntegerField(label="Số đạt", required=False, min_value=0, max_value=2_000_000_000)
    denominator = forms.IntegerField(
        label="Tổng số (mẫu số)", required=False, min_value=0, max_value=2_000_000_000
    )
    as_of = DayField(label="Tính đến ngày", required=False)
    source = forms.CharField(
        label="Nguồn",
        required=False,
        max_length=300,
        help_text="Văn bản nào, số, ngày, của ai. Ví dụ: Báo cáo số 12/BC-UBND ngày 20/12/2025.",
    )
    text = forms.CharField(label="Minh chứng bằng lời", required=False, max_length=300)
    file = forms.FileField(label="Ảnh hoặc bản quét văn bản", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "chọn tỷ lệ"), *((one.code, one.label) for one in offered())]  # type: ignore[attr-defined]

    def told(self) -> StatedTyped:
        said = self.cleaned_data
        return StatedTyped(
            said["measure"],
            said["year"],
            said["numerator"],
            said["denominator"],
            said["as_of"],
            said["source"],
        )
