"""What is typed about an open matter after a reorganisation."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from hoctap.core.forms import DayField
from hoctap.places.models import Organisation, Place
from hoctap.plans.forms import PlaceChoice
from hoctap.plans.settling.models import Outcome
from hoctap.plans.settling.rules import SettlementDetails


class SettlementForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Xử lý",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kế thừa, chấm dứt hay chờ hướng dẫn."},
    )
    heir_place = PlaceChoice(
        label="Nơi kế thừa", queryset=Place.objects.none(), required=False, empty_label="Chưa chọn"
    )
    heir_body = forms.ModelChoiceField(
        label="Cơ quan kế thừa",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Chưa chọn",
    )
    paper_number = forms.CharField(label="Theo văn bản số", max_length=60, required=False)
    paper_date = DayField(label="Ngày văn bản", required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Place] | None = None,
        bodies: QuerySet[Organisation] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        for name, rows in (("heir_place", places), ("heir_body", bodies)):
            if rows is None:
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def details(self) -> SettlementDetails:
        typed = self.cleaned_data
        place, body = typed.get("heir_place"), typed.get("heir_body")
        return SettlementDetails(
            outcome=typed["outcome"],
            paper_number=typed["paper_number"],
            paper_date=typed["paper_date"],
            heir_place_id=place.pk if place else None,
            heir_body_id=body.pk if body else None,
            note=typed["note"],
        )
