"""Forms for the people of a household."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.accounts.sign_in import normal_phone
from hoctap.core.dates import today
from hoctap.people.forms import hamlet_choices
from hoctap.people.models import Household, HouseholdMember, LeftKind, Relation
from hoctap.places.models import Place

RELATIONS = [(value, label) for value, label in Relation.choices if value != Relation.HEAD]


def year_field(label: str) -> forms.IntegerField:
    words = "Hãy ghi năm bằng bốn chữ số."
    return forms.IntegerField(
        label=label,
        min_value=1900,
        max_value=2100,
        initial=lambda: today().year,
        error_messages={"required": words, "invalid": words, "min_value": words, "max_value": words},
    )


class PersonForm(forms.Form):
    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Hãy ghi họ và tên."}
    )
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        error_messages={"invalid": "Hãy ghi năm bằng bốn chữ số."},
        help_text="Bốn chữ số, ví dụ 1998.",
    )
    sex = forms.ChoiceField(
        label="Giới tính",
        required=False,
        choices=[("", "Không ghi"), ("m", "Nam"), ("f", "Nữ")],
        widget=forms.RadioSelect,
    )
    relation = forms.ChoiceField(label="Quan hệ với chủ hộ", required=False, choices=RELATIONS)
    phone = forms.CharField(label="Số điện thoại", required=False, max_length=20)

    def __init__(self, *args: Any, ask_relation: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_relation:
            del self.fields["relation"]

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        phone = normal_phone(typed)
        if typed and not phone:
            raise forms.ValidationError("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.")
        return phone


class NewMemberForm(PersonForm):
    year = year_field("Ở trong hộ từ năm")
    field_order = ["full_name", "relation", "birth_year", "sex", "year"]


class ChosenHouseholdForm(forms.Form):
    """One of the households found by the head's name."""

    household = forms.ChoiceField(
        label="Hộ",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy tìm rồi chọn một hộ.",
            "invalid_choice": "Hãy chọn một hộ trong danh sách.",
        },
    )
    year = year_field("Từ năm")

    def __init__(self, *args: Any, households: list[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.households = {str(one.pk): one for one in households}
        field = self.fields["household"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, household_words(one)) for key, one in self.households.items()]

    def clean_household(self) -> Household:
        return self.households[self.cleaned_data["household"]]


class MovePersonForm(ChosenHouseholdForm):
    relation = forms.ChoiceField(label="Quan hệ với chủ hộ mới", required=False, choices=RELATIONS)


class LeaveHouseholdForm(forms.Form):
    kind = forms.ChoiceField(
        label="Lý do",
        choices=[(kind.value, kind.label) for kind in (LeftKind.MOVED_AWAY, LeftKind.DIED, LeftKind.OTHER)],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn lý do."},
    )
    year = year_field("Từ năm")
    why = forms.CharField(label="Ghi rõ", required=False, max_length=200)
    new_head = forms.ChoiceField(label="Chủ hộ mới", required=False)

    def __init__(self, *args: Any, others: list[HouseholdMember], is_head: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_head or not others:
            del self.fields["new_head"]
            return
        field = self.fields["new_head"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn…"), *member_choices(others)]


class NewHeadForm(forms.Form):
    person = forms.ChoiceField(
        label="Chủ hộ mới", widget=forms.RadioSelect, error_messages={"required": "Hãy chọn chủ hộ mới."}
    )
    relation_of_old = forms.ChoiceField(
        label="Chủ hộ cũ là gì của chủ hộ mới",
        choices=[("", "Chọn…"), *(pair for pair in RELATIONS if pair[0])],
        error_messages={"required": "Hãy chọn quan hệ của chủ hộ cũ với chủ hộ mới."},
    )
    year = year_field("Từ năm")

    def __init__(self, *args: Any, members: list[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = member_choices(members)


class SplitForm(forms.Form):
    members = forms.MultipleChoiceField(
        label="Những người tách ra",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy đánh dấu những người tách ra."},
    )
    head = forms.ChoiceField(label="Chủ hộ mới", error_messages={"required": "Hãy chọn chủ hộ mới."})
    year = year_field("Từ năm")
    number = forms.CharField(label="Số hộ mới", required=False, max_length=30)
    group_name = forms.CharField(label="Tổ", required=False, max_length=60)
    address = forms.CharField(label="Địa chỉ", required=False, max_length=200)

    def __init__(self, *args: Any, members: list[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("members", []), ("head", [("", "Chọn…")])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*empty, *member_choices(members)]


class MoveHouseholdForm(forms.Form):
    hamlet = forms.ChoiceField(label="Chuyển đến ấp, khóm", error_messages={"required": "Hãy chọn ấp, khóm."})
    year = year_field("Từ năm")
    group_name = forms.CharField(label="Tổ", required=False, max_length=60)
    address = forms.CharField(label="Địa chỉ", required=False, max_length=200)

    def __init__(self, *args: Any, hamlets: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hamlets = {str(one.pk): one for one in hamlets}
        field = self.fields["hamlet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = hamlet_choices(hamlets, "Chọn…")

    def clean_hamlet(self) -> Place:
        return self.hamlets[self.cleaned_data["hamlet"]]


def household_words(household: Household) -> str:
    parts = [household.head.full_name]
    if household.head.birth_year:
        parts.append(f"sinh năm {household.head.birth_year}")
    parts.append(
        f"{household.hamlet.title}, {household.hamlet.parent.full_name if household.hamlet.parent else ''}"
    )
    return ", ".join(parts)


def member_choices(members: Iterable[HouseholdMember]) -> list[tuple[str, str]]:
    return [
        (
            str(one.person_id),
            one.person.full_name + (f", sinh năm {one.person.birth_year}" if one.person.birth_year else ""),
        )
        for one in members
    ]
