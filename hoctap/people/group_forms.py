"""Forms for clans, units of work and what people work as."""

from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.people.forms import hamlet_choices
from hoctap.people.member_forms import year_field
from hoctap.people.models import HouseholdMember, UnitKind, Work
from hoctap.places.commune_form import CommuneForm
from hoctap.places.models import Place


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1_000_000,
        error_messages={"required": "Hãy ghi một số.", "invalid": "Hãy ghi một số."},
    )


class _RegisteredAt(CommuneForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label = "Đăng ký ở xã"


class ClanForm(forms.Form):
    name = forms.CharField(
        label="Tên dòng họ", max_length=120, error_messages={"required": "Hãy ghi tên dòng họ."}
    )
    representative_name = forms.CharField(label="Người đại diện", required=False, max_length=120)
    founded = forms.CharField(label="Nguồn gốc, từ đường", required=False, max_length=300)
    from_year = year_field("Có trong sổ từ năm")


class NewClanForm(_RegisteredAt, ClanForm):
    pass


class EditClanForm(ClanForm):
    to_year = forms.IntegerField(label="Không còn tính từ năm", required=False)


class ShareForm(forms.Form):
    hamlet = forms.ChoiceField(label="Ấp, khóm", error_messages={"required": "Hãy chọn ấp, khóm."})
    households = _count("Số hộ")
    persons = _count("Số người")
    as_of = DayField(label="Tính đến ngày")
    source = forms.CharField(
        label="Nguồn số liệu", max_length=200, error_messages={"required": "Hãy ghi nguồn số liệu."}
    )

    def __init__(self, *args: Any, hamlets: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hamlets = {str(one.pk): one for one in hamlets}
        field = self.fields["hamlet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = hamlet_choices(hamlets, "Chọn…")

    def clean_hamlet(self) -> Place:
        return self.hamlets[self.cleaned_data["hamlet"]]


class UnitForm(forms.Form):
    name = forms.CharField(
        label="Tên đơn vị", max_length=200, error_messages={"required": "Hãy ghi tên đơn vị."}
    )
    kind = forms.ChoiceField(label="Loại đơn vị", choices=UnitKind.choices)
    from_year = year_field("Có trong sổ từ năm")


class NewUnitForm(_RegisteredAt, UnitForm):
    pass


class EditUnitForm(UnitForm):
    to_year = forms.IntegerField(label="Không còn tính từ năm", required=False)


class StaffCountForm(forms.Form):
    year = year_field("Năm")
    count = _count("Số người làm việc")
    source = forms.CharField(
        label="Nguồn số liệu", max_length=200, error_messages={"required": "Hãy ghi nguồn số liệu."}
    )


class UnitMemberForm(forms.Form):
    """One of the persons found by name."""

    person = forms.ChoiceField(
        label="Người",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy tìm rồi chọn một người."},
    )
    title = forms.CharField(label="Chức danh", required=False, max_length=120)
    from_year = year_field("Từ năm")

    def __init__(self, *args: Any, found: list[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = {str(row.person_id): row.person for row in found}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                str(row.person_id),
                ", ".join(
                    [row.person.full_name]
                    + ([f"sinh năm {row.person.birth_year}"] if row.person.birth_year else [])
                    + [row.household.hamlet.title]
                ),
            )
            for row in found
        ]


class WorkForm(forms.Form):
    status = forms.ChoiceField(
        label="Việc làm",
        choices=Work.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn việc làm."},
    )
    from_year = year_field("Từ năm")
    source = forms.CharField(
        label="Nguồn", max_length=200, error_messages={"required": "Hãy ghi nguồn số liệu."}
    )
