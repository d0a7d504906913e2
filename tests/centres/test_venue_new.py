"""A venue enters the books."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.models import Centre, Venue
from tests.world import World

URL = "/centres/venues/new/"


def typed(world: World, **other: object) -> dict[str, object]:
    return {
        "place": str(world.hamlet.pk),
        "kind": "hamlet_house",
        "name": "Nhà văn hóa Ấp 1",
        "ownership": "public",
        "open_days": ["1", "2", "6"],
        **other,
    }


@pytest.mark.requirement("S4-22", "S1-38")
def test_it_stands_with_its_hours_owner_and_seats(
    world: World, centre: Centre, director: User, client: Client
):
    client.force_login(director)
    assert "Hưng Thạnh" not in client.get(URL).content.decode()
    more = {
        "seats": "80",
        "opens_at": "07:00",
        "closes_at": "21:00",
        "built_year": "2019",
        "condition": "good",
    }
    answer = client.post(URL, typed(world, ownership="non_public", owner_name="Hợp tác xã", **more))
    venue = Venue.objects.get()
    assert answer["Location"] == f"/centres/venues/{venue.pk}/"
    assert (venue.place, venue.seats, venue.opens_at) == (world.hamlet, 80, dt.time(7))
    assert (venue.open_days, venue.ownership, venue.owner_name) == ([1, 2, 6], "non_public", "Hợp tác xã")
    assert Event.objects.filter(what="centres.venue.added").exists()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"name": " "}, "Hãy ghi tên cơ sở"),
        ({"opens_at": "07:00"}, "cả giờ mở cửa và giờ đóng cửa"),
        ({"opens_at": "17:00", "closes_at": "07:00"}, "Giờ đóng cửa phải sau"),
        ({"open_days": []}, "ít nhất một ngày mở cửa"),
        ({"built_year": "2199"}, "ghi bốn chữ số"),
        ({"built_year": "2090"}, "Năm xây dựng 2090 chưa tới"),
        ({"seats": "0"}, "Số chỗ ngồi chưa đúng"),
        ({"seats": "rộng"}, "ghi bằng số nguyên"),
        ({"ownership": "non_public"}, "đơn vị, người quản lý"),
        ({"valid_from": "01/01/2199"}, "chưa tới"),
        ({"place": ""}, "Hãy chọn nơi cơ sở nằm"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cure(
    other: dict[str, object], told: str, world: World, director: User, client: Client
):
    client.force_login(director)
    answer = client.post(URL, typed(world, **other))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Venue.objects.exists()


def test_a_name_stands_once_at_a_place_and_nothing_is_added_elsewhere(
    world: World, director: User, client: Client
):
    client.force_login(director)
    client.post(URL, typed(world))
    again = client.post(URL, typed(world, name="nhà văn hóa ấp 1"))
    assert again.status_code == 422
    assert "đã có nhà văn hóa ấp 1" in again.content.decode()
    assert client.post(URL, typed(world, place=str(world.other_hamlet.pk))).status_code == 422
    assert client.post(URL, typed(world, place=str(world.hamlet_2.pk))).status_code == 302
    assert Venue.objects.count() == 2
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
