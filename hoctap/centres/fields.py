"""Fields that forms of a centre's file share."""

from typing import Any

from django import forms


class Words(forms.CharField):
    """A line of text; whether it may be empty the rule says."""

    def __init__(self, label: str, longest: int, help_text: str = "") -> None:
        super().__init__(label=label, max_length=longest, required=False, help_text=help_text)


class Lines(forms.CharField):
    """A few sentences; whether it may be empty the rule says."""

    def __init__(self, label: str, help_text: str = "", rows: int = 3, longest: int = 2000) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=longest,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": rows}),
        )


class Number(forms.IntegerField):
    def __init__(self, label: str, *, least: int, most: int, required: bool = True, **kwargs: Any) -> None:
        words = f"Hãy ghi một số từ {least} đến {most}."
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            required=required,
            error_messages=messages,
            **kwargs,
        )


class BodyChoice(forms.ModelChoiceField):
    def label_from_instance(self, body: Any) -> str:
        return str(body.name)


class PeopleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return str(row)
