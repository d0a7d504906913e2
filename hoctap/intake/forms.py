"""What is handed in, and what a person writes into a proposal."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hoctap.core.forms import DayField
from hoctap.intake.proposing import Field, fields_of
from hoctap.papers.sheets.forms import ManyFilesField
from hoctap.places.models import Organisation, Place
from hoctap.plans.forms import PlaceChoice
from hoctap.plans.models import Plan


class ReadingForm(forms.Form):
    place = PlaceChoice(label="Kế hoạch của", queryset=Place.objects.none(), empty_label=None)
    document = ManyFilesField(
        label="Văn bản",
        required=False,
        help_text="Word (.docx, .doc), PDF, bản quét, văn bản chữ (.txt, .md); một tệp, dưới 15 MB và 60 trang. "
        "Ảnh chụp từng trang thì chọn hết các ảnh theo thứ tự.",
    )
    photos = ManyFilesField(
        label="Chụp bằng điện thoại",
        required=False,
        help_text="Mỗi trang một ảnh, chụp thẳng, đủ sáng, thấy cả bốn mép giấy.",
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, PlaceChoice)
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors and not self.handed:
            self.add_error("document", "Chưa chọn tệp nào.")
        return typed

    @property
    def handed(self) -> list[UploadedFile]:
        return [*self.cleaned_data.get("document", []), *self.cleaned_data.get("photos", [])]


def _form_field(one: Field, measures: Sequence[tuple[str, str]]) -> forms.Field:
    common: dict[str, Any] = {"label": one.label, "required": False, "help_text": one.hint}
    if one.kind == "measure":
        return forms.ChoiceField(choices=measures, **common)
    if one.kind == "choice":
        return forms.ChoiceField(choices=one.choices, **common)
    if one.kind == "day":
        return DayField(label=one.label, required=False, help_text=one.hint)
    if one.kind == "area":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)
    return forms.CharField(**common)


class ProposalForm(forms.Form):
    """The fields of one group; what is wrong with them is said by the action."""

    def __init__(
        self, *args: Any, group: str, key: str = "", measures: Sequence[tuple[str, str]] = (), **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.group, self.key = group, key
        for one in fields_of(group, key):
            self.fields[one.name] = _form_field(one, measures)

    def typed(self) -> dict[str, str]:
        return {
            one.name: _as_text(self.cleaned_data.get(one.name)) for one in fields_of(self.group, self.key)
        }


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


class LinesForm(forms.Form):
    first_line = forms.IntegerField(label="Từ dòng", required=False, min_value=1, localize=False)
    last_line = forms.IntegerField(label="đến dòng", required=False, min_value=1, localize=False)

    def lines(self) -> tuple[int, int] | None:
        first = self.cleaned_data.get("first_line")
        last = self.cleaned_data.get("last_line")
        return (first, last or first) if first else None


class BodyForm(forms.Form):
    organisation = forms.ChoiceField(label="Là cơ quan, tổ chức", required=False)

    def __init__(self, *args: Any, choices: Iterable[Organisation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        self.bodies = {str(one.pk): one for one in choices}
        field.choices = [
            ("", "Không có trong danh sách: giữ nguyên chữ"),
            *((key, f"{one.name} ({one.place.full_name})") for key, one in self.bodies.items()),
        ]

    @property
    def chosen(self) -> Organisation | None:
        return self.bodies.get(self.cleaned_data["organisation"])


class ConfirmForm(forms.Form):
    plan = forms.ModelChoiceField(
        label="Ghi vào",
        queryset=Plan.objects.none(),
        required=False,
        empty_label="Một kế hoạch mới",
        help_text="Chọn một kế hoạch đã nhập để bổ sung: mục nào kế hoạch ấy đã có thì giữ nguyên.",
    )

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Plan.objects.filter(pk__in=[plan.pk for plan in plans])
