"""What is asked of the results table and typed in a report."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.criteria.models import Title
from hoctap.measures.queries import counting_day
from hoctap.places.models import Level, Place
from hoctap.plans.forms import DayField, PlaceChoice
from hoctap.reports import queries, rules
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


class SeasonFilter(ResultFilter):
    title = forms.ChoiceField(label="Danh hiệu")
    as_of = DayField(label="Đến hết ngày", required=False)

    field_order = ("title", "place", "year", "as_of")

    def __init__(self, *args: Any, titles: Iterable[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        _offer(self, titles)


class TrendFilter(ResultFilter):
    title = forms.ChoiceField(label="Danh hiệu")

    field_order = ("title", "place", "year")

    def __init__(self, *args: Any, titles: Iterable[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].label = "Đến năm"
        _offer(self, titles)


def _offer(form: forms.Form, titles: Iterable[Title]) -> None:
    of_title = form.fields["title"]
    assert isinstance(of_title, forms.ChoiceField)
    of_title.choices = [(title.value, title.label) for title in titles]


class ComparisonFilter(ResultFilter):
    before = forms.TypedChoiceField(label="So với năm", coerce=int)

    def __init__(self, *args: Any, earlier: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        before = self.fields["before"]
        assert isinstance(before, forms.TypedChoiceField)
        before.choices = [(year, str(year)) for year in earlier]


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

    def __init__(self, *args: Any, place: Place, year: int, **kwargs: Any):
        day = likely_cut_off(place, year)
        recipients = "\n".join(_proposed(place, day))
        # Of a past season that was entered afterwards the records are younger than the season.
        cut_off_on = max(day, queries.last_record_on(place, year) or day)
        kwargs.setdefault("initial", {"cut_off_on": cut_off_on, "recipients": recipients})
        super().__init__(*args, **kwargs)

    def text(self) -> ReportText:
        typed = self.cleaned_data
        return ReportText(
            recipients=tuple(typed["recipients"].splitlines()),
            shortcomings=typed["shortcomings"],
            proposals=typed["proposals"],
        )


def likely_cut_off(place: Place, year: int) -> dt.date:
    """Today in the running year; of a year gone by its last day, or that of a place that ended in it."""
    return min(today(), counting_day(place, year))


def _proposed(place: Place, day: dt.date) -> tuple[str, ...]:
    names = {above.level: above.full_name for above in Place.objects.filter(pk__in=place.path[:-1])}
    district, province = names.get(Level.DISTRICT, ""), names.get(Level.PROVINCE, "")
    return rules.proposed_recipients(day, district=district, province=province)
