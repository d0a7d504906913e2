"""What is filtered for, what is marked, and an order of columns. The rules and the actions say no."""

from typing import Any
from uuid import UUID

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.recognition.result_exports.queries import STATES, Wanted
from hoctap.recognition.result_exports.rules import COLUMNS, USUAL


class ExportFilter(forms.Form):
    """A filter in the address; what cannot be read filters nothing."""

    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False)
    state = forms.ChoiceField(label="Trên phần mềm của Hội", choices=list(STATES.items()), required=False)

    def __init__(self, *args: Any, hamlets: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "tất cả"), *((str(one.pk), one.title) for one in hamlets)]
        self.fields["hamlet"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        hamlet = said.get("hamlet")
        return Wanted(UUID(hamlet) if hamlet else None, said.get("state") or "")


class MarkForm(forms.Form):
    typed_on = DayField(label="Ngày nhập", required=False)
    typed_by = forms.CharField(
        label="Người nhập", max_length=120, required=False, help_text="Ai đã gõ lên phần mềm của Hội"
    )


class TemplateForm(forms.Form):
    """A place in the order for each column; without one the column is left out."""

    name = forms.CharField(
        label="Tên mẫu", max_length=80, required=False, help_text="Ví dụ: Theo màn hình nhập của Hội"
    )

    def __init__(self, *args: Any, kept: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = list(USUAL) if kept is None else kept
        for key, label in COLUMNS.items():
            self.fields[f"{key}_order"] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                max_value=99,
                initial=order.index(key) + 1 if key in order else None,
            )

    def order_fields_shown(self) -> list[forms.BoundField]:
        return [self[f"{key}_order"] for key in COLUMNS]

    def columns(self) -> list[str]:
        """By their numbers; of two with one number the one that stands higher on the page."""
        said = {key: self.cleaned_data.get(f"{key}_order") for key in COLUMNS}
        return sorted((key for key in said if said[key]), key=lambda key: said[key] or 0)
