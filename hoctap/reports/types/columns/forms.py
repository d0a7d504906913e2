"""What is typed about the columns of a table: those that are there, and some that are added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.reports.periodic.definition import Aspect, Column, TableSpec
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.registry import quantities
from hoctap.reports.types.columns.rules import LONGEST_HEAD

ADDED = 3
"""How many columns may be added at once."""


@dataclass(frozen=True)
class Standing:
    """A column that is there, with the fields of it."""

    what: str
    order: BoundField
    head: BoundField
    group: BoundField
    keep: BoundField


class ColumnsForm(forms.Form):
    place = PlaceChoice(label="Dùng cho địa bàn", queryset=Place.objects.none(), empty_label=None)
    valid_from = DayField(label="Dùng từ ngày")
    caption = forms.CharField(label="Tên bảng", max_length=200, error_messages={"required": "Ghi tên bảng."})

    def __init__(
        self, *args: Any, base: ReportType, table: TableSpec | None, places: Sequence[Place], **kwargs: Any
    ) -> None:
        self.columns = table.columns if table else ()
        kwargs.setdefault(
            "initial",
            {
                "place": base.place_id or (places[0].pk if places else None),
                "valid_from": max(today(), base.valid_from),
                "caption": table.caption if table else "",
            },
        )
        super().__init__(*args, **kwargs)
        of_place = self.fields["place"]
        assert isinstance(of_place, PlaceChoice)
        of_place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        for number, column in enumerate(self.columns, start=1):
            self._of_standing(number, column)
        codes = [
            ("", "Không chọn"),
            *((one.code, f"{one.group}: {one.label}" if one.group else one.label) for one in quantities),
        ]
        for number in range(1, ADDED + 1):
            self._of_added(number, codes)

    def _of_standing(self, number: int, column: Column) -> None:
        self.fields[f"order_{number}"] = _order(initial=number * 10)
        self.fields[f"head_{number}"] = _head(initial=column.head)
        self.fields[f"group_{number}"] = _group(initial=column.group)
        self.fields[f"keep_{number}"] = forms.BooleanField(label="Giữ cột", required=False, initial=True)

    def _of_added(self, number: int, codes: list[tuple[str, str]]) -> None:
        self.fields[f"quantity_new_{number}"] = forms.ChoiceField(
            label="Số liệu", choices=codes, required=False
        )
        self.fields[f"aspect_new_{number}"] = forms.ChoiceField(
            label="Là", choices=Aspect.choices, initial=Aspect.NOW.value, required=False
        )
        self.fields[f"over_new_{number}"] = forms.ChoiceField(
            label="Chia cho", choices=codes, required=False, help_text="Chỉ tỷ lệ."
        )
        self.fields[f"order_new_{number}"] = _order(initial=(len(self.columns) + number) * 10)
        self.fields[f"head_new_{number}"] = _head()
        self.fields[f"group_new_{number}"] = _group()

    def standing(self) -> list[Standing]:
        return [
            Standing(
                what_of(column), *(self[f"{name}_{number}"] for name in ("order", "head", "group", "keep"))
            )
            for number, column in enumerate(self.columns, start=1)
        ]

    def added(self) -> list[tuple[int, list[BoundField]]]:
        names = ("quantity", "aspect", "over", "head", "group", "order")
        return [(number, [self[f"{name}_new_{number}"] for name in names]) for number in range(1, ADDED + 1)]

    def chosen(self) -> list[Column]:
        """In the order that was typed."""
        typed = self.cleaned_data
        found: list[tuple[int, int, Column]] = []
        for number, column in enumerate(self.columns, start=1):
            if not typed[f"keep_{number}"]:
                continue
            kept = Column(
                column.key,
                typed[f"head_{number}"],
                column.aspect,
                column.quantity,
                column.over,
                typed[f"group_{number}"],
            )
            found.append((typed[f"order_{number}"] or number * 10, number, kept))
        for number in range(1, ADDED + 1):
            if not typed[f"quantity_new_{number}"]:
                continue
            new = Column(
                "",
                typed[f"head_new_{number}"],
                Aspect(typed[f"aspect_new_{number}"] or Aspect.NOW),
                typed[f"quantity_new_{number}"],
                typed[f"over_new_{number}"],
                typed[f"group_new_{number}"],
            )
            found.append((typed[f"order_new_{number}"] or 999, len(self.columns) + number, new))
        return [column for _, _, column in sorted(found, key=lambda one: one[:2])]


def what_of(column: Column) -> str:
    """'Hộ được công nhận, tỷ lệ trên Hộ'."""
    quantity, over = quantities.get(column.quantity), quantities.get(column.over)
    label = quantity.label if quantity else column.quantity
    return f"{label}, {column.aspect.label}" + (f" trên {over.label}" if over else "")


def _order(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(label="Thứ tự", min_value=1, max_value=999, required=False, **more)


def _head(**more: Any) -> forms.CharField:
    return forms.CharField(label="Tên cột", max_length=LONGEST_HEAD, required=False, **more)


def _group(**more: Any) -> forms.CharField:
    return forms.CharField(
        label="Tên chung ở trên",
        max_length=LONGEST_HEAD,
        required=False,
        help_text="Các cột liền nhau cùng tên chung thì gộp.",
        **more,
    )
