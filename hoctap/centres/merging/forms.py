"""What is typed about a merger, a suspension, an end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.fields import Words
from hoctap.centres.merging.models import StandingKind
from hoctap.centres.models import Centre
from hoctap.core.forms import DayField


class CentresChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, centre: Any) -> str:
        return f"{centre.name} ({centre.place.title})"


class MergerForm(forms.Form):
    centres = CentresChoice(
        label="Trung tâm được nhập vào",
        queryset=Centre.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decision_number = Words("Số quyết định", 120)
    decision_on = DayField(label="Ngày quyết định")
    on = DayField(label="Sáp nhập từ ngày")

    def __init__(self, post: QueryDict | None, *, offered: Sequence[Centre]) -> None:
        super().__init__(post)
        centres = self.fields["centres"]
        assert isinstance(centres, forms.ModelMultipleChoiceField)
        centres.queryset = Centre.objects.filter(pk__in=[one.pk for one in offered]).select_related(
            "organisation__place"
        )


class StandingForm(forms.Form):
    kind = forms.ChoiceField(label="Việc", choices=StandingKind.choices, widget=forms.RadioSelect)
    on = DayField(label="Từ ngày")
    decision_number = Words("Số quyết định", 120)
    decision_on = DayField(label="Ngày quyết định")
    why = Words("Lý do", 300)
