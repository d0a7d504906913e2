"""What is typed about a difficult hamlet."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.learning.hamlets import queries
from hoctap.places.models import Place


class HamletChoice(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return f"{place.title}, {place.parent.title}" if place.parent else place.title


class DifficultForm(forms.Form):
    hamlet = HamletChoice(label="Ấp, khóm", queryset=Place.objects.none(), empty_label="Chọn ấp, khóm")
    since = DayField(label="Khó khăn từ ngày")
    basis = forms.CharField(
        label="Căn cứ",
        max_length=200,
        help_text="Số, ngày văn bản; ví dụ: Quyết định 12/QĐ-UBND ngày 05/01/2026",
        error_messages={"required": "Hãy ghi căn cứ."},
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(post)
        field = self.fields["hamlet"]
        assert isinstance(field, HamletChoice)
        field.queryset = queries.hamlets_to_mark(actor).select_related("parent")


class EndForm(forms.Form):
    until = DayField(label="Hết khó khăn từ ngày")
