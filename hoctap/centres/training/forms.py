"""What is typed about a course and who was there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.board.models import BoardSeat
from hoctap.centres.fields import Number, Words
from hoctap.centres.persons import PersonField, offer_people
from hoctap.centres.training.models import Training, TrainingKind
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.forms import DayField
from hoctap.people.models import HouseholdMember


class TrainingForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=TrainingKind.choices, widget=forms.RadioSelect)
    name = Words("Nội dung bồi dưỡng", 300)
    organiser = Words("Đơn vị tổ chức", 200, "Ví dụ Hội Khuyến học tỉnh; Sở Giáo dục và Đào tạo")
    is_it = forms.BooleanField(label="Về ứng dụng công nghệ thông tin", required=False)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày")
    hours = Number("Số giờ", least=1, most=2000, required=False)

    def details(self) -> TrainingDetails:
        return TrainingDetails(**self.cleaned_data)


class SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, seat: Any) -> str:
        return f"{seat.full_name} ({seat.get_role_display()})"


class TraineeForm(forms.Form):
    seat = SeatChoice(
        label="Người của trung tâm",
        queryset=BoardSeat.objects.none(),
        required=False,
        empty_label="Không phải người trong Ban giám đốc, nhân sự",
    )
    full_name = Words("Hoặc họ và tên", 120, "Hội viên, tình nguyện viên, người khác")
    person = PersonField()
    title = Words("Chức vụ, nơi công tác", 200)

    def __init__(
        self, post: QueryDict | None, *, training: Training, found: Iterable[HouseholdMember]
    ) -> None:
        rows = list(found)
        super().__init__(post, initial={"full_name": rows[0].person.full_name} if len(rows) == 1 else {})
        self.persons = offer_people(self, rows)
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ModelChoiceField)
        seat.queryset = BoardSeat.objects.filter(centre=training.centre).order_by("full_name", "id")


class FinishForm(forms.Form):
    certificate = Words("Chứng chỉ, giấy chứng nhận", 120)
