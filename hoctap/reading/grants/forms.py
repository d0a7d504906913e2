"""What is typed about bookcases that are given."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.reading.fields import (
    choice,
    day,
    number,
    offer_libraries,
    offer_places,
    row_choice,
    spare,
    words,
)
from hoctap.reading.models import PointKind


class GrantForm(forms.Form):
    place = row_choice("Ở", empty="")
    kind = choice("Loại điểm nhận", PointKind.choices)
    name = words("Tên điểm nhận", 200, "Ví dụ: Nhà văn hóa Ấp 1")
    on = day("Trao ngày")
    books = number("Số bản sách")
    donor = words("Đơn vị, người trao", 200)
    library = spare(row_choice("Sách nhập vào tủ sách đã có", "Tủ sách mới"))
    note = spare(words("Ghi chú", 300))

    def __init__(
        self, *args: Any, places: Sequence[Place], libraries: Sequence[Library], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"on": today()})
        super().__init__(*args, **kwargs)
        offer_places(self.fields["place"], places)
        offer_libraries(self.fields["library"], libraries)


class GrantVisitForm(forms.Form):
    on = day("Đến xem ngày")
    is_used = forms.BooleanField(label="Đang được dùng", required=False)
    books_there = spare(number("Số bản còn"))
    note = words("Ghi nhận", 300, "Ai giữ, có người đọc không")
