"""What is asked of the results table and typed in a report."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.places.models import Level, Place
from hoctap.plans.forms import DayField, PlaceChoice
from hoctap.reports import rules
from hoctap.reports.content import ReportText


class ResultFilter(forms.Form):
    place = PlaceChoice(label="Địa bàn", queryset=Place.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label="Năm", coerce=int)

    def __init__(self, *args: Any, places: Iterable[Place], years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        of_place, of_year = self.fields["place"], self.fields["year"]
        assert isinstance(of_place, PlaceChoice)
        assert isinstance(of_year, forms.TypedChoiceField)
        of_place.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
        of_year.choices = [(year, str(year)) for year in years]


class ReportForm(forms.Form):
    cut_off_on = DayField(label="Số liệu tính đến ngày")
    recipients = forms.CharField(
        label="Kính gửi", widget=forms.Textarea(attrs={"rows": 3}), help_text="Mỗi nơi nhận một dòng."
    )
    shortcomings = forms.CharField(
        label="Tồn tại, nguyên nhân",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )
    proposals = forms.CharField(
        label="Kiến nghị, đề xuất", widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any):
        kwargs.setdefault("initial", {"cut_off_on": today(), "recipients": "\n".join(proposed_for(place))})
        super().__init__(*args, **kwargs)

    def text(self) -> ReportText:
        typed = self.cleaned_data
        return ReportText(
            recipients=tuple(typed["recipients"].splitlines()),
            shortcomings=typed["shortcomings"],
            proposals=typed["proposals"],
        )


def proposed_for(place: Place) -> tuple[str, ...]:
    """By the tier the place belongs to: one that ended with the districts keeps the receivers of its time."""
    names = {above.level: above.full_name for above in Place.objects.filter(pk__in=place.path[:-1])}
    district = names.get(Level.DISTRICT, "")
    province = names.get(Level.PROVINCE, "")
    last_day = place.valid_to or today()
    on = min(last_day, rules.TWO_TIERS_SINCE) if district else last_day
    return rules.proposed_recipients(on, district=district, province=province)
