"""Counts of the notebook, a day or a month."""

from django import forms

from hoctap.core.forms import DayField
from hoctap.libraries.circulation.models import Readers, SubjectGroup
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"{label}: ghi bằng số nguyên.",
            "min_value": f"{label} không thể âm.",
        },
    )


class TallyForm(forms.Form):
    period = forms.ChoiceField(
        label="Số này của",
        choices=[("month", "cả tháng"), ("day", "một ngày")],
        initial="month",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn cả tháng hay một ngày.", "invalid_choice": "Hãy chọn lại."},
    )
    on = DayField(label="Ngày, hoặc một ngày trong tháng")
    taken_home = _count("Số lượt mượn về")
    read_here = _count("Số lượt đọc tại chỗ")
    readers = forms.ChoiceField(label="Bạn đọc", required=False, choices=Readers.choices)
    group = forms.ChoiceField(label="Môn loại", required=False, choices=SubjectGroup.choices)

    def typed(self) -> TallyTyped:
        told = self.cleaned_data
        first, last = month_of(told["on"]) if told["period"] == "month" else (told["on"], told["on"])
        return TallyTyped(
            first,
            last,
            taken_home=told["taken_home"] or 0,
            read_here=told["read_here"] or 0,
            group=told["group"],
            readers=told["readers"],
        )
