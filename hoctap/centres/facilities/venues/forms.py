"""What is typed about venues, the plan of their network, and upgrades."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.choosing import kept_centres, kept_places, kept_venues
from hoctap.centres.facilities.forms import (
    CentreChoice,
    Count,
    Hour,
    Money,
    Paragraph,
    VenueChoice,
    Words,
    Year,
    offer,
)
from hoctap.centres.facilities.venues.models import UpgradeKind
from hoctap.centres.facilities.venues.rules import VenueDetails
from hoctap.centres.models import Ownership, Venue, VenueCondition, VenueKind
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.places.models import Level, Place
from hoctap.plans.forms import PlaceChoice

WEEKDAYS = [(number, f"Thứ {number + 1}") for number in range(1, 7)] + [(7, "Chủ nhật")]


class NamedPlace(PlaceChoice):
    """A hamlet with its commune: many are called Ấp 1."""

    def label_from_instance(self, place: Any) -> str:
        return f"{place.title}, {place.parent.title}" if place.level == Level.HAMLET else str(place.title)


class VenueForm(forms.Form):
    place = NamedPlace(
        label="Nằm ở",
        queryset=Place.objects.none(),
        empty_label="Chọn xã hoặc ấp",
        error_messages={"required": "Hãy chọn nơi cơ sở nằm.", "invalid_choice": "Hãy chọn nơi cơ sở nằm."},
    )
    kind = forms.ChoiceField(
        label="Loại", choices=VenueKind.choices, error_messages={"required": "Hãy chọn loại cơ sở."}
    )
    name = Words(label="Tên cơ sở", longest=150, help_text="Ví dụ: Nhà văn hóa Ấp 3; Phòng học 1")
    centre = CentreChoice(
        label="Của trung tâm",
        required=False,
        empty_label="Của đơn vị khác",
    )
    ownership = forms.ChoiceField(
        label="Hình thức", choices=Ownership.choices, error_messages={"required": "Hãy chọn hình thức."}
    )
    owner_name = Words(
        label="Đơn vị, người quản lý",
        longest=200,
        help_text="Ví dụ: Trường Tiểu học; Bưu điện; Ban nhân dân ấp",
    )
    address = Words(label="Địa chỉ", longest=200)
    seats = Count(label="Số chỗ ngồi")
    built_year = Year(label="Năm xây dựng")
    condition = forms.ChoiceField(label="Hiện trạng", choices=VenueCondition.choices, required=False)
    opens_at = Hour(label="Mở cửa từ", required=False)
    closes_at = Hour(
        label="Đóng cửa lúc",
        required=False,
        help_text="Để trống cả hai: nhận đặt vào mọi giờ, không tính tỷ lệ khai thác",
    )
    open_days = forms.TypedMultipleChoiceField(
        label="Các ngày mở cửa",
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = DayField(label="Dùng từ ngày", required=False)

    def __init__(self, post: QueryDict | None, *, actor: Actor, venue: Venue | None = None) -> None:
        initial: dict[str, Any] = {"ownership": Ownership.PUBLIC, "open_days": [1, 2, 3, 4, 5, 6, 7]}
        if venue is not None:
            initial = {name: getattr(venue, name) for name in self.base_fields if name != "place"}
        super().__init__(post, initial=initial)
        offer(self, "centre", kept_centres(actor))
        if venue is not None:
            del self.fields["place"]
        else:
            offer(self, "place", kept_places(actor).select_related("parent"))

    def details(self) -> VenueDetails:
        typed = {k: v for k, v in self.cleaned_data.items() if k not in ("place", "centre")}
        return VenueDetails(**{**typed, "open_days": tuple(typed["open_days"])})


class VenueFilter(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *VenueKind.choices], required=False)
    ownership = forms.ChoiceField(
        label="Hình thức", choices=[("", "Mọi hình thức"), *Ownership.choices], required=False
    )
    centre = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    ended = forms.BooleanField(label="Cả nơi đã thôi dùng", required=False)


class EndForm(forms.Form):
    ended_on = DayField(label="Thôi dùng từ ngày")
    why = Words(label="Lý do", longest=200, required=True, missing="Hãy ghi lý do thôi dùng.")


class ShareForm(forms.Form):
    centre = CentreChoice()
    agreement = Words(
        label="Thỏa thuận, văn bản",
        longest=200,
        required=True,
        missing="Hãy ghi thỏa thuận, văn bản cho dùng chung.",
        help_text="Ví dụ: Biên bản thỏa thuận ngày 05/01/2026 với Ban nhân dân ấp",
    )
    started_on = DayField(label="Dùng từ ngày")
    is_seat = forms.BooleanField(label="Trung tâm đặt trụ sở ở đây", required=False)

    def __init__(self, post: QueryDict | None, *, actor: Actor, venue: Venue) -> None:
        super().__init__(post)
        offer(self, "centre", kept_centres(actor).filter(organisation__place__in=venue.place.path))


class NetworkForm(forms.Form):
    place = NamedPlace(
        label="Xã, ấp",
        queryset=Place.objects.none(),
        empty_label="Chọn xã hoặc ấp",
        error_messages={"required": "Hãy chọn xã hoặc ấp.", "invalid_choice": "Hãy chọn xã hoặc ấp."},
    )
    kind = forms.ChoiceField(
        label="Loại cơ sở", choices=VenueKind.choices, error_messages={"required": "Hãy chọn loại cơ sở."}
    )
    wanted = Count(label="Số lượng theo quy hoạch", required=True)
    by_year = Year(label="Đến năm", required=True)
    document = Words(
        label="Văn bản quy hoạch",
        longest=200,
        required=True,
        missing="Hãy ghi văn bản quy hoạch: số, ký hiệu, ngày.",
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(post)
        offer(self, "place", kept_places(actor).select_related("parent"))


class UpgradeForm(forms.Form):
    centre = CentreChoice(required=False, empty_label="Không của trung tâm nào")
    venue = VenueChoice(label="Cơ sở", required=False, empty_label="Cả trung tâm")
    kind = forms.ChoiceField(
        label="Loại đề nghị",
        choices=UpgradeKind.choices,
        error_messages={"required": "Hãy chọn loại đề nghị."},
    )
    text = Paragraph(
        label="Nội dung đề nghị",
        longest=1000,
        required=True,
        missing="Hãy ghi nội dung đề nghị: cần gì, bao nhiêu, vì sao.",
    )
    estimate = Money(label="Dự kiến kinh phí")

    def __init__(
        self, post: QueryDict | None, *, actor: Actor, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(post, initial=initial)
        offer(self, "centre", kept_centres(actor))
        offer(self, "venue", kept_venues(actor))


class UpgradeDecisionForm(forms.Form):
    agrees = forms.ChoiceField(
        label="Ý kiến",
        choices=[("yes", "Đồng ý"), ("no", "Chưa đồng ý")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đồng ý hay chưa đồng ý."},
    )
    answer = Paragraph(label="Ghi thêm", longest=500, help_text="Chưa đồng ý thì phải ghi lý do")


class AdviceForm(forms.Form):
    text = Paragraph(label="Hướng dẫn", longest=1000, required=True, missing="Hãy ghi nội dung hướng dẫn.")


class FinishForm(forms.Form):
    done_on = DayField(label="Ngày thực hiện xong")
    outcome = Words(
        label="Kết quả", longest=300, required=True, missing="Hãy ghi kết quả: đã mua, sửa, xây được gì."
    )
