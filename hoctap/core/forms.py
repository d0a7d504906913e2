"""What forms share: a refusal's reasons beside their fields, dates as browsers and people write them."""

from collections.abc import Iterable

from django import forms
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


class DayField(forms.DateField):
    """A day: the browser's own calendar where it has one, else 15/11/2024."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": "Ngày chưa đúng. Hãy ghi như 15/11/2024.",
            },
        )
