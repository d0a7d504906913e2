"""What of facilities waits for the signed-in person, for the home page. A fixed number of queries."""

import datetime as dt

from django.urls import reverse

from hoctap.centres.facilities.choosing import kept_centres
from hoctap.centres.facilities.equipment.models import Equipment
from hoctap.centres.facilities.equipment.queries import unchecked_centres
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.centres.facilities.venues.models import Upgrade, UpgradeState
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem

CHECK_MONTH = 10
"""From this month on the check of the year is called for."""


def work_items(by: Actor) -> list[WorkItem]:
    items = []
    day = today()
    if by.may_anywhere(Permission.CENTRE_KEEP):
        kept = Equipment.objects.at_places(by, Permission.CENTRE_KEEP)
        late = list(
            EquipmentLoan.objects.out()
            .filter(equipment__in=kept, due_on__lt=day)
            .order_by("due_on")
            .values_list("due_on", flat=True)
        )
        if late:
            title = f"Đòi lại thiết bị cho mượn quá hẹn: {len(late)} lượt"
            url = f"{reverse('loan_list')}?state=late"
            items.append(WorkItem(title, url, why="Sổ cho mượn", due_on=late[0], late=True, order=45))
        if day.month >= CHECK_MONTH:
            items += [
                WorkItem(
                    f"Kiểm kê cơ sở vật chất năm {day.year}: {centre.name}",
                    reverse("check_new", args=[centre.pk]),
                    why="Mỗi năm một lần",
                    due_on=dt.date(day.year, 12, 31),
                    order=55,
                )
                for centre in unchecked_centres(kept_centres(by), day.year)[:20]
            ]
    if by.may_anywhere(Permission.PROGRAMME_APPROVE):
        waiting = Upgrade.objects.filter(
            state=UpgradeState.SENT, place__path__overlap=by.places_with(Permission.PROGRAMME_APPROVE)
        ).exclude(sent_by_id_of=by.user_id)
        if count := waiting.order_by().count():
            title = f"Trả lời {count} đề nghị mua sắm, sửa chữa, nâng cấp"
            items.append(WorkItem(title, reverse("upgrade_list"), why="Cơ sở vật chất", order=50))
    return items
