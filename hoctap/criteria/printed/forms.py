"""The form of the printed words. It turns text into values; the rules say no."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Place


class LabelsForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Cho địa bàn",
        empty_label="Chọn…",
        error_messages={"required": "Hãy chọn địa bàn."},
    )
    source = forms.CharField(
        label="Nguồn",
        max_length=300,
        required=False,
        help_text="Ví dụ: bản in QĐ 324/QĐ-KHVN, trang 5–8, Hội Khuyến học tỉnh gửi ngày 02/3/2026",
    )
    valid_from = DayField(label="Áp dụng từ ngày", required=False)
    page = forms.FileField(label="Ảnh chụp hoặc bản quét trang in", required=False, allow_empty_file=True)

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
