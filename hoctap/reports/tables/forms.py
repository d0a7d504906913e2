"""What an ad hoc table is asked for, and what keeps it. Choices that cannot be read count as not asked."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hoctap.criteria.models import Title
from hoctap.measures.registry import Measure
from hoctap.places.models import Organisation, Place
from hoctap.plans.forms import DayField, PlaceChoice
from hoctap.recognition.queries.behind import PARTS as LIST_PARTS
from hoctap.reports.tables.rules import COLUMNS, KINDS, PARTS, ROWS, SHARING, Definition


class TableFilter(forms.Form):
    """In the address, as `rules.Definition` reads it."""

    place = PlaceChoice(label="Địa bàn", queryset=Place.objects.none(), empty_label=None)
    rows = forms.ChoiceField(label="Mỗi dòng là", choices=list(ROWS.items()))
    columns = forms.ChoiceField(label="Mỗi cột là", choices=list(COLUMNS.items()))
    measure = forms.MultipleChoiceField(label="Chỉ số", required=False, widget=forms.CheckboxSelectMultiple)
    part = forms.MultipleChoiceField(
        label="Phần", choices=list(PARTS.items()), widget=forms.CheckboxSelectMultiple
    )
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    year_from = forms.IntegerField(
        label="Từ năm",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="Khi dòng hoặc cột là các năm",
    )
    as_of = DayField(label="Như đã ghi đến hết ngày", required=False)
    kind = forms.MultipleChoiceField(
        label="Chỉ lấy",
        choices=[(kind, kind) for kind in KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_missing = forms.BooleanField(label="Chỉ các dòng còn thiếu số liệu", required=False)
    least = forms.DecimalField(label="Cột đầu từ", required=False, help_text="% hoặc số, theo cột đầu")
    most = forms.DecimalField(label="đến", required=False)

    def __init__(
        self, *, places: Iterable[Place], offered: Sequence[Measure], asked: Definition, place: Place
    ) -> None:
        super().__init__(
            initial={
                "place": place.pk,
                "rows": asked.rows,
                "columns": asked.columns,
                "measure": list(asked.measures),
                "part": list(asked.parts),
                "year": asked.year,
                "year_from": asked.years[0] if asked.is_across_years else None,
                "as_of": asked.as_of,
                "kind": list(asked.kinds),
                "only_missing": asked.only_missing,
                "least": asked.least,
                "most": asked.most,
            },
        )
        of_place, of_measure = self.fields["place"], self.fields["measure"]
        assert isinstance(of_place, PlaceChoice)
        assert isinstance(of_measure, forms.MultipleChoiceField)
        of_place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        of_measure.choices = [(measure.code, measure.label) for measure in offered]

    def shown_first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("place", "rows", "columns", "year", "year_from")]

    def shown_inside(self) -> list[forms.BoundField]:
        return [self[name] for name in ("measure", "part", "kind", "only_missing", "least", "most", "as_of")]


class SaveForm(forms.Form):
    name = forms.CharField(label="Tên bảng", max_length=120, required=False)
    sharing = forms.ChoiceField(
        label="Ai dùng được",
        choices=list(SHARING.items()),
        initial="me",
        widget=forms.RadioSelect,
        help_text="Bảng chỉ giữ cách xem, không giữ số liệu: mỗi người thấy số liệu trong quyền của mình.",
    )
    office = forms.ChoiceField(label="Cơ quan", required=False)

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_office = self.fields["office"]
        assert isinstance(of_office, forms.ChoiceField)
        of_office.choices = [("", "chưa chọn"), *((str(one.pk), one.name) for one in offices)]
        if offices and not self.is_bound:
            self.initial.setdefault("office", str(offices[0].pk))


class ListForm(forms.Form):
    """Which dossiers: as the list behind a figure asks."""

    title = forms.ChoiceField(label="Danh hiệu")
    part = forms.ChoiceField(label="Những hồ sơ nào", choices=list(LIST_PARTS.items()))

    def __init__(self, *args: Any, titles: Iterable[Title], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_title = self.fields["title"]
        assert isinstance(of_title, forms.ChoiceField)
        of_title.choices = [(title.value, title.label) for title in titles]
