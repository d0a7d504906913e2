"""The form of a local title."""

from typing import Any

from django import forms

from hoctap.criteria.local_titles.rules import KINDS, PLACE_LEVELS
from hoctap.places.models import Place


class TitleForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Của địa bàn",
        empty_label="Chọn…",
        help_text="Danh hiệu dùng ở địa bàn này và mọi nơi bên dưới.",
        error_messages={
            "required": "Hãy chọn địa bàn.",
            "invalid_choice": "Hãy chọn địa bàn trong danh sách.",
        },
    )
    name = forms.CharField(
        label="Tên danh hiệu", max_length=120, required=False, help_text="Ví dụ: Gia đình hiếu học tiêu biểu"
    )
    subject_kind = forms.ChoiceField(
        label="Công nhận cho",
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        required=False,
    )
    place_levels = forms.MultipleChoiceField(
        label="Cộng đồng ở cấp",
        choices=list(PLACE_LEVELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Chỉ chọn khi công nhận cho cộng đồng.",
    )
    line_word = forms.CharField(
        label="Mỗi dòng của bộ tiêu chí gọi là",
        max_length=40,
        required=False,
        help_text="Theo văn bản: tiêu chí, chỉ số… Để trống là “tiêu chí”.",
    )
    self_word = forms.CharField(
        label="Cột tự chấm gọi là",
        max_length=60,
        required=False,
        help_text="Ví dụ: Gia đình tự chấm. Để trống là “Tự đánh giá”.",
    )
    instrument = forms.CharField(
        label="Văn bản phát động",
        max_length=300,
        required=False,
        help_text="Số, ngày, cơ quan ban hành.",
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
