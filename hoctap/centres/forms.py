"""What is typed about a centre."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice


class CentreForm(forms.Form):
    place = PlaceChoice(label="Xã, phường", queryset=Place.objects.none(), empty_label=None)
    name = forms.CharField(
        label="Tên trung tâm",
        max_length=200,
        required=False,
        help_text="Như trên quyết định thành lập",
    )
    symbol = forms.CharField(
        label="Ký hiệu trên văn bản",
        max_length=30,
        required=False,
        help_text="Ví dụ TTHTCĐ trong 56/KH-TTHTCĐ",
    )
    founded_on = DayField(label="Ngày thành lập", required=False)
    founded_by = forms.CharField(label="Quyết định thành lập", max_length=120, required=False)

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place]) -> None:
        super().__init__(post)
        field = self.fields["place"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
