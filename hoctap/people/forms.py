"""The register's filters, one household, one list from a file."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hoctap.accounts.sign_in import normal_phone
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.people.importing.layout import Layout, header_rows
from hoctap.people.importing.preview import Column
from hoctap.people.models import HouseholdLeftKind
from hoctap.people.queries import Choice
from hoctap.people.reading.fields import Field
from hoctap.people.reading.model import SheetReading
from hoctap.people.rules import LEAVING_KINDS, MOST_MEMBERS
from hoctap.places.models import Place

_ENCODINGS = [("", "Unicode"), ("TCVN3", "TCVN3 (ABC)"), ("VNI", "VNI")]
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
        options = mark_safe(
            "".join(
                f'<option value="{escape(str(key))}"{" selected" if str(key) == chosen else ""}>{escape(str(label))}</option>'
                for key, label in self.choices
            )
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class _PlaceFilterForm(forms.Form):
    """Commune and hamlet; the commune only where there are several, the hamlets of the chosen one."""

    q = forms.CharField(required=False, max_length=60)
    commune = forms.ChoiceField(label="Xã", required=False, widget=_ManyChoices)
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False, widget=_ManyChoices)

    def __init__(
        self, *args: object, communes: list[Choice], hamlets: list[Choice], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if len(communes) > 1:
            _choices(self, "commune", communes)
        else:
            del self.fields["commune"]
        if hamlets:
            _choices(self, "hamlet", hamlets)
        else:
            del self.fields["hamlet"]


def _choices(form: forms.Form, name: str, places: list[Choice]) -> None:
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
    kind = forms.ChoiceField(
        label="Hộ rời đi vì sao",
        choices=[
            (kind.value, kind.label[:1].upper() + kind.label[1:])
            for kind in map(HouseholdLeftKind, LEAVING_KINDS)
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn hộ rời đi vì sao.",
            "invalid_choice": "Hãy chọn hộ rời đi vì sao.",
        },
    )
    why = forms.CharField(
        label="Ghi rõ",
        required=False,
        max_length=200,
        help_text="Ví dụ: về Bình Dương làm ăn. Bắt buộc khi chọn lý do khác. Không ghi bệnh tật.",
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
    from_place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Danh sách của xã cũ",
        required=False,
        empty_label="Không, danh sách lập theo xã hiện nay",
        error_messages={"invalid_choice": "Hãy chọn một xã cũ trong danh sách."},
    )
    mapping = forms.CharField(required=False, max_length=80)
    sheets = forms.CharField(label="Chỉ đọc trang", required=False, max_length=200)
    header_rows = forms.CharField(label="Dòng tên cột", required=False, max_length=40)
    hamlets = forms.CharField(label="Ấp, khóm của cả tệp", required=False, max_length=120)
    file = forms.FileField(
        label="Tệp danh sách",
        widget=forms.ClearableFileInput,
        error_messages={"required": "Hãy chọn tệp.", "empty": "Tệp rỗng. Hãy chọn lại tệp."},
    )

    def __init__(
        self,
        *args: object,
        communes: list[Place],
        old_communes: list[Place],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        place, from_place = self.fields["place"], self.fields["from_place"]
        assert isinstance(place, forms.ModelChoiceField)
        assert isinstance(from_place, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in communes])
        place.choices = [(str(one.pk), one.title) for one in communes]
        from_place.queryset = Place.objects.filter(pk__in=[one.pk for one in old_communes])
        from_place.choices = [
            ("", from_place.empty_label or ""),
            *((str(one.pk), f"{one.title} (cũ)") for one in old_communes),
        ]
        self.fields["year"].initial = today().year

    def clean_header_rows(self) -> list[int]:
        return _typed_rows(self.cleaned_data["header_rows"])

    def layout(self) -> Layout:
        said = self.cleaned_data
        return Layout(
            (said["sheets"],) if said["sheets"] else None,
            {said["sheets"]: said["header_rows"]} if said["header_rows"] else {},
            {"": said["hamlets"]} if said["hamlets"] else {},
        )


def _typed_rows(typed: str) -> list[int]:
    try:
        return header_rows(typed) if typed.strip() else []
    except Refused as refusal:
        raise forms.ValidationError([reason.text for reason in refusal.reasons]) from refusal


class MappingForm(forms.Form):
    """For each column its meaning and, where old fonts are at hand, how it was typed."""

    name = forms.CharField(label="Ghi nhớ cách đọc này dưới tên", required=False, max_length=80)
    file = forms.FileField(label="Chọn lại đúng tệp này", required=False, allow_empty_file=True)

    def __init__(
        self,
        *args: object,
        columns: list[Column],
        sheets: Sequence[SheetReading] = (),
        hamlets: Sequence[str] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.columns = columns
        self.sheets = sheets
        for number, sheet in enumerate(sheets):
            names = [("", "Theo tệp"), *((name, name) for name in hamlets)]
            if sheet.hamlet_name and sheet.hamlet_name not in hamlets:
                names.insert(1, (sheet.hamlet_name, sheet.hamlet_name))
            self.fields[f"use-{number}"] = forms.BooleanField(
                label=f"Đọc trang {sheet.name}", required=False, initial=sheet.used
            )
            self.fields[f"header-{number}"] = forms.CharField(
                label=f"Dòng tên cột của trang {sheet.name}", required=False, max_length=40,
                initial="-".join(map(str, dict.fromkeys(sheet.header_rows))),
                widget=forms.TextInput(attrs={"class": "form-control field-width-4", "inputmode": "text"}),
            )  # fmt: skip
            self.fields[f"hamlet-{number}"] = forms.ChoiceField(
                label=f"Ấp, khóm của cả trang {sheet.name}", required=False, choices=names, initial=sheet.hamlet_name,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Hãy chọn một ấp, khóm của xã này."},
            )  # fmt: skip
        meanings = [("", "Không dùng"), *((one.value, one.label) for one in Field)]
        for number, column in enumerate(columns):
            label = column.header or f"Cột {column.letter}"
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=label, required=False, choices=meanings, initial=column.field,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Hãy chọn một ý nghĩa trong danh sách."},
            )  # fmt: skip
            self.fields[f"encoding-{number}"] = forms.ChoiceField(
                label=f"Phông chữ của {label}",
                required=False,
                choices=_ENCODINGS,
                initial=column.encoding,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> None:
        for number, _ in enumerate(self.sheets):
            try:
                self.cleaned_data[f"header-{number}"] = _typed_rows(
                    self.cleaned_data.get(f"header-{number}", "")
                )
            except forms.ValidationError as error:
                self.add_error(f"header-{number}", error)
        seen: dict[tuple[str, str], Column] = {}
        for number, column in enumerate(self.columns):
            chosen = self.cleaned_data.get(f"column-{number}")
            first = seen.setdefault((column.sheet, chosen), column) if chosen else column
            if first is not column:
                words = f"Trang “{column.sheet}”: cột {first.letter} và cột {column.letter} cùng chọn một ý nghĩa."
                self.add_error(f"column-{number}", words)

    def rows(self) -> list[tuple[Column, forms.BoundField, forms.BoundField]]:
        return [
            (column, self[f"column-{number}"], self[f"encoding-{number}"])
            for number, column in enumerate(self.columns)
        ]

    def sheet_rows(self) -> list[tuple[SheetReading, forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [
            (sheet, self[f"use-{number}"], self[f"header-{number}"], self[f"hamlet-{number}"])
            for number, sheet in enumerate(self.sheets)
        ]

    def layout(self) -> Layout:
        """What differs from how the sheets were read; nothing where the form was sent without its sheets."""
        if "layout" not in self.data:
            return Layout()
        said = self.cleaned_data
        used = tuple(sheet.name for number, sheet in enumerate(self.sheets) if said[f"use-{number}"])
        rows = {
            sheet.name: typed
            for number, sheet in enumerate(self.sheets)
            if sheet.name in used
            and (typed := said[f"header-{number}"])
            and [typed[0], typed[-1]] != sheet.header_rows
        }
        hamlets = {
            sheet.name: said[f"hamlet-{number}"]
            for number, sheet in enumerate(self.sheets)
            if sheet.name in used and said[f"hamlet-{number}"] != sheet.hamlet_name
        }
        as_before = used == tuple(sheet.name for sheet in self.sheets if sheet.used)
        return Layout(None if as_before else used, rows, hamlets)

    def fields_by_sheet(self) -> dict[str, dict[str, str]]:
        return self._by_sheet("column", lambda column, chosen: chosen != column.field)

    def encodings_by_sheet(self) -> dict[str, dict[str, str]]:
        return self._by_sheet("encoding", lambda column, chosen: chosen != column.encoding)

    def _by_sheet(self, what: str, differs: Callable[[Column, str], bool]) -> dict[str, dict[str, str]]:
        said: dict[str, dict[str, str]] = {}
        for number, column in enumerate(self.columns):
            chosen = self.cleaned_data[f"{what}-{number}"]
            if differs(column, chosen):
                said.setdefault(column.sheet, {})[column.letter] = chosen or (
                    "unicode" if what == "encoding" else ""
                )
        return said
