"""Hamlets and their groups, dated figures, organisations."""

from django import forms

from hoctap.core.forms import DayField
from hoctap.places.lineage import Change
from hoctap.places.models import FigureKind, Numbering, Organisation, OrganisationKind, Place

_MOST = 60


def kind_field(*, required: bool = True) -> forms.CharField:
    """What hamlets are called there: a free word, the usual ones suggested by the list `hamlet-kinds` of the page."""
    return forms.CharField(
        label="Gọi là",
        max_length=40,
        required=required,
        widget=forms.TextInput(attrs={"list": "hamlet-kinds", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi cách gọi, ví dụ: ấp, khóm, thôn."},
    )


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class HamletsForm(forms.Form):
    kind = kind_field()
    names = forms.CharField(
        label="Tên các ấp, khóm",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Mỗi dòng một tên, ví dụ: Ấp 1. Tên đã có thì giữ nguyên.",
        error_messages={"required": "Hãy ghi ít nhất một tên."},
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > _MOST:
            raise forms.ValidationError(f"Mỗi lần thêm nhiều nhất {_MOST} tên.")
        return names


class ChangeForm(forms.Form):
    """The day and the paper of a change."""

    on = DayField(label="Có hiệu lực từ ngày")
    decision = forms.CharField(
        label="Số, ký hiệu văn bản",
        max_length=120,
        required=False,
        help_text="Ví dụ: 12/NQ-HĐND. Bỏ trống thì ghi là chưa có số quyết định.",
    )

    @property
    def change(self) -> Change:
        return Change(self.cleaned_data["on"], self.cleaned_data["decision"])


class HamletNameForm(forms.Form):
    kind = kind_field(required=False)
    name = forms.CharField(label="Tên", max_length=120, error_messages={"required": "Hãy ghi tên ấp, khóm."})
    how = forms.ChoiceField(
        label="Đây là",
        choices=[
            ("correct", "Sửa cho đúng: tên cũ là ghi sai"),
            ("rename", "Đổi tên theo quyết định: tên cũ đúng đến ngày đổi"),
        ],
        widget=forms.RadioSelect,
        initial="correct",
        required=False,
    )
    on = DayField(label="Tên mới từ ngày", required=False)
    decision = forms.CharField(
        label="Số, ký hiệu văn bản",
        max_length=120,
        required=False,
        help_text="Khi đổi tên theo quyết định. Bỏ trống thì ghi là chưa có số quyết định.",
    )

    def clean(self) -> dict[str, object]:
        typed = super().clean() or {}
        if typed.get("how") == "rename" and not typed.get("on") and "on" not in self.errors:
            self.add_error("on", "Hãy ghi ngày bắt đầu mang tên mới.")
        return typed

    @property
    def change(self) -> Change | None:
        typed = self.cleaned_data
        return Change(typed["on"], typed["decision"]) if typed["how"] == "rename" else None


class HamletMergeForm(ChangeForm):
    hamlets = forms.MultipleChoiceField(
        label="Các ấp, khóm được nhập",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ấp, khóm được nhập.",
            "invalid_choice": "Có ấp, khóm không còn trong danh sách. Hãy mở lại trang.",
        },
    )
    into = forms.ChoiceField(label="Nhập vào", required=False)
    name = forms.CharField(
        label="Tên ấp, khóm mới", max_length=120, required=False, help_text="Khi nhập thành một ấp, khóm mới."
    )
    kind = kind_field(required=False)

    field_order = ["hamlets", "into", "name", "kind", "on", "decision"]

    def __init__(self, *args: object, hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(one.pk), one.title) for one in hamlets]
        _choose(self, "hamlets", choices)
        _choose(self, "into", [("", "Một ấp, khóm mới, tên ghi dưới đây"), *choices])


class HamletDivideForm(ChangeForm):
    kind = kind_field(required=False)
    names = forms.CharField(
        label="Các ấp, khóm mới",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="Mỗi dòng một tên.",
        error_messages={"required": "Ghi tên ít nhất một ấp, khóm mới."},
    )

    field_order = ["names", "kind", "on", "decision"]

    def clean_names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class EndForm(ChangeForm):
    why = forms.CharField(
        label="Lý do",
        max_length=200,
        help_text="Ví dụ: giải thể; đã chia hết cho các ấp mới.",
        error_messages={"required": "Hãy ghi lý do."},
    )

    field_order = ["why", "on", "decision"]


class HamletMapForm(ChangeForm):
    into = forms.ChoiceField(label="Nay là", required=False)
    name = forms.CharField(
        label="Tên hiện nay",
        max_length=120,
        required=False,
        help_text="Khi là một ấp, khóm riêng. Bỏ trống thì giữ tên cũ; nếu trùng tên thì ghi kèm tên xã cũ.",
    )
    kind = kind_field(required=False)

    field_order = ["into", "name", "kind", "on", "decision"]

    def __init__(self, *args: object, hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(one.pk), f"Nhập vào {one.full_name}") for one in hamlets]
        _choose(self, "into", [("", "Một ấp, khóm riêng của xã hiện nay"), *choices])


