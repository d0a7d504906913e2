"""A row enters the register."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.storing import load_shipped_equipment
from hoctap.centres.models import Centre, Equipment, EquipmentKind
from hoctap.core.dates import today
from tests.centres.facility_hands import kind, venue_in
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/equipment/new/"


@pytest.mark.requirement("S0-09", "S4-16", "S4-17")
def test_it_says_how_many_since_when_and_from_whom(
    world: World, centre: Centre, director: User, client: Client
):
    client.force_login(director)
    typed = {
        "centre": str(centre.pk),
        "kind": str(kind("Máy vi tính")),
        "good": "4",
        "broken": "1",
        "acquired_year": "2022",
        "source": "social",
        "funder": "Công ty A",
        "value": "12.500.000 đồng",
        "document": "HĐ 15",
    }
    assert client.post(URL, typed).status_code == 302
    row = Equipment.objects.get()
    assert (row.good, row.repair, row.broken, row.quantity) == (4, 0, 1, 5)
    assert (row.value, row.source, row.funder) == (12_500_000, "social", "Công ty A")
    for other, told in (
        ({"good": "", "broken": ""}, "Hãy ghi số lượng"),
        ({"good": "-1"}, "không thể âm"),
        ({"good": "nhiều"}, "số nguyên"),
        ({"acquired_year": str(today().year + 1)}, "Năm đưa vào dùng chưa đúng"),
        ({"value": "mười triệu"}, "ghi bằng số"),
        ({"kind": ""}, "Hãy chọn loại thiết bị"),
        ({"centre": ""}, "Hãy chọn trung tâm hoặc nơi đặt"),
        ({"source": "trời"}, "Hãy chọn nguồn"),
        ({"venue": str(venue_in(world.commune, "Nhà cũ", valid_to=today()).pk)}, "Select a valid choice"),
    ):
        answer = client.post(URL, typed | other)
        assert answer.status_code == 422, told
        if told != "Select a valid choice":
            assert told in answer.content.decode(), told
    assert Equipment.objects.count() == 1


def test_a_kind_not_on_the_list_becomes_one_of_the_commune(
    world: World, centre: Centre, director: User, client: Client
):
    load_shipped_equipment()
    client.force_login(director)
    typed = {"centre": str(centre.pk), "new_kind": "Máy may", "good": "2", "source": "unknown"}
    client.post(URL, typed)
    client.post(URL, typed | {"new_kind": "máy may", "name": "lô hai"})
    made = EquipmentKind.objects.get(place=world.commune)
    assert made.name == "Máy may"
    assert Equipment.objects.filter(kind=made).count() == 2
    client.post(URL, typed | {"new_kind": "máy chiếu"})
    assert EquipmentKind.objects.filter(place=world.commune).count() == 1, "the shipped one was meant"
    client.force_login(world.oanh)
    assert client.get(URL).status_code == 403


def test_nothing_is_added_elsewhere(world: World, director: User, client: Client):
    client.force_login(director)
    foreign = centre_at(world.other_commune)
    typed = {"centre": str(foreign.pk), "kind": str(kind()), "good": "2", "source": "unknown"}
    assert client.post(URL, typed).status_code == 422
    assert not Equipment.objects.exists()
