"""What is typed when a card is given."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.core.forms import DayField
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.people.models import Household, HouseholdMember, Person


class CardForm(forms.Form):
    """`who`: one of the persons and households found by name, or nobody of the register."""

    who = forms.ChoiceField(
        label="Là người, hộ này trong sổ",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Hãy chọn một trong những người, hộ tìm được. Hãy tìm lại."},
    )
    name = forms.CharField(
        label="Họ và tên",
        max_length=100,
        required=False,
        help_text="Chỉ ghi khi không có trong sổ hộ, ví dụ học sinh của trường",
        error_messages={"max_length": "Họ tên dài quá 100 chữ."},
    )
    details = forms.CharField(
        label="Lớp, địa chỉ",
        max_length=150,
        required=False,
        help_text="Ví dụ: lớp 4A; Tổ 3, Ấp 2",
        error_messages={"max_length": "Lớp, địa chỉ dài quá 150 chữ."},
    )
    is_child = forms.BooleanField(label="Thiếu nhi (dưới 16 tuổi)", required=False)
    card = forms.CharField(
        label="Số thẻ",
        max_length=30,
        required=False,
        help_text="Đã có thẻ giấy thì ghi số trên thẻ; để trống thì lấy số tiếp theo",
        error_messages={"max_length": "Số thẻ dài quá 30 chữ."},
    )
    since = DayField(label="Cấp ngày", required=False)

    def __init__(
        self,
        post: QueryDict | None,
        *,
        persons: Sequence[HouseholdMember],
        households: Sequence[Household],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(post, initial=initial)
        self.persons: dict[str, Person] = {f"person-{one.person_id}": one.person for one in persons}
        self.households: dict[str, Household] = {f"household-{one.pk}": one for one in households}
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        if not persons and not households:
            del self.fields["who"]
            return
        field.choices = [
            *((f"person-{one.person_id}", _person_words(one)) for one in persons),
            *(
                (f"household-{one.pk}", f"Cả hộ {one.head.full_name}, {one.hamlet.title}")
                for one in households
            ),
            ("", "Không có trong danh sách này"),
        ]

    @property
    def person(self) -> Person | None:
        return self.persons.get(self.cleaned_data.get("who", ""))

    @property
    def household(self) -> Household | None:
        return self.households.get(self.cleaned_data.get("who", ""))

    def typed(self) -> CardTyped:
        told = self.cleaned_data
        return CardTyped(told["name"], told["details"], told["is_child"], told["card"], told["since"])


def _person_words(row: HouseholdMember) -> str:
    born = [f"sinh năm {row.person.birth_year}"] if row.person.birth_year else []
    return ", ".join([row.person.full_name, *born, row.hamlet.title])
