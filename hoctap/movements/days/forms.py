"""What is typed about days and events."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from hoctap.core.forms import DayField
from hoctap.core.vietnamese import format_date
from hoctap.learning.models import Activity
from hoctap.movements.days.models import (
    DayRule,
    EventLevel,
    EventRole,
    ObservanceKind,
    Occasion,
)
from hoctap.movements.days.rules import Falls, OccasionTyped, items_from
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice

NOTHING = ("", "Chọn…")
WEEKDAYS = [(str(one), f"Thứ {one + 1}" if one < 7 else "Chủ nhật") for one in range(1, 8)]
NTH = [("1", "lần đầu"), ("2", "lần thứ hai"), ("3", "lần thứ ba"), ("4", "lần thứ tư"), ("-1", "lần cuối")]


class PlaceForm(forms.Form):
    place = PlaceChoice(label="Xã, phường, địa bàn", queryset=Place.objects.none(), empty_label=None)

    def __init__(self, post: QueryDict | None, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(post, *args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])


class ObservanceForm(PlaceForm):
    name = forms.CharField(
        label="Tên ngày, tuần lễ", max_length=150, required=False, help_text="Ví dụ: Ngày hội đọc sách của xã"
    )
    kind = forms.ChoiceField(label="Là", choices=ObservanceKind.choices, required=False)
    rule = forms.ChoiceField(
        label="Rơi vào",
        choices=DayRule.choices,
        required=False,
        help_text="Ngày theo âm lịch, ngày do văn bản đặt từng năm: chọn “Ghi ngày từng năm”.",
    )
    day = forms.IntegerField(label="Ngày", required=False, min_value=1, max_value=31)
    month = forms.IntegerField(label="Tháng", required=False, min_value=1, max_value=12)
    nth = forms.ChoiceField(label="Lần thứ mấy trong tháng", choices=[("", "—"), *NTH], required=False)
    weekday = forms.ChoiceField(label="Thứ", choices=[("", "—"), *WEEKDAYS], required=False)
    days = forms.IntegerField(label="Kéo dài mấy ngày", required=False, min_value=1, max_value=92, initial=1)
    basis = forms.CharField(label="Căn cứ, ý nghĩa", max_length=300, required=False)

    @property
    def falls(self) -> Falls:
        told = self.cleaned_data
        return Falls(
            told["rule"],
            told["month"],
            told["day"],
            int(told["weekday"]) if told["weekday"] else None,
            int(told["nth"]) if told["nth"] else None,
            1 if told["days"] is None else told["days"],
        )


class EndForm(forms.Form):
    why = forms.CharField(label="Vì sao", max_length=300, required=False)


class DatesForm(PlaceForm):
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    first_on = DayField(label="Từ ngày", required=False)
    last_on = DayField(label="Đến hết ngày", required=False)
    source = forms.CharField(
        label="Theo văn bản", max_length=300, required=False, help_text="Số, ngày, cơ quan ban hành"
    )


class ReminderForm(PlaceForm):
    is_kept = forms.BooleanField(label="Ở đây có tổ chức, cần nhắc", required=False)
    remind_days = forms.IntegerField(label="Nhắc trước mấy ngày", required=False, min_value=1, max_value=120)


class OccasionForm(PlaceForm):
    name = forms.CharField(label="Tên đợt, sự kiện", max_length=200, required=False)
    first_on = DayField(label="Từ ngày", required=False)
    last_on = DayField(label="Đến hết ngày", required=False, help_text="Để trống: một ngày")
    level = forms.ChoiceField(label="Sự kiện cấp", choices=[NOTHING, *EventLevel.choices], required=False)
    role = forms.ChoiceField(label="Địa phương", choices=[NOTHING, *EventRole.choices], required=False)
    theme = forms.CharField(label="Chủ đề", max_length=300, required=False)
    lead = forms.CharField(label="Đơn vị chủ trì", max_length=200, required=False)
    document = forms.CharField(label="Văn bản, kế hoạch số", max_length=200, required=False)
    items = forms.CharField(
        label="Kế hoạch",
        max_length=12000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một việc, sau dấu | là ai làm. Ví dụ: Trưng bày sách mới | Thư viện xã",
    )

    @property
    def planned(self) -> OccasionTyped:
        told = self.cleaned_data
        return OccasionTyped(
            told["name"].strip(),
            told["first_on"],
            told["last_on"],
            told["level"],
            told["role"],
            told["theme"],
            told["document"],
            told["lead"],
            items_from(told["items"]),
        )


def initial_of(one: Occasion) -> dict[str, Any]:
    return {
        "name": one.name,
        "first_on": one.first_on,
        "last_on": one.last_on,
        "level": one.level,
        "role": one.role,
        "theme": one.theme,
        "lead": one.lead,
        "document": one.document,
        "items": "\n".join(
            f"{item.what} | {item.who}" if item.who else item.what for item in one.items.all()
        ),
    }


class ActivityChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        days = format_date(row.starts_on)
        return f"{days}: {row.title} ({row.place.title}, {row.get_state_display()})"


class ActivitiesForm(forms.Form):
    activities = ActivityChoice(
        Activity.objects.none(),
        label="Hoạt động thuộc đợt này",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, post: QueryDict | None, *, offered: "QuerySet[Activity]", **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["activities"].queryset = offered  # type: ignore[attr-defined]


class ResultsForm(forms.Form):
    results = forms.CharField(
        label="Kết quả chính",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Số hoạt động và lượt người lấy từ sổ, không phải ghi lại ở đây.",
    )
