"""What is out, what is late."""

import datetime as dt

from django.db.models import QuerySet

from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor

SHOWN = {"out": "Đang cho mượn", "late": "Quá hẹn", "all": "Tất cả"}


def loans_for(actor: Actor, *, centre: Centre | None, show: str, day: dt.date) -> QuerySet[EquipmentLoan]:
    rows = EquipmentLoan.objects.visible_to(actor)
    if centre is not None:
        rows = rows.filter(equipment__centre=centre)
    if show != "all":
        rows = rows.filter(back_on__isnull=True)
    if show == "late":
        rows = rows.filter(due_on__lt=day)
    return rows.select_related("equipment__kind", "equipment__centre__organisation", "equipment__venue")
