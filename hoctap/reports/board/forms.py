"""What a board is asked for. The places are read already: their choice costs no query of its own."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.criteria.models import Title
from hoctap.places.models import Place
from hoctap.plans.forms import DayField


class BoardFilter(forms.Form):
    title = forms.ChoiceField(label="Danh hiệu")
    place = forms.ChoiceField(label="Địa bàn")
    year = forms.TypedChoiceField(label="Năm", coerce=int)
    as_of = DayField(label="Đến hết ngày", required=False)

    def __init__(
        self,
        *args: Any,
        titles: Iterable[Title],
        places: Iterable[Place],
        years: Iterable[int],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, str]]] = {
            "title": [(title.value, title.label) for title in titles],
            "place": [(place.pk, place.title) for place in places],
            "year": [(year, str(year)) for year in years],
        }
        for name, offered in choices.items():
            of_field = self.fields[name]
            assert isinstance(of_field, forms.ChoiceField)
            of_field.choices = offered
