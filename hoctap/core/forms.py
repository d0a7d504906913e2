"""What forms share: a refusal's reasons beside their fields, dates as browsers and people write them."""

import datetime as dt
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from hoctap.core.refusals import Reason


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty form that was sent is bound too."""
    return request.POST if request.method == "POST" else None


def add_reasons(form: forms.BaseForm, reasons: Iterable[Reason]) -> None:
    """Each reason beside the field it names, or above the form."""
    if not hasattr(form, "cleaned_data"):
        form.full_clean()
    for reason in reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.text)


FIRST_YEAR, LAST_YEAR = 1900, 2200
"""What lies outside was mistyped; at the ends of the calendar there is no day before or after to reckon with."""


def in_our_calendar(day: dt.date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError("Ngày chưa đúng. Hãy ghi như 15/11/2024.")


class DayField(forms.DateField):
    """A day: the browser's own calendar where it has one, else 15/11/2024."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            validators=[in_our_calendar],
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": "Ngày chưa đúng. Hãy ghi như 15/11/2024.",
            },
        )
