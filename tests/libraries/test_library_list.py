"""Libraries of one's places, by kind and name."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.libraries.models import LibraryKind
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.world import World

URL = "/libraries/"


@pytest.mark.requirement("S1-04", "S1-48")
def test_each_sees_the_institutions_of_his_places_and_finds_them_by_kind(
    world: World, librarian: User, client: Client
):
    shelf = library_at(world.commune, "Thư viện xã Tân Kiều")
    library_at(world.commune, "Thư viện Trường Tiểu học Tân Kiều", LibraryKind.SCHOOL)
    library_at(world.commune, "Nhà truyền thống xã", LibraryKind.MUSEUM)
    library_at(world.hamlet, "Nhà văn hóa Ấp Một", LibraryKind.CULTURE_HOUSE)
    library_at(world.other_commune, "Thư viện Hưng Thạnh")
    copy_in(shelf, title_at(world.commune), "A1")
    client.force_login(librarian)
    page = client.get(URL).content.decode()
    assert all(
        name in page for name in ("Thư viện xã Tân Kiều", "Trường Tiểu học", "Nhà truyền thống", "Ấp Một")
    )
    assert "Hưng Thạnh" not in page
    assert 'href="/libraries/network/"' in page
    schools = client.get(URL, {"kind": "school"}).content.decode()
    assert "Trường Tiểu học" in schools
    assert "Nhà truyền thống xã" not in schools
    client.force_login(world.hung)
    mine = client.get(URL).content.decode()
    assert "Ấp Một" in mine
    assert "Trường Tiểu học" not in mine
    assert 'href="/libraries/new/"' not in mine
    assert 'href="/libraries/network/"' not in mine


def test_a_longer_list_takes_no_more_queries(
    world: World, librarian: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(librarian)
    for number in range(12):
        library_at(world.hamlet, f"Tủ sách {number}", LibraryKind.BOOKCASE)
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert "Tủ sách 11" in client.get(URL).content.decode()
