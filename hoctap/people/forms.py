"""The register's filters, one household, one list from a file."""

from itertools import groupby

from django import forms

from hoctap.accounts.sign_in import normal_phone
from hoctap.core.dates import today
from hoctap.people.rules import MOST_MEMBERS
from hoctap.places.models import Place

_YEAR_WORDS = "Hãy ghi năm bằng bốn chữ số."


def hamlet_choices(hamlets: list[Place], empty: str) -> list[tuple[str, object]]:
    """In one group per commune where there are several."""
    groups = [
        (commune, [(str(one.pk), one.title) for one in ones])
        for commune, ones in groupby(hamlets, key=lambda one: one.parent.title if one.parent else "")
    ]
    if len(groups) == 1:
        return [("", empty), *groups[0][1]]
    return [("", empty), *groups]


class RegisterFilterForm(forms.Form):
    q = forms.CharField(label="Tên chủ hộ", required=False, max_length=60)
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False)
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: object, hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hamlet = self.fields["hamlet"]
        assert isinstance(hamlet, forms.ChoiceField)
        hamlet.choices = hamlet_choices(hamlets, "Tất cả")


class HouseholdForm(forms.Form):
    full_name = forms.CharField(
        label="Họ và tên chủ hộ", max_length=120, error_messages={"required": "Hãy ghi họ và tên chủ hộ."}
    )
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        error_messages={"invalid": _YEAR_WORDS},
        help_text="Bốn chữ số, ví dụ 1968.",
    )
    sex = forms.ChoiceField(
        label="Giới tính",
        required=False,
        choices=[("", "Không ghi"), ("m", "Nam"), ("f", "Nữ")],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label="Số điện thoại", required=False, max_length=20)
    number = forms.CharField(label="Số hộ", required=False, max_length=30)
    group_name = forms.CharField(label="Tổ", required=False, max_length=60)
    address = forms.CharField(label="Địa chỉ", required=False, max_length=200)
    members_count = forms.IntegerField(
        label="Số nhân khẩu",
        required=False,
        min_value=1,
        max_value=MOST_MEMBERS,
        error_messages={"invalid": "Hãy ghi một số."},
    )

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        phone = normal_phone(typed)
        if typed and not phone:
            raise forms.ValidationError("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.")
        return phone


class NewHouseholdForm(HouseholdForm):
    hamlet = forms.ChoiceField(
        label="Ấp, khóm",
        error_messages={
            "required": "Hãy chọn ấp, khóm.",
            "invalid_choice": "Hãy chọn một ấp, khóm trong danh sách.",
        },
    )
    year = forms.IntegerField(
        label="Có trong sổ từ năm", min_value=2000, max_value=2100, error_messages={"required": _YEAR_WORDS}
    )

    field_order = ["hamlet", "full_name", "birth_year", "sex"]

    def __init__(self, *args: object, hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hamlet = self.fields["hamlet"]
        assert isinstance(hamlet, forms.ChoiceField)
        hamlet.choices = hamlet_choices(hamlets, "Chọn…")
        self.fields["year"].initial = today().year


class LeaveForm(forms.Form):
    left_year = forms.IntegerField(
        label="Rời đi năm", error_messages={"required": _YEAR_WORDS, "invalid": _YEAR_WORDS}
    )
    why = forms.CharField(
        label="Lý do",
        max_length=200,
        help_text="Ví dụ: chuyển đi nơi khác; nhập với hộ khác.",
        error_messages={"required": "Hãy ghi lý do."},
    )


class ImportForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Xã",
        empty_label=None,
        error_messages={
            "required": "Hãy chọn xã.",
            "invalid_choice": "Xã này không thuộc nơi ông/bà quản lý.",
        },
    )
    year = forms.IntegerField(
        label="Danh sách của năm", error_messages={"required": _YEAR_WORDS, "invalid": _YEAR_WORDS}
    )
    file = forms.FileField(
        label="Tệp Excel",
        widget=forms.ClearableFileInput,
        error_messages={"required": "Hãy chọn tệp .xlsx.", "empty": "Tệp rỗng. Hãy chọn lại tệp."},
    )

    def __init__(self, *args: object, communes: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in communes])
        place.choices = [(str(one.pk), one.title) for one in communes]
        self.fields["year"].initial = today().year