class GroupsForm(forms.Form):
    names = forms.CharField(
        label="Tên các Tổ",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="Mỗi dòng một tên, ví dụ: Tổ 1. Tên đã có thì giữ nguyên.",
        error_messages={"required": "Hãy ghi ít nhất một tên."},
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > _MOST:
            raise forms.ValidationError(f"Mỗi lần thêm nhiều nhất {_MOST} tên.")
        return names


class GroupNameForm(forms.Form):
    name = forms.CharField(label="Tên Tổ", max_length=60, error_messages={"required": "Hãy ghi tên Tổ."})


class FigureFilterForm(forms.Form):
    place = forms.CharField(widget=forms.HiddenInput, required=False)
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)
    what = forms.ChoiceField(label="Số liệu", choices=FigureKind.choices, required=False)


class FiguresForm(forms.Form):
    what = forms.ChoiceField(label="Số liệu", choices=FigureKind.choices, initial=FigureKind.HOUSEHOLDS)
    as_of = DayField(label="Ngày chốt số liệu")
    source = forms.CharField(
        label="Nguồn",
        max_length=200,
        help_text="Ví dụ: Công an xã; rà soát của ấp; niên giám.",
        error_messages={"required": "Hãy ghi nguồn số liệu."},
    )
    paper_number = forms.CharField(label="Số văn bản", max_length=120, required=False)
    pasted = forms.CharField(
        label="Hai cột dán từ Excel: tên ấp, số",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        required=False,
    )


class AliasForm(forms.Form):
    alias = forms.CharField(
        label="Tên gọi khác hoặc viết tắt",
        max_length=200,
        help_text="Ví dụ: Hội KH xã; tên trước khi đổi.",
        error_messages={"required": "Hãy ghi tên gọi khác hoặc tên viết tắt."},
    )
    from_day = DayField(label="Dùng từ ngày", required=False)
    to_day = DayField(label="Thôi dùng từ ngày", required=False)
    decision = forms.CharField(label="Số văn bản", max_length=120, required=False)


class OrganisationEndForm(ChangeForm):
    successor = forms.ChoiceField(label="Nhập vào, kế tục bởi", required=False)

    field_order = ["on", "decision", "successor"]

    def __init__(self, *args: object, others: list[Organisation], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(one.pk), one.name) for one in others]
        _choose(self, "successor", [("", "Không có tổ chức kế tục"), *choices])


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label="Tên trên văn bản",
        max_length=200,
        help_text="Đủ tên như con dấu, ví dụ: Hội Khuyến học – Cựu giáo chức xã ….",
        error_messages={"required": "Hãy ghi tên cơ quan, tổ chức."},
    )
    parent_name = forms.CharField(
        label="Cơ quan, tổ chức cấp trên ghi trên văn bản",
        max_length=200,
        required=False,
        help_text="Dòng trên tên đơn vị. Bỏ trống nếu văn bản không ghi.",
    )
    symbol = forms.CharField(
        label="Ký hiệu",
        max_length=30,
        required=False,
        help_text="Phần sau loại văn bản, ví dụ UBND trong 05/QĐ-UBND.",
    )
    numbering = forms.ChoiceField(
        label="Số văn bản", choices=Numbering.choices, widget=forms.RadioSelect, initial=Numbering.OUTSIDE
    )


class NewOrganisationForm(OrganisationForm):
    kind = forms.ChoiceField(label="Loại", choices=OrganisationKind.choices, initial=OrganisationKind.OTHER)
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Ở đâu",
        empty_label=None,
        error_messages={
            "required": "Hãy chọn nơi.",
            "invalid_choice": "Nơi này không thuộc nơi ông/bà quản lý.",
        },
    )

    since = DayField(label="Thành lập ngày", required=False, help_text="Bỏ trống nếu có từ trước.")
    founded_by = forms.CharField(label="Số văn bản thành lập", max_length=120, required=False)

    field_order = ["place", "kind", "name", "parent_name", "symbol", "numbering", "since", "founded_by"]

    def __init__(self, *args: object, places: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        place.choices = [(str(one.pk), one.title) for one in places]
