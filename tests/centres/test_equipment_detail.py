"""One row of the register: repairs, and its end."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import change_equipment
from hoctap.centres.facilities.equipment.rules import EquipmentDetails
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.models import Centre, Equipment, EquipmentLoan, Maintenance
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs
from tests.world import World

DAY = today().isoformat()


@pytest.fixture
def row(world: World, centre: Centre, director: User) -> Equipment:
    by = world.actor(director)
    made = chairs(centre, good=5, by=by)
    return change_equipment(made, EquipmentDetails(made.kind_id, good=5, repair=2, broken=1), by=by)


@pytest.mark.requirement("S0-50")
def test_a_repair_brings_back_what_waited_for_it(row: Equipment, director: User, client: Client):
    client.force_login(director)
    url = reverse("equipment_maintain", args=[row.pk])
    typed = {"done_on": DAY, "what": "Thay chân ghế", "restored": "3", "cost": "300.000", "source": "budget"}
    for other, told in (
        ({"restored": "4"}, "Chỉ có 3 cần sửa hoặc hỏng"),
        ({"what": " "}, "Hãy ghi việc đã làm"),
        ({"done_on": "2190-01-01"}, "chưa tới"),
        ({"cost": "-5"}, "không thể âm"),
    ):
        answer = client.post(url, typed | other)
        assert answer.status_code == 422
        assert told in answer.content.decode(), told
    assert client.post(url, typed).status_code == 302
    row.refresh_from_db()
    assert (row.good, row.repair, row.broken) == (8, 0, 0)
    page = client.get(reverse("equipment_detail", args=[row.pk])).content.decode()
    assert "Thay chân ghế" in page
    assert "300.000" in page
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Maintenance.objects.update(what="khác")


def test_it_leaves_the_register_with_a_reason_and_not_while_it_is_out(
    world: World, row: Equipment, director: User, client: Client
):
    client.force_login(director)
    url = reverse("equipment_drop", args=[row.pk])
    lend_equipment(
        row,
        quantity=1,
        borrower="Ấp 1",
        purpose="Họp",
        out_on=today(),
        due_on=today(),
        by=world.actor(director),
    )
    assert "Còn 1 đang cho mượn" in client.post(url, {"why": "Thanh lý"}).content.decode()
    EquipmentLoan.objects.all().delete()
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "Thanh lý"}).status_code == 302
    again = client.post(url, {"why": "Thanh lý"})
    assert "đã thôi theo dõi" in again.content.decode()
    client.force_login(world.minh)
    page = client.get(reverse("equipment_detail", args=[row.pk])).content.decode()
    assert "Thanh lý" in page
    assert url not in page
    client.force_login(world.oanh)
    assert client.get(reverse("equipment_detail", args=[row.pk])).status_code == 404
