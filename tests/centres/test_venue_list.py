"""Venues of one's places, by kind, owner and centre."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Ownership, VenueKind
from tests.centres.facility_hands import venue_in
from tests.world import World

URL = "/centres/venues/"


@pytest.mark.requirement("S1-29", "S4-22")
def test_each_sees_the_venues_of_his_places_and_finds_them_by_kind_and_owner(
    world: World, centre: Centre, director: User, client: Client
):
    venue_in(world.commune, "Hội trường xã", centre=centre)
    venue_in(world.hamlet, "Nhà văn hóa một", kind=VenueKind.HAMLET_HOUSE)
    venue_in(world.commune, "Phòng đọc tư", kind=VenueKind.LIBRARY, ownership=Ownership.NON_PUBLIC)
    venue_in(world.other_commune, "Nhà bên kia")
    client.force_login(director)
    page = client.get(URL).content.decode()
    assert all(name in page for name in ("Hội trường xã", "Nhà văn hóa một", "Phòng đọc tư"))
    assert "Nhà bên kia" not in page
    houses = client.get(URL, {"kind": "hamlet_house"}).content.decode()
    assert "Nhà văn hóa một" in houses
    assert "Hội trường xã" not in houses
    private = client.get(URL, {"ownership": "non_public"}).content.decode()
    assert "Phòng đọc tư" in private
    assert "Nhà văn hóa một" not in private
    own = client.get(URL, {"centre": str(centre.pk)}).content.decode()
    assert "Hội trường xã" in own
    assert "Phòng đọc tư" not in own
    client.force_login(world.hung)
    mine = client.get(URL).content.decode()
    assert "Nhà văn hóa một" in mine
    assert "Hội trường xã" not in mine
    assert 'href="/centres/venues/new/"' not in mine
    assert client.get(URL, {"centre": "khong-phai"}).status_code == 404


def test_what_is_out_of_use_is_shown_when_asked_for(world: World, director: User, client: Client):
    venue_in(world.commune, "Nhà cũ", valid_to=dt.date(2025, 1, 1))
    client.force_login(director)
    assert "Nhà cũ" not in client.get(URL).content.decode()
    assert "thôi dùng từ 01/01/2025" in client.get(URL, {"ended": "on"}).content.decode()


def test_a_longer_list_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(director)
    for number in range(12):
        venue_in(world.hamlet, f"Nhà {number}")
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert "Nhà 11" in client.get(URL).content.decode()
