"""What is typed about a form from above."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.reports.foreign.actions import RuleDetails
from hoctap.reports.foreign.queries import FilledCell
from hoctap.reports.foreign.rules import Layout, When, Who
from hoctap.reports.quantities.periods import HOW_MANY, Period, PeriodKind, ad_hoc, period_of
from hoctap.reports.quantities.registry import quantities


class FormNew(forms.Form):
    place = PlaceChoice(
        label="Địa bàn lập biểu", queryset=Place.objects.none(), empty_label=None, required=False
    )
    name = forms.CharField(
        label="Tên biểu", max_length=160, required=False, help_text="Để trống: lấy tên tệp."
    )
    file = forms.FileField(label="Tệp Excel nhận từ cấp trên (.xlsx)")

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        of_place = self.fields["place"]
        assert isinstance(of_place, PlaceChoice)
        of_place.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
        self._first = places[0] if places else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self._first is None:
            self.add_error("place", "Ông/bà chưa được giao lập báo cáo cho xã hay cấp trên nào.")
        return said

    def chosen(self) -> Place | None:
        """The widest of his places where he chose none."""
        place: Place | None = self.cleaned_data["place"]
        return place or self._first


class FileReplaced(forms.Form):
    file = forms.FileField(label="Tệp của kỳ mới (.xlsx)")


def _offered() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for quantity in quantities:
        groups.setdefault(quantity.group, []).append((quantity.code, quantity.label))
    return list(groups.items())


class RuleForm(forms.Form):
    sheet = forms.ChoiceField(label="Trang tính")
    cells = forms.CharField(label="Ô, hoặc cả cột", max_length=30, help_text="C8; C8:C20; hoặc C8 đến hết")
    code = forms.ChoiceField(label="Là số liệu")
    over = forms.ChoiceField(label="Tỷ lệ % trên", required=False)
    when = forms.ChoiceField(label="Của kỳ", choices=[(one.value, one.label) for one in When])
    who = forms.ChoiceField(label="Của địa bàn nào", choices=[(one.value, one.label) for one in Who])
    name_column = forms.CharField(
        label="Cột tên địa bàn",
        max_length=2,
        required=False,
        help_text="Ví dụ B, khi lấy theo tên ở từng dòng",
    )

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choices("sheet", [(sheet.name, sheet.words) for sheet in layout.sheets])
        offered = _offered()
        self._choices("code", offered)
        self._choices("over", [("", "không, ghi số"), *offered])

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices

    def details(self) -> RuleDetails:
        said = self.cleaned_data
        return RuleDetails(
            said["sheet"],
            said["cells"],
            said["code"],
            said["over"],
            said["when"],
            said["who"],
            said["name_column"],
        )


class PeriodForm(forms.Form):
    """Which period; what is typed wrong falls back to the running year."""

    kind = forms.ChoiceField(label="Kỳ", choices=PeriodKind.choices, required=False)
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100, required=False)
    number = forms.IntegerField(
        label="Tháng, quý hoặc nửa năm thứ", min_value=1, max_value=12, required=False
    )
    starts_on = DayField(label="Từ ngày (kỳ đột xuất)", required=False)
    ends_on = DayField(label="Đến ngày (kỳ đột xuất)", required=False)
    as_of = DayField(label="Số liệu đến hết ngày", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        kind = PeriodKind(said.get("kind") or PeriodKind.YEAR)
        if kind is PeriodKind.AD_HOC:
            first, last = said.get("starts_on"), said.get("ends_on")
            if not first or not last:
                self.add_error("starts_on", "Kỳ đột xuất: hãy ghi từ ngày, đến ngày.")
            elif last < first:
                self.add_error("ends_on", "Ngày cuối kỳ phải sau ngày đầu kỳ.")
        elif (said.get("number") or 1) > HOW_MANY[kind]:
            self.add_error("number", f"Một năm có {HOW_MANY[kind]} kỳ {kind.label}.")
        return said

    def period(self) -> Period:
        if not self.is_valid():
            return period_of(PeriodKind.YEAR, today().year)
        said = self.cleaned_data
        kind = PeriodKind(said.get("kind") or PeriodKind.YEAR)
        if kind is PeriodKind.AD_HOC:
            return ad_hoc(said["starts_on"], said["ends_on"])
        return period_of(kind, said.get("year") or today().year, said.get("number") or 1)

    def day(self) -> dt.date | None:
        given: dt.date | None = self.cleaned_data.get("as_of") if self.is_valid() else None
        return given


def estimate_name(number: int) -> str:
    return f"estimate_{number}"


class EstimateForm(forms.Form):
    """One field for each cell that is an estimate, in the order of the cells."""

    def __init__(self, *args: Any, cells: Sequence[FilledCell], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._cells = [cell for cell in cells if cell.is_typed]
        for number, cell in enumerate(self._cells):
            self.fields[estimate_name(number)] = forms.DecimalField(
                label=f"{cell.cell}: {cell.label}, {cell.place.title}",
                required=False,
                max_digits=15,
                decimal_places=2,
                localize=True,
            )

    def typed(self) -> Mapping[str, Decimal]:
        found = {}
        for number, cell in enumerate(self._cells):
            value = self.cleaned_data.get(estimate_name(number))
            if value is not None:
                found[cell.field] = value
        return found
