"""What is typed about the culture of reading."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.learning.choosing import RowChoice
from hoctap.libraries.models import Library, Title
from hoctap.places.models import Place
from hoctap.reading.culture.rules import GRADES, QUESTIONS
from hoctap.reading.fields import (
    choice,
    day,
    number,
    offer_libraries,
    offer_places,
    row_choice,
    spare,
    text,
    words,
)
from hoctap.reading.models import RequestState, Result


class AssessmentForm(forms.Form):
    place = row_choice("Nơi được đánh giá", empty="")
    year = number("Năm")
    as_of = day("Ngày đánh giá")

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"as_of": today(), "year": today().year})
        super().__init__(*args, **kwargs)
        offer_places(self.fields["place"], places)
        for code, label in QUESTIONS.items():
            self.fields[code] = choice(label, [(str(grade), words) for grade, words in GRADES.items()])
        self.fields["evidence"] = text("Minh chứng", 2000, "Số liệu, biên bản, hoạt động")
        self.fields["remarks"] = spare(text("Nhận xét, kiến nghị", 2000))
        self.fields["result"] = spare(choice("Kết quả", Result.choices, "theo các câu trả lời"))

    def answers(self) -> dict[str, int | None]:
        told = {code: self.cleaned_data.get(code) for code in QUESTIONS}
        return {code: int(grade) if grade else None for code, grade in told.items()}


class RequestForm(forms.Form):
    library = row_choice("Thư viện, tủ sách")
    wanted = words("Sách, chủ đề", 300)
    people = number("Số người đề nghị", "Không ghi tên ai", initial=1)
    on = day("Ngày đề nghị")

    def __init__(self, *args: Any, libraries: Sequence[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_libraries(self.fields["library"], libraries)


class AnswerForm(forms.Form):
    state = choice("Trả lời", RequestState.choices[1:])
    answer = words("Nội dung trả lời", 300)
    on = day("Ngày trả lời")
    title = spare(row_choice("Đầu sách trong mục lục", "Không chọn"))

    def __init__(self, *args: Any, titles: Sequence[Title], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today()})
        super().__init__(*args, **kwargs)
        field = self.fields["title"]
        assert isinstance(field, RowChoice)
        field.offer([("", [(one, one.name) for one in titles])])
