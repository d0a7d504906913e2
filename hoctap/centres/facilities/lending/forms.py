"""What is typed when something is lent and comes back."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.equipment.models import Equipment
from hoctap.centres.facilities.forms import Count, Words, offer
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.core.permissions import Permission


class EquipmentChoice(forms.ModelChoiceField):
    def label_from_instance(self, equipment: Any) -> str:
        return f"{equipment}, {equipment.centre or equipment.venue}"


class LoanForm(forms.Form):
    equipment = EquipmentChoice(
        label="Thiết bị",
        queryset=Equipment.objects.none(),
        empty_label="Chọn thiết bị",
        error_messages={
            "required": "Hãy chọn thiết bị.",
            "invalid_choice": "Thiết bị này không còn để cho mượn.",
        },
    )
    quantity = Count(label="Số lượng", required=True, initial=1)
    borrower = Words(
        label="Đơn vị mượn",
        longest=200,
        required=True,
        missing="Hãy ghi đơn vị mượn.",
        help_text="Ví dụ: Ban nhân dân Ấp 3; Đoàn Thanh niên xã",
    )
    receiver_name = Words(label="Người nhận", longest=120, help_text="Họ tên; xóa sau khi hết thời hạn lưu")
    purpose = Words(
        label="Dùng vào việc", longest=300, required=True, missing="Hãy ghi mượn để dùng vào việc gì."
    )
    out_on = DayField(label="Ngày mượn")
    due_on = DayField(label="Hẹn trả")
    out_note = Words(label="Tình trạng khi giao", longest=200)

    def __init__(
        self, post: QueryDict | None, *, actor: Actor, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(post, initial=initial)
        rows = Equipment.objects.at_places(actor, Permission.CENTRE_KEEP).standing().filter(good__gt=0)
        offer(self, "equipment", rows.select_related("kind", "centre__organisation", "venue"))


class ReturnForm(forms.Form):
    back_on = DayField(label="Ngày trả")
    back_good = Count(label="Trả, dùng tốt", required=True)
    back_repair = Count(label="Trả, cần sửa")
    back_broken = Count(label="Trả, hỏng hoặc mất")
    back_note = Words(label="Tình trạng khi trả", longest=200)
