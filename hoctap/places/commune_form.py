"""A form that asks for which commune, where somebody has several."""

from typing import Any

from django import forms

from hoctap.places.models import Place


class CommuneForm(forms.Form):
    """`communes`: those to choose from. `cleaned_data["place"]` is the commune itself."""

    place = forms.ChoiceField(label="Xã", error_messages={"required": "Hãy chọn xã."})

    def __init__(self, *args: Any, communes: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = {str(one.pk): one for one in communes}
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.title) for key, one in self.communes.items()]

    def clean_place(self) -> Place:
        return self.communes[self.cleaned_data["place"]]
