"""What is typed about visits."""

import datetime as dt
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.reading.fields import choice, day, number, offer_libraries, row_choice, spare, words
from hoctap.reading.models import Purpose, Who


class TallyForm(forms.Form):
    on = day("Ngày")
    purpose = choice("Mục đích", [(one.value, one.label) for one in Purpose])
    who = choice("Ai", Who.choices)
    people = number("Số lượt", initial=1)

    def __init__(self, *args: Any, on: dt.date | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": on or today(), "people": 1})
        super().__init__(*args, **kwargs)


class GateForm(forms.Form):
    on = day("Ngày")
    first = number("Số trên máy lúc mở cửa")
    last = number("Số trên máy lúc đóng cửa")
    both_ways = forms.BooleanField(label="Máy đếm cả lúc vào và lúc ra (mỗi người hai lần)", required=False)


class LoansForm(forms.Form):
    on = day("Ngày")


class NotebookForm(forms.Form):
    """One month: a number for each purpose that the notebook tells apart."""

    year = number("Năm")
    month = choice("Tháng", [(str(n), f"Tháng {n}") for n in range(1, 13)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Purpose:
            self.fields[one.value] = spare(number(f"Lượt {one.label}"))

    def people(self) -> dict[str, int | None]:
        return {one.value: self.cleaned_data.get(one.value) for one in Purpose}


class CorrectionForm(forms.Form):
    now = number("Số đúng")
    why = words("Vì sao sửa", 200)


class GrowthForm(forms.Form):
    library = row_choice("Thư viện")
    base = number("Năm gốc")
    year = number("Năm xem")

    def __init__(self, *args: Any, libraries: list[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_libraries(self.fields["library"], libraries)
