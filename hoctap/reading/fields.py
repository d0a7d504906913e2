"""Fields that the forms of this app share. Rules say what is missing, so most are not required here; `spare` marks those that may stay empty."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.learning.choosing import RowChoice
from hoctap.libraries.models import Library
from hoctap.places.models import Level, Place


def spare[F: forms.Field](field: F) -> F:
    """May stay empty: its label says so."""
    field.may_be_empty = True  # type: ignore[attr-defined]
    return field


def words(label: str, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=help_text,
        error_messages={"max_length": f"{label} dài quá {longest} chữ. Hãy ghi ngắn lại."},
    )


def text(label: str, longest: int, help_text: str = "", rows: int = 4) -> forms.CharField:
    field = words(label, longest, help_text)
    field.widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest})
    return field


def number(label: str, help_text: str = "", initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10_000_000,
        localize=False,
        initial=initial,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 9}),
        error_messages={
            "invalid": f"{label}: ghi bằng số nguyên, như 25.",
            "min_value": f"{label} không thể âm.",
            "max_value": f"{label} lớn quá. Hãy xem lại.",
        },
    )


def day(label: str, help_text: str = "") -> DayField:
    return DayField(label=label, required=False, help_text=help_text)


def choice(label: str, choices: Sequence[tuple[str, Any]], empty: str = "Chọn…") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", empty), *choices] if empty else choices,
        required=False,
        error_messages={"invalid_choice": f"{label} đã chọn không có trong danh sách. Hãy chọn lại."},
    )


def row_choice(label: str, empty: str = "Chọn…", help_text: str = "") -> RowChoice:
    return RowChoice(label=label, empty=empty, required=False, help_text=help_text)


def offer_libraries(field: forms.Field, libraries: Iterable[Library]) -> None:
    """With their place, so that two shelves of one name are told apart."""
    assert isinstance(field, RowChoice)
    field.offer([("", [(one, f"{one.name}, {one.place.title}") for one in libraries])])


def offer_places(field: forms.Field, places: Sequence[Place]) -> None:
    assert isinstance(field, RowChoice)
    names = {place.pk: place.title for place in places}
    field.offer([("", [(one, _words(one, names)) for one in places])])


def _words(place: Place, names: dict[Any, str]) -> str:
    above = names.get(place.parent_id)
    return f"{place.title}, {above}" if place.level == Level.HAMLET and above else place.title
