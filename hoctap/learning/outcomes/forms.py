"""What is typed about courses, vocational classes, technology transfer and outcomes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.learning.choosing import RowChoice, offer_places
from hoctap.learning.clubs.forms import PeopleField
from hoctap.learning.models import TechnologyTransfer, TrainingCourse, TransferField, VocationalClass
from hoctap.learning.outcomes.actions import VocationalTyped
from hoctap.learning.outcomes.queries import Learner
from hoctap.learning.outcomes.rules import ANSWERS, WHAT, Counted
from hoctap.places.models import Place


class OptionalPeopleField(forms.IntegerField):
    """A number of people or households; empty is not known."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=100_000,
            localize=False,
            help_text=help_text,
            error_messages={
                "invalid": f"{label} phải là số nguyên, ví dụ 25.",
                "min_value": f"{label} không thể âm.",
                "max_value": f"{label} quá lớn. Hãy xem lại.",
            },
        )


class CourseForm(forms.Form):
    place = RowChoice(label="Danh mục của")
    trade = forms.CharField(label="Nghề", max_length=150, required=False, help_text="Ví dụ: May công nghiệp")
    provider = forms.CharField(
        label="Cơ sở đào tạo", max_length=200, required=False, help_text="Ví dụ: Trung tâm GDNN – GDTX"
    )
    hours = PeopleField(label="Số giờ")
    certificate = forms.CharField(label="Chứng chỉ, chứng nhận", max_length=150, required=False)
    is_craft = forms.BooleanField(label="Nghề truyền thống", required=False)

    def __init__(self, post: QueryDict | None, *, places: Sequence[Place]) -> None:
        super().__init__(post)
        offer_places(self.fields["place"], places)


class TrainingForm(forms.Form):
    course = RowChoice(
        label="Mở từ chương trình",
        empty="Không có trong danh mục, ghi bên dưới",
        required=False,
        help_text="Ô nào bên dưới để trống thì lấy theo chương trình",
    )
    trade = forms.CharField(label="Nghề", max_length=150, required=False)
    provider = forms.CharField(label="Cơ sở đào tạo", max_length=200, required=False)
    hours = PeopleField(label="Số giờ")
    certificate = forms.CharField(label="Chứng chỉ, chứng nhận", max_length=150, required=False)
    is_craft = forms.BooleanField(label="Nghề truyền thống", required=False)
    in_minority_area = forms.BooleanField(label="Ở vùng đồng bào dân tộc thiểu số", required=False)
    is_retraining = forms.BooleanField(
        label="Đào tạo lại cho người lao động trong doanh nghiệp", required=False
    )
    enterprise = forms.CharField(label="Doanh nghiệp", max_length=200, required=False)

    def __init__(
        self, post: QueryDict | None, *, courses: Sequence[TrainingCourse], row: VocationalClass | None
    ) -> None:
        initial: dict[str, Any] = {}
        if row is not None:
            initial = {name: getattr(row, name) for name in self.base_fields if name != "course"}
            initial["course"] = str(row.course_id or "")
        super().__init__(post, initial=initial)
        field = self.fields["course"]
        assert isinstance(field, RowChoice)
        field.offer([("", [(one, f"{one.trade}, {one.hours} giờ, {one.provider}") for one in courses])])

    def typed(self) -> VocationalTyped:
        return VocationalTyped(**self.cleaned_data)


class TransferForm(forms.Form):
    agency = forms.CharField(
        label="Cơ quan chuyển giao",
        max_length=200,
        required=False,
        help_text="Ví dụ: Trung tâm Dịch vụ nông nghiệp",
    )
    field = forms.ChoiceField(label="Lĩnh vực", choices=TransferField.choices)
    technique = forms.CharField(
        label="Kỹ thuật", max_length=300, required=False, help_text="Ví dụ: Trồng lúa 1 phải 5 giảm"
    )
    households = OptionalPeopleField(label="Số hộ được chuyển giao", help_text="Để trống khi chưa biết")

    def __init__(self, post: QueryDict | None, *, row: TechnologyTransfer | None) -> None:
        names = ("agency", "field", "technique", "households")
        super().__init__(post, initial={name: getattr(row, name) for name in names} if row else {})


class OutcomeForm(forms.Form):
    what = forms.ChoiceField(label="Ghi điều gì")
    answer = forms.ChoiceField(label="Trả lời", choices=list(ANSWERS.items()), required=False, initial="yes")
    as_of = DayField(label="Hỏi ngày")
    learner = forms.MultipleChoiceField(
        label="Người học",
        required=False,
        error_messages={"invalid_choice": "Có người không thuộc lớp này. Hãy mở lại trang."},
    )

    def __init__(self, post: QueryDict | None, *, learners: Sequence[Learner], asked: Sequence[str]) -> None:
        super().__init__(post, initial={"as_of": today(), "answer": "yes"})
        self.fields["what"].choices = [(code, WHAT[code]) for code in asked]  # type: ignore[attr-defined]
        self.fields["learner"].choices = [  # type: ignore[attr-defined]
            (str(one.attendance.pk), one.attendance.full_name) for one in learners
        ]


class OutcomeTallyForm(forms.Form):
    as_of = DayField(label="Hỏi ngày")
    finished = PeopleField(label="Học xong")
    certified = OptionalPeopleField(label="Được cấp chứng chỉ, chứng nhận")
    working = OptionalPeopleField(label="Có việc làm hoặc tăng thu nhập")
    applying = OptionalPeopleField(label="Áp dụng kỹ thuật đã học")

    def __init__(self, post: QueryDict | None, *, asked: Sequence[str]) -> None:
        super().__init__(post, initial={"as_of": today()})
        for name, code in (("certified", "certificate"), ("working", "work"), ("applying", "applies")):
            if code not in asked:
                del self.fields[name]

    def counted(self) -> Counted:
        values = self.cleaned_data
        return Counted(
            values["finished"], values.get("certified"), values.get("working"), values.get("applying")
        )
