"""Fields that the forms of facilities share."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from hoctap.centres.models import Centre, Venue


class Money(forms.IntegerField):
    """Đồng, also as people write them: 12.500.000."""

    def __init__(self, *, label: str, help_text: str = "Đồng, số nguyên; chưa biết thì để trống") -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=10**13,
            localize=False,
            help_text=help_text,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": f"{label}: ghi bằng số, như 12.500.000.",
                "min_value": f"{label} không thể âm.",
                "max_value": f"{label} lớn quá mức ghi được. Hãy xem lại số 0.",
            },
        )

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(".", "").replace(" ", "").removesuffix("đ").removesuffix("đồng")
        return super().to_python(value)


class Count(forms.IntegerField):
    def __init__(self, *, label: str, required: bool = False, initial: int | None = None) -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=0,
            max_value=99_999,
            initial=initial,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": f"{label}: ghi bằng số nguyên.",
                "min_value": f"{label} không thể âm.",
                "max_value": f"{label} lớn quá. Hãy xem lại.",
            },
        )


class Year(forms.IntegerField):
    def __init__(self, *, label: str, required: bool = False) -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=1900,
            max_value=2100,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": f"{label}: ghi bốn chữ số, như 2026.",
                "min_value": f"{label}: ghi bốn chữ số, như 2026.",
                "max_value": f"{label}: ghi bốn chữ số, như 2026.",
            },
        )


class Hour(forms.TimeField):
    """07:30, 7:30, 7h30."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            input_formats=["%H:%M", "%Hh%M", "%H:%M:%S"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": f"{label}: ghi giờ như 07:30.",
            },
        )


class Words(forms.CharField):
    """One line. `missing`: what is said when it is empty."""

    def __init__(
        self, *, label: str, longest: int, required: bool = False, missing: str = "", help_text: str = ""
    ) -> None:
        super().__init__(
            label=label,
            max_length=longest,
            required=required,
            help_text=help_text,
            error_messages={
                "required": missing or f"Hãy ghi {label.lower()}.",
                "max_length": f"{label} dài quá {longest} chữ. Hãy ghi ngắn lại.",
            },
        )


class Paragraph(Words):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.Textarea(attrs={"rows": 3, "maxlength": self.max_length})


class CentreChoice(forms.ModelChoiceField):
    def __init__(self, rows: QuerySet[Centre] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Trung tâm")
        kwargs.setdefault("empty_label", None)
        kwargs.setdefault("error_messages", {"required": "Hãy chọn trung tâm."})
        super().__init__(queryset=Centre.objects.none() if rows is None else rows, **kwargs)

    def label_from_instance(self, centre: Any) -> str:
        return str(centre.name)


class VenueChoice(forms.ModelChoiceField):
    def __init__(self, rows: QuerySet[Venue] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Nơi")
        kwargs.setdefault("empty_label", "Chọn nơi")
        kwargs.setdefault("error_messages", {"required": "Hãy chọn nơi."})
        super().__init__(queryset=Venue.objects.none() if rows is None else rows, **kwargs)

    def label_from_instance(self, venue: Any) -> str:
        return f"{venue.name}, {venue.place.title}"


class WhyForm(forms.Form):
    why = Words(label="Lý do", longest=200, required=True, missing="Hãy ghi lý do.")


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """The rows among which a choice of this form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
