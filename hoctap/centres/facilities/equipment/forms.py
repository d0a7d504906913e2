"""What is typed about equipment, lists of what is required, checks, repairs and support."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.choosing import kept_centres, kept_places, kept_venues
from hoctap.centres.facilities.equipment.models import (
    Equipment,
    EquipmentKind,
    FundSource,
    StandardSubject,
    SupportKind,
)
from hoctap.centres.facilities.equipment.rules import Counted, EquipmentDetails
from hoctap.centres.facilities.forms import (
    CentreChoice,
    Count,
    Money,
    Paragraph,
    VenueChoice,
    Words,
    Year,
    offer,
)
from hoctap.centres.facilities.venues.forms import NamedPlace
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.places.models import Place

_SOURCE_ERRORS = {"required": "Hãy chọn nguồn.", "invalid_choice": "Hãy chọn nguồn."}


class EquipmentForm(forms.Form):
    centre = CentreChoice(
        label="Của trung tâm", required=False, empty_label="Của nơi đặt, không của trung tâm nào"
    )
    venue = VenueChoice(label="Đặt ở", required=False, empty_label="Chưa ghi nơi đặt")
    kind = forms.ModelChoiceField(
        label="Loại thiết bị",
        queryset=EquipmentKind.objects.none(),
        required=False,
        empty_label="Loại khác, ghi ở dưới",
    )
    new_kind = Words(label="Loại khác", longest=100, help_text="Khi danh sách trên chưa có")
    name = Words(label="Nhãn hiệu, mô tả", longest=150)
    good = Count(label="Số dùng tốt")
    repair = Count(label="Số cần sửa")
    broken = Count(label="Số hỏng")
    acquired_year = Year(label="Năm đưa vào dùng")
    source = forms.ChoiceField(label="Nguồn", choices=FundSource.choices, error_messages=_SOURCE_ERRORS)
    funder = Words(label="Đơn vị, người tặng hoặc cấp", longest=200)
    value = Money(label="Giá trị")
    document = Words(label="Chứng từ", longest=120)

    def __init__(
        self,
        post: QueryDict | None,
        *,
        actor: Actor,
        equipment: Equipment | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        told: dict[str, Any] = {"source": FundSource.UNKNOWN, **(initial or {})}
        if equipment is not None:
            told = {name: getattr(equipment, name) for name in self.base_fields if name != "new_kind"}
        super().__init__(post, initial=told)
        offer(self, "venue", kept_venues(actor))
        offer(self, "kind", EquipmentKind.objects.visible_to(actor))
        if equipment is not None:
            del self.fields["centre"]
        else:
            offer(self, "centre", kept_centres(actor))

    def details(self) -> EquipmentDetails:
        typed = self.cleaned_data
        return EquipmentDetails(
            kind_id=typed["kind"].pk if typed["kind"] else None,
            new_kind=typed["new_kind"],
            good=typed["good"] or 0,
            repair=typed["repair"] or 0,
            broken=typed["broken"] or 0,
            name=typed["name"],
            acquired_year=typed["acquired_year"],
            source=typed["source"],
            funder=typed["funder"],
            value=typed["value"],
            document=typed["document"],
        )


class StandardForm(forms.Form):
    place = NamedPlace(
        label="Áp dụng ở",
        queryset=Place.objects.none(),
        empty_label="Chọn xã",
        error_messages={"required": "Hãy chọn xã.", "invalid_choice": "Hãy chọn xã."},
    )
    subject = forms.ChoiceField(
        label="Áp dụng cho",
        choices=StandardSubject.choices,
        error_messages={"required": "Hãy chọn áp dụng cho trung tâm hay nhà văn hóa."},
    )
    valid_from = DayField(label="Áp dụng từ ngày")
    source = Words(
        label="Văn bản quy định",
        longest=300,
        required=True,
        missing="Hãy ghi văn bản quy định danh mục: số, ký hiệu, ngày.",
    )
    lines = forms.CharField(
        label="Thiết bị cần có",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi dòng một thứ, sau dấu chấm phẩy là số ít nhất: Máy vi tính; 2. Dán hai cột từ Excel cũng được.",
        error_messages={"required": "Hãy ghi ít nhất một thiết bị cần có."},
    )

    def __init__(
        self, post: QueryDict | None, *, actor: Actor, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(post, initial=initial)
        offer(self, "place", kept_places(actor).filter(level="commune").select_related("parent"))


class CheckForm(forms.Form):
    """Three numbers for each row of the register: `good_<id>`, `repair_<id>`, `broken_<id>`; as they stand where nothing is typed yet."""

    checked_on = DayField(label="Ngày kiểm kê")
    taken_by = Words(
        label="Người kiểm kê",
        longest=200,
        required=True,
        missing="Hãy ghi người kiểm kê.",
        help_text="Họ tên, chức vụ",
    )
    note = Paragraph(label="Nhận xét, kiến nghị", longest=500)

    def __init__(
        self, post: QueryDict | None, *, rows: Sequence[Equipment], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(post, initial=initial)
        self.rows = rows
        for row in rows:
            for name, label in (("good", "dùng tốt"), ("repair", "cần sửa"), ("broken", "hỏng")):
                field = Count(label=f"{row}, {label}", required=True, initial=getattr(row, name))
                self.fields[f"{name}_{row.pk}"] = field

    def lines(self) -> list[tuple[Equipment, Any, Any, Any]]:
        return [
            (row, self[f"good_{row.pk}"], self[f"repair_{row.pk}"], self[f"broken_{row.pk}"])
            for row in self.rows
        ]

    def counted(self) -> list[Counted]:
        typed = self.cleaned_data
        return [
            Counted(row.pk, *(typed[f"{name}_{row.pk}"] for name in ("good", "repair", "broken")))
            for row in self.rows
        ]


class PhotoForm(forms.Form):
    file = forms.FileField(
        label="Ảnh hiện trạng", required=False, error_messages={"invalid": "Hãy chọn lại ảnh."}
    )
    what = Words(label="Ảnh chụp gì", longest=200)

    def content(self) -> bytes:
        """Read only now: a file that was too large says so here."""
        upload = self.cleaned_data["file"]
        return upload.read() if upload else b""


class MaintenanceForm(forms.Form):
    done_on = DayField(label="Ngày làm")
    what = Words(
        label="Việc đã làm", longest=300, required=True, missing="Hãy ghi việc đã làm: sửa gì, thay gì."
    )
    restored = Count(label="Số dùng lại được")
    cost = Money(label="Chi phí")
    source = forms.ChoiceField(
        label="Nguồn chi",
        choices=FundSource.choices,
        initial=FundSource.UNKNOWN,
        error_messages=_SOURCE_ERRORS,
    )


class SupportForm(forms.Form):
    centre = CentreChoice(empty_label="Chọn trung tâm")
    on = DayField(label="Ngày")
    kind = forms.ChoiceField(
        label="Loại", choices=SupportKind.choices, error_messages={"required": "Hãy chọn loại."}
    )
    what = Words(label="Nội dung", longest=300, required=True, missing="Hãy ghi nội dung hỗ trợ, đầu tư.")
    source = forms.ChoiceField(label="Nguồn", choices=FundSource.choices, error_messages=_SOURCE_ERRORS)
    funder = Words(label="Đơn vị, người cấp, tặng", longest=200)
    is_in_kind = forms.BooleanField(
        label="Hiện vật", required=False, help_text="Số tiền là giá trị ước tính, không cộng vào kinh phí"
    )
    amount = Money(label="Số tiền", help_text="Đồng; hiện vật chưa định giá thì để trống")
    document = Words(label="Chứng từ, văn bản", longest=120, help_text="Số và ngày")
    equipment = forms.ModelChoiceField(
        label="Thiết bị có được",
        queryset=Equipment.objects.none(),
        required=False,
        empty_label="Không gắn với dòng nào trong sổ thiết bị",
    )

    def __init__(self, post: QueryDict | None, *, actor: Actor, centre: Centre | None = None) -> None:
        super().__init__(post, initial={"centre": centre.pk if centre else None})
        centres = kept_centres(actor)
        offer(self, "centre", centres)
        rows = Equipment.objects.standing().filter(centre__in=[centre] if centre else centres)
        offer(self, "equipment", rows.select_related("kind"))
