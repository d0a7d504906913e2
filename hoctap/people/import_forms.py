"""Which changes of a list one looks at."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from hoctap.people.importing.answered import ANY, UNSAID, Narrowed
from hoctap.people.importing.answers import options_of
from hoctap.people.models import ImportFinding, ImportRun


class ChangesFilter(forms.Form):
    """Of one kind of change; what is typed wrong narrows nothing."""

    name = forms.CharField(label="Tên", required=False, max_length=120)
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False)
    answer = forms.ChoiceField(label="Câu trả lời", required=False)

    def __init__(self, data: Any, *, run: ImportRun, kind: str):
        super().__init__(data)
        self.kind = kind
        rows = run.findings.filter(kind=ImportFinding.Kind.CHANGE, change=self.kind)
        hamlets = sorted(
            one for one in rows.order_by().values_list("data__hamlet", flat=True).distinct() if one
        )
        self._choices("hamlet", [("", "Tất cả"), *((one, one) for one in hamlets)])
        options = options_of(self.kind)
        if options:
            answers = [(one.value or UNSAID, label) for one, label in options.items()]
            self._choices("answer", [(ANY, "Tất cả"), *answers])
        else:
            del self.fields["answer"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices

    def narrowed(self) -> Narrowed:
        self.is_valid()
        said = self.cleaned_data
        return Narrowed(self.kind, said.get("hamlet", ""), said.get("name", ""), said.get("answer", ANY))

    def after(self) -> int:
        typed = self.data.get("after", "")
        return int(typed) if typed.isdigit() else 0

    def query(self, after: str | None) -> str:
        said = self.narrowed()
        values = {"name": said.name, "hamlet": said.hamlet, "answer": said.answer, "after": after}
        return urlencode({name: value for name, value in values.items() if value and value != "0"})
