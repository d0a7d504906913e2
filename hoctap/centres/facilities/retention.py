"""How long the names of who received what was lent are kept."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.audit import actions as audit
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind


def old_receivers(place_id: UUID, before: dt.date) -> QuerySet[EquipmentLoan]:
    here = Q(equipment__centre__organisation__place=place_id) | Q(
        equipment__venue__place__path__contains=[place_id]
    )
    return EquipmentLoan.objects.filter(here, back_on__lt=before).exclude(receiver_name="")


def blank_receivers(rows: list[Any], by: Actor) -> int:
    for loan in rows:
        loan.receiver_name = ""
        loan.save(update_fields=["receiver_name"])
        audit.record(by, "centres.equipmentloan.receiver_blanked", loan, fields=["receiver_name"])
    return len(rows)


LOAN_RECEIVERS = RetentionKind(
    label="Người nhận thiết bị cho mượn",
    holds="họ tên người nhận trong sổ cho mượn",
    basis="Giữ để đòi lại và đối chiếu hư hỏng. Thời hạn đề xuất, chưa kiểm chứng (Luật 91/2025/QH15).",
    after="ngày trả",
    months=24,
    way="anonymise",
    find=old_receivers,
    describe=lambda loan: f"{loan.quantity} {loan.equipment} cho {loan.borrower}, {loan.out_on:%d/%m/%Y}",
    carry_out=blank_receivers,
)
STAYS = (
    "Sổ cho mượn thiết bị ghi tên người nhận bằng chữ, không gắn với sổ hộ: tên ấy hết thời hạn lưu thì xóa."
)
