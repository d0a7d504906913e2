"""Which communes and hamlets have a point where one can read."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.libraries.institutions.queries import network_of
from hoctap.libraries.models import LibraryKind
from tests.libraries.shelf_hands import library_at
from tests.world import World, make_place

URL = "/libraries/network/"


@pytest.mark.requirement("S1-29")
def test_a_hamlet_is_covered_by_a_point_that_stands_and_lends(world: World, librarian: User, client: Client):
    library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    library_at(world.hamlet_2, "Nhà văn hóa Ấp 2", LibraryKind.CULTURE_HOUSE)
    library_at(world.hamlet_2, "Tủ sách dự kiến", LibraryKind.BOOKCASE, is_planned=True)
    ended = library_at(world.hamlet_2, "Tủ sách cũ", LibraryKind.BOOKCASE)
    ended.valid_to, ended.ended_why = dt.date(2024, 1, 1), "hết"
    ended.save()
    library_at(world.commune, "Điểm bưu điện – văn hóa xã", LibraryKind.POST_POINT)
    (row,) = network_of(world.actor(librarian)).communes
    assert (row.own, row.hamlets, row.covered) == (1, 2, 1)
    assert [one.name for one in row.without] == ["Ấp 2"]
    client.force_login(librarian)
    page = client.get(URL).content.decode()
    assert "Ấp 2" in page
    assert "Hưng Thạnh" not in page
    assert client.get(URL, {"place": str(world.other_commune.pk)}).status_code == 404


@pytest.mark.requirement("S1-29")
def test_the_district_sees_the_commune_that_has_none(world: World, client: Client):
    library_at(world.commune, "Thư viện xã Tân Kiều")
    network = network_of(world.actor(world.bich))
    assert (network.served, len(network.communes)) == (1, 2)
    client.force_login(world.bich)
    assert "chưa có điểm đọc" in client.get(URL).content.decode()


def test_more_hamlets_take_no_more_queries(
    world: World, librarian: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(librarian)
    for number in range(3, 14):
        make_place("hamlet", "ấp", f"Ấp {number}", world.commune)
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert "Ấp 13" in client.get(URL).content.decode()
