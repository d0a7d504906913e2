"""What is typed about the travelling library."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.reading.fields import day, number, offer_libraries, offer_places, row_choice, spare, words


class MobileForm(forms.Form):
    place = row_choice("Địa bàn", empty="")
    on = day("Ngày đi")
    vehicle = words("Xe, chương trình", 150)
    route = spare(words("Lộ trình", 300))
    note = spare(words("Ghi chú", 300))

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today(), "vehicle": "Xe thư viện lưu động"})
        super().__init__(*args, **kwargs)
        offer_places(self.fields["place"], places)


class StopForm(forms.Form):
    library = spare(row_choice("Trường, điểm có trong danh sách", "Không có trong danh sách"))
    name = words("Hoặc tên điểm dừng", 200)
    pupils = spare(number("Lượt học sinh"))
    others = spare(number("Lượt người khác"))
    read_here = spare(number("Lượt tài liệu đọc tại chỗ"))
    lent = spare(number("Lượt tài liệu cho mượn"))

    def __init__(self, *args: Any, libraries: Sequence[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_libraries(self.fields["library"], libraries)


class PhotoForm(forms.Form):
    file = forms.FileField(
        label="Ảnh",
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn một ảnh."},
        help_text="Chụp cảnh chung; tránh chụp rõ mặt trẻ em khi chưa có sự đồng ý.",
    )
    caption = spare(words("Chú thích", 200))
