"""What is typed about rotation."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.reading.fields import (
    day,
    number,
    offer_libraries,
    offer_places,
    row_choice,
    spare,
    text,
    words,
)


class RotationForm(forms.Form):
    place = row_choice("Nơi lập kế hoạch", empty="")
    year = number("Năm")
    note = spare(words("Căn cứ, ghi chú", 300))

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self.fields["place"], places)


class LegForm(forms.Form):
    sender = row_choice("Nơi gửi")
    receiver = row_choice("Nơi nhận")
    books = number("Số bản")
    out_on = day("Đưa đi ngày")
    back_on = day("Nhận lại ngày")

    def __init__(self, *args: Any, libraries: Sequence[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sender", "receiver"):
            offer_libraries(self.fields[name], libraries)


class TripForm(forms.Form):
    sender = row_choice("Nơi gửi")
    receiver = row_choice("Nơi nhận")
    due_on = day("Hẹn nhận lại ngày")

    def __init__(self, *args: Any, kept: Sequence[Library], seen: Sequence[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_libraries(self.fields["sender"], kept)
        offer_libraries(self.fields["receiver"], seen)


class CodeForm(forms.Form):
    code = words("Mã trên nhãn", 30, "Quét hoặc gõ từng bản")


class SendForm(forms.Form):
    on = day("Gửi đi ngày")
    boxes = spare(number("Số thùng, hộp"))
    counted = spare(number("Số bản chỉ đếm, không có mã"))


class ArriveForm(forms.Form):
    on = day("Đến nơi ngày")


class BackForm(forms.Form):
    on = day("Nhận lại ngày")
    codes = spare(
        text("Mã các bản đã về", 40_000, "Mỗi dòng một mã. Bản nào không có ở đây được ghi là thiếu.", rows=8)
    )
    counted_back = number("Số bản không có mã nhận lại")
