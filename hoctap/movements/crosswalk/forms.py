"""What is typed about a line of the table."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.measures.registry import Measure
from hoctap.movements.crosswalk.models import OtherTitle
from hoctap.movements.crosswalk.rules import LineTyped
from hoctap.movements.days.forms import NOTHING, PlaceForm


class LineForm(PlaceForm):
    dossier = forms.ChoiceField(label="Hồ sơ", choices=[NOTHING, *OtherTitle.choices], required=False)
    code = forms.CharField(
        label="Tiêu chí số", max_length=30, required=False, help_text="Như trên văn bản, ví dụ 5.2"
    )
    wording = forms.CharField(
        label="Nội dung tiêu chí",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chép từ văn bản của địa phương. Phần mềm không có sẵn tiêu chí nào.",
    )
    measure = forms.ChoiceField(label="Số liệu trong sổ", required=False)
    source = forms.CharField(label="Theo văn bản", max_length=300, required=False)

    def __init__(self, post: QueryDict | None, *, offered: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["measure"].choices = [NOTHING, *((one.code, one.label) for one in offered)]  # type: ignore[attr-defined]

    @property
    def line(self) -> LineTyped:
        told = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        return LineTyped(**told)


class AskForm(forms.Form):
    dossier = forms.ChoiceField(label="Hồ sơ", choices=[("", "Tất cả"), *OtherTitle.choices], required=False)
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100, required=False)
