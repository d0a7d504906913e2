from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.places.models import Place


class _PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return str(place.title)


class OutlinesForm(forms.Form):
    place = _PlaceChoice(label="Các xã của", queryset=Place.objects.none(), empty_label=None)
    file = forms.FileField(
        label="Tệp GeoJSON",
        help_text="Mỗi xã một hình có mã xã (code, ma, ma_xa); độ theo WGS 84; dưới 15 MB.",
    )
    on = DayField(
        label="Mã xã theo ngày", help_text="Mã được dùng lại sau sắp xếp, nên phải biết mã của ngày nào."
    )
    source = forms.CharField(
        label="Nguồn", max_length=200, help_text="Cơ quan nào lập, ngày nào; in dưới bản đồ."
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        of_place = self.fields["place"]
        assert isinstance(of_place, forms.ModelChoiceField)
        of_place.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
        self.fields["on"].initial = today()
