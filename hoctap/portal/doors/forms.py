"""What an officer sets about a door."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.libraries.models import Library
from hoctap.portal.doors.queries import DoorSetting, free_slug
from hoctap.portal.parts import FIRST, Part
from hoctap.portal.rules import DoorDetails


class DoorForm(forms.Form):
    slug = forms.CharField(
        label="Địa chỉ",
        max_length=60,
        help_text="Chữ thường không dấu, ví dụ xa-hung-thanh",
        error_messages={
            "required": "Địa chỉ chỉ gồm chữ thường không dấu, số và gạch nối, như xa-hung-thanh."
        },
    )
    parts = forms.MultipleChoiceField(
        label="Các phần",
        choices=Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Không có phần này. Hãy mở lại trang."},
    )
    libraries = forms.ModelMultipleChoiceField(
        label="Thư viện, tủ sách cho tìm sách",
        queryset=Library.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Có thư viện không còn ở đây. Hãy mở lại trang.",
            "invalid_pk_value": "Có thư viện không còn ở đây. Hãy mở lại trang.",
        },
    )
    intro = forms.CharField(
        label="Lời chào",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Một, hai câu dưới tên xã. Không ghi tên người",
    )
    contact = forms.CharField(
        label="Liên hệ",
        max_length=300,
        required=False,
        help_text="Nơi, giờ làm việc, điện thoại cơ quan; hiện cuối mỗi trang",
    )

    def __init__(self, post: QueryDict | None, *, setting: DoorSetting) -> None:
        door = setting.door
        initial: dict[str, Any] = {
            "slug": door.slug if door else free_slug(setting.place),
            "parts": door.parts if door else list(FIRST),
            "libraries": [one.pk for one in (door.libraries.all() if door else setting.libraries)],
            "intro": door.intro if door else "",
            "contact": door.contact if door else "",
        }
        super().__init__(post, initial=initial)
        field = self.fields["libraries"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Library.objects.filter(pk__in=[one.pk for one in setting.libraries])
        if not setting.libraries:
            del self.fields["libraries"]

    def details(self) -> DoorDetails:
        typed = self.cleaned_data
        return DoorDetails(typed["slug"], typed["parts"], typed["intro"], typed["contact"])

    def libraries_chosen(self) -> list[Library]:
        chosen = self.cleaned_data.get("libraries")
        return list(chosen.select_related("place")) if chosen is not None else []
