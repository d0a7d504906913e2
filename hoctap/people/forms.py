"""The register's filters, one household, one list from a file."""

from itertools import groupby
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

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


class _ManyChoices(forms.Select):
    """The same select, written at once and not one template an option: a province has some hundred communes."""

    def render(self, name: str, value: object, attrs: Any = None, renderer: object = None) -> SafeString:
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class _PlaceFilterForm(forms.Form):
    """Commune and hamlet; the commune only where there are several, the hamlets of the chosen one."""

    q = forms.CharField(required=False, max_length=60)
    commune = forms.ChoiceField(label="Xã", required=False, widget=_ManyChoices)
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False, widget=_ManyChoices)

    def __init__(self, *args: object, communes: list[Place], hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if len(communes) > 1:
            _choices(self, "commune", communes)
        else:
            del self.fields["commune"]
        if hamlets:
            _choices(self, "hamlet", hamlets)
        else:
            del self.fields["hamlet"]


def _choices(form: forms.Form, name: str, places: list[Place]) -> None:
    chosen = form.fields[name]
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = [("", "Tất cả"), *((str(one.pk), one.title) for one in places)]


class HouseholdFilterForm(_PlaceFilterForm):
    q = forms.CharField(label="Tên chủ hộ, số hộ hoặc điện thoại", required=False, max_length=60)
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)


class PersonFilterForm(_PlaceFilterForm):
    q = forms.CharField(label="Họ tên, số hộ hoặc điện thoại", required=False, max_length=60)
    born_from = forms.IntegerField(label="Sinh từ năm", required=False, min_value=1900, max_value=2100)
    born_to = forms.IntegerField(label="đến năm", required=False, min_value=1900, max_value=2100)
    sex = forms.ChoiceField(
        label="Giới tính", required=False, choices=[("", "Tất cả"), ("m", "Nam"), ("f", "Nữ")]
    )
    heads_only = forms.BooleanField(label="Chỉ chủ hộ", required=False)


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
