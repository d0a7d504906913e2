"""What is typed about how often is regular."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.learning.choosing import RowChoice
from hoctap.places.models import Place


class RegularityForm(forms.Form):
    place = RowChoice(label="Áp dụng ở")
    activities = forms.IntegerField(
        label="Ít nhất bao nhiêu hoạt động",
        localize=False,
        error_messages={
            "required": "Hãy ghi số hoạt động.",
            "invalid": "Số hoạt động là số nguyên, ví dụ 2.",
        },
    )
    months = forms.TypedChoiceField(
        label="Trong mỗi",
        coerce=int,
        choices=[(1, "tháng"), (2, "2 tháng"), (3, "quý"), (6, "6 tháng"), (12, "năm")],
    )
    from_on = DayField(label="Áp dụng từ ngày")
    source = forms.CharField(
        label="Căn cứ",
        max_length=200,
        required=False,
        help_text="Ví dụ: Kế hoạch 12/KH-UBND, cuộc họp giao ban ngày 05/01/2026",
    )

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place]) -> None:
        super().__init__(post, initial={"from_on": today().replace(month=1, day=1)})
        place = self.fields["place"]
        assert isinstance(place, RowChoice)
        place.offer([("", [(one, one.title) for one in places])])
