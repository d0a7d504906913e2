"""What is typed about dated figures, and what is handed down to places."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.figures.rules import FigureDetails
from hoctap.plans.forms import PlaceChoice
from hoctap.plans.indicators import Indicator
from hoctap.plans.models import Target


def _number(label: str, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=14, decimal_places=2, localize=True, required=required, min_value=0
    )


class FigureForm(forms.Form):
    place = PlaceChoice(label="Số liệu của", queryset=Place.objects.none(), empty_label=None)
    as_of = DayField(label="Tính đến ngày")
    numerator = _number("Tử số")
    denominator = _number("Mẫu số")
    value = _number("Giá trị")
    source = forms.CharField(
        label="Nguồn",
        max_length=300,
        help_text="Báo cáo, sổ theo dõi, biên bản; ai lập",
        error_messages={"required": "Ghi nguồn của số liệu, ví dụ báo cáo, sổ theo dõi, biên bản."},
    )
    paper = forms.CharField(
        label="Minh chứng", max_length=300, required=False, help_text="Số văn bản, nơi xem được"
    )

    def __init__(
        self, *args: Any, target: Target, indicator: Indicator, places: Iterable[Place], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.target = target
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        if indicator.denominator_label:
            del self.fields["value"]
            self.fields["numerator"].label = f"Tử số: {indicator.numerator_label}"
            self.fields["denominator"].label = f"Mẫu số: {indicator.denominator_label}"
        else:
            del self.fields["numerator"]
            del self.fields["denominator"]
            self.fields["value"].label = f"Giá trị ({indicator.unit}): {indicator.numerator_label}"

    def details(self) -> FigureDetails:
        typed = self.cleaned_data
        return FigureDetails(
            year=self.target.year,
            as_of=typed["as_of"],
            source=typed["source"],
            value=typed.get("value"),
            numerator=typed.get("numerator"),
            denominator=typed.get("denominator"),
            paper=typed["paper"],
        )


class SharesForm(forms.Form):
    """One field for each place below; an empty one takes the value back."""

    def __init__(self, *args: Any, target: Target, places: Iterable[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        given = {share.place_id: share.value for share in target.shares.all()}
        self.places = list(places)
        for place in self.places:
            field = _number(place.title, required=False)
            field.initial = given.get(place.pk)
            self.fields[f"share-{place.pk}"] = field

    def shares(self) -> dict[UUID, Decimal | None]:
        return {place.pk: self.cleaned_data[f"share-{place.pk}"] for place in self.places}
