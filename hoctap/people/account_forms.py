from django import forms
from django.db.models import QuerySet

from hoctap.people.models import Person


class CandidateForm(forms.Form):
    q = forms.CharField(label="Họ tên hoặc số điện thoại", required=False, max_length=100)
    birth_year = forms.IntegerField(label="Năm sinh", required=False, min_value=1900, max_value=2100)


class ChoiceForm(forms.Form):
    """One press beside one name. Nothing is chosen beforehand."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Hãy bấm vào đúng một người trong danh sách.",
            "invalid_choice": "Người này không có trong sổ hộ mà ông/bà xem được.",
        },
    )

    def __init__(self, *args: object, persons: "QuerySet[Person]", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = persons
