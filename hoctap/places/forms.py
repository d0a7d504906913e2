"""Listing hamlets, correcting organisations."""

from django import forms

from hoctap.places.models import Numbering, OrganisationKind, Place
from hoctap.places.rules import HAMLET_KINDS

_MOST = 60


class HamletsForm(forms.Form):
    kind = forms.ChoiceField(label="Gọi là", choices=[(kind, kind) for kind in HAMLET_KINDS])
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


class HamletNameForm(forms.Form):
    name = forms.CharField(label="Tên", max_length=120, error_messages={"required": "Hãy ghi tên ấp, khóm."})


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

    field_order = ["place", "kind", "name", "parent_name", "symbol", "numbering"]

    def __init__(self, *args: object, places: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        place.choices = [(str(one.pk), one.title) for one in places]
