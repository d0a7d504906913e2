"""What is typed about libraries and other service points."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.forms import Count, Words, offer
from hoctap.centres.models import Venue
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions import asking
from hoctap.libraries.institutions.rules import LendingRules, LibraryDetails
from hoctap.libraries.models import LENDING_KINDS, Library, LibraryKind
from hoctap.places.models import Level, Organisation, Place
from hoctap.plans.forms import PlaceChoice


class NamedPlace(PlaceChoice):
    """A hamlet with its commune: many are called Ấp 1."""

    def label_from_instance(self, place: Any) -> str:
        return f"{place.title}, {place.parent.title}" if place.level == Level.HAMLET else str(place.title)


class LibraryChoice(forms.ModelChoiceField):
    def label_from_instance(self, library: Any) -> str:
        return f"{library.name}, {library.place.title}"


class LibraryForm(forms.Form):
    place = NamedPlace(
        label="Nằm ở",
        queryset=Place.objects.none(),
        empty_label="Chọn xã hoặc ấp",
        error_messages={
            "required": "Hãy chọn xã hoặc ấp.",
            "invalid_choice": "Hãy chọn xã hoặc ấp trong danh sách.",
        },
    )
    kind = forms.ChoiceField(
        label="Loại",
        choices=[("", "Chọn loại"), *LibraryKind.choices],
        error_messages={"required": "Hãy chọn loại."},
    )
    name = Words(
        label="Tên", longest=200, required=True, help_text="Ví dụ: Thư viện xã Hưng Thạnh; Tủ sách Ấp 3"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Của đơn vị", required=False, empty_label="Chưa ghi"
    )
    venue = forms.ModelChoiceField(
        Venue.objects.none(),
        label="Đặt tại cơ sở",
        required=False,
        empty_label="Chưa ghi",
        help_text="Nhà văn hóa, điểm bưu điện, trường học đã ghi ở phần Cơ sở",
    )
    address = Words(label="Địa chỉ", longest=200)
    keeper_name = Words(
        label="Người giữ", longest=100, help_text="Người trông coi; xóa khi nơi này thôi hoạt động"
    )
    reading_area = forms.DecimalField(
        label="Diện tích đọc (m²)",
        required=False,
        max_digits=7,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Diện tích đọc: ghi bằng số, như 25 hoặc 25,5."},
    )
    valid_from = DayField(label="Hoạt động từ", required=False)
    is_planned = forms.BooleanField(label="Mới có trong quy hoạch, chưa hoạt động", required=False)

    def __init__(self, post: QueryDict | None, *, actor: Actor, library: Library | None = None) -> None:
        initial: dict[str, Any] = {}
        if library is not None:
            initial = {name: getattr(library, name) for name in self.base_fields if name != "place"}
        super().__init__(post, initial=initial)
        places = actor.places_with(Permission.LIBRARY_KEEP)
        if library is None:
            own = Place.objects.visible_to(actor, Permission.LIBRARY_KEEP).filter(valid_to=None)
            offer(self, "place", own.exclude(level=Level.GROUP).select_related("parent").order_by("path"))
            around = Place.objects.within(places)
        else:
            del self.fields["place"]
            around = Place.objects.filter(pk__in=library.place.path[-2:])
        bodies = Organisation.objects.filter(place__in=around, valid_to=None)
        offer(self, "organisation", bodies.order_by("name", "id"))
        below = around if library is None else Place.objects.within([library.place.path[-1]])
        venues = Venue.objects.standing().filter(place__in=below | around)
        offer(self, "venue", venues.order_by("name", "id"))

    def details(self) -> LibraryDetails:
        typed = self.cleaned_data
        named = ("kind", "name", "address", "keeper_name", "reading_area", "valid_from", "is_planned")
        return LibraryDetails(**{name: typed[name] for name in named})


class LibraryFilter(forms.Form):
    name = forms.CharField(label="Tên", max_length=60, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *LibraryKind.choices], required=False)
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    ended = forms.BooleanField(label="Cả nơi đã thôi hoạt động", required=False)


class LendingForm(forms.Form):
    loan_days = Count(label="Số ngày được mượn", required=True)
    loan_limit = Count(label="Số bản được mượn cùng lúc", required=True)
    renewals = Count(label="Số lần được gia hạn", required=True)
    hold_days = Count(label="Số ngày giữ sách đặt trước", required=True)

    def __init__(self, post: QueryDict | None, *, library: Library) -> None:
        super().__init__(post, initial={name: getattr(library, name) for name in self.base_fields})

    def rules(self) -> LendingRules:
        return LendingRules(**self.cleaned_data)


class EndForm(forms.Form):
    ended_on = DayField(label="Thôi hoạt động từ ngày")
    why = Words(label="Lý do", longest=200, required=True, missing="Hãy ghi lý do thôi hoạt động.")
    successor = LibraryChoice(
        Library.objects.none(), label="Sách chuyển về", required=False, empty_label="Không còn sách"
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor, library: Library, **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        rows = asking.kept(actor).filter(kind__in=LENDING_KINDS).exclude(pk=library.pk)
        offer(self, "successor", rows)
