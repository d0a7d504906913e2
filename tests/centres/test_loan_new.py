"""Only what is there and works is lent."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import drop_equipment
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.models import Centre, EquipmentLoan
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from tests.centres.facility_hands import chairs
from tests.centres.hands import centre_at
from tests.season import make_director
from tests.world import World

URL = "/centres/loans/new/"
DAY = today()


@pytest.mark.requirement("S2-75")
def test_what_is_lent_is_not_there_a_second_time(
    world: World, centre: Centre, director: User, client: Client
):
    row = chairs(centre, of="Máy chiếu", good=3, by=world.actor(director))
    typed = {
        "equipment": str(row.pk),
        "quantity": "2",
        "borrower": "Ban nhân dân Ấp 1",
        "receiver_name": "Lê Văn Nhận",
        "purpose": "Tuyên truyền",
        "out_on": DAY.isoformat(),
        "due_on": DAY.isoformat(),
    }
    client.force_login(director)
    answer = client.post(URL, typed)
    loan = EquipmentLoan.objects.get()
    assert answer["Location"] == f"/centres/loans/{loan.pk}/"
    refused = client.post(URL, typed)
    assert refused.status_code == 422
    assert "Máy chiếu chỉ còn 1 dùng tốt ở nhà" in refused.content.decode()
    for other, told in (
        ({"quantity": "0"}, "từ 1"),
        ({"borrower": ""}, "Hãy ghi đơn vị mượn"),
        ({"purpose": " "}, "dùng vào việc gì"),
        ({"out_on": "2190-01-01", "due_on": "2190-01-02"}, "chưa tới"),
        ({"due_on": (DAY - dt.timedelta(days=1)).isoformat()}, "từ ngày mượn trở đi"),
        ({"due_on": (DAY + dt.timedelta(days=800)).isoformat()}, "trong một năm"),
        ({"equipment": ""}, "Hãy chọn thiết bị"),
    ):
        wrong = client.post(URL, typed | {"quantity": "1"} | other)
        assert wrong.status_code == 422
        assert told in wrong.content.decode(), told
    assert EquipmentLoan.objects.count() == 1


def test_what_left_the_register_or_is_somebody_elses_is_not_lent(
    world: World, centre: Centre, director: User, client: Client
):
    by = world.actor(director)
    row = chairs(centre, by=by)
    drop_equipment(row, why="Thanh lý", by=by)
    with pytest.raises(Refused, match="thôi theo dõi"):
        lend_equipment(row, quantity=1, borrower="Ấp", purpose="Họp", out_on=DAY, due_on=DAY, by=by)
    client.force_login(director)
    typed = {"quantity": "1", "borrower": "Ấp", "purpose": "Họp", "out_on": DAY, "due_on": DAY}
    assert client.post(URL, typed | {"equipment": str(row.pk)}).status_code == 422
    van = make_director("Triệu Thị Vân", "van", world.other_commune)
    foreign = chairs(centre_at(world.other_commune), by=world.actor(van))
    assert client.post(URL, typed | {"equipment": str(foreign.pk)}).status_code == 422
    assert not EquipmentLoan.objects.exists()
