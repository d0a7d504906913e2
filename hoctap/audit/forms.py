"""What the trail can be narrowed to; all of it stands in the address."""

from django import forms

from hoctap.audit import queries
from hoctap.core.forms import DayField


class EventFilterForm(forms.Form):
    who = forms.CharField(label="Người làm", required=False, max_length=100)
    what = forms.ChoiceField(label="Việc", required=False)
    from_on = DayField(label="Từ ngày", required=False)
    to_on = DayField(label="Đến ngày", required=False)
    subject = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [("", "Tất cả"), *queries.kinds_to_choose()]

    def clean(self) -> dict[str, object]:
        typed = super().clean() or {}
        if typed.get("from_on") and typed.get("to_on") and typed["from_on"] > typed["to_on"]:
            self.add_error("to_on", "“Đến ngày” đang trước “Từ ngày”.")
        return typed

    def chosen(self) -> queries.EventFilter:
        """What could be read of it: a part that makes no sense filters nothing."""
        self.full_clean()
        typed = {name: value for name, value in self.cleaned_data.items() if value}
        return queries.EventFilter(**typed)
