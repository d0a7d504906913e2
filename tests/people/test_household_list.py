"""The register page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.people.models import Residence
from tests.world import World, make_household

URL = "/households/"


def names(client: Client, **query: str) -> list[str]:
    return [str(row) for row in client.get(URL, {"year": "2024"} | query).context["found"].page]


@pytest.fixture
def register(world: World) -> World:
    make_household(world.hamlet, "Trần Văn Ẩn")
    make_household(world.hamlet, "Nguyễn Thị Ánh")
    make_household(world.hamlet_2, "Lê Văn Đô")
    make_household(world.other_hamlet, "Người Xã Khác")
    return world


def test_lan_sees_the_households_of_her_commune_in_vietnamese_order_of_given_names(
    register: World, client: Client
):
    client.force_login(register.lan)
    assert names(client) == ["Nguyễn Thị Ánh", "Trần Văn Ẩn", "Lê Văn Đô"]
    assert "3 hộ" in client.get(URL, {"year": "2024"}).content.decode()


def test_hung_sees_his_hamlet_only_and_no_button_to_import(register: World, client: Client):
    client.force_login(register.hung)
    body = client.get(URL, {"year": "2024"}).content.decode()
    assert "Nguyễn Thị Ánh" in body
    assert "Lê Văn Đô" not in body
    assert "Nhập danh sách" not in body


def test_the_outsider_sees_nothing_of_it(register: World, client: Client):
    client.force_login(register.oanh)
    body = client.get(URL, {"year": "2024", "hamlet": str(register.hamlet.pk)}).content.decode()
    for name in ("Nguyễn Thị Ánh", "Trần Văn Ẩn", "Tân Kiều"):
        assert name not in body
    client.force_login(register.bich)
    assert client.get(URL).status_code == 403


def test_it_is_searched_without_accents_and_filtered_in_the_address(register: World, client: Client):
    client.force_login(register.lan)
    assert names(client, q="le van do") == ["Lê Văn Đô"]
    assert names(client, q="Ánh") == ["Nguyễn Thị Ánh"]
    assert names(client, hamlet=str(register.hamlet_2.pk)) == ["Lê Văn Đô"]
    assert "Không có hộ nào đúng như đã lọc" in client.get(URL, {"q": "zzz"}).content.decode()


def test_a_year_shows_who_counted_then(register: World, client: Client):
    Residence.objects.filter(household__head__full_name="Lê Văn Đô").update(to_year=2025)
    make_household(register.hamlet, "Hộ Mới Đến", listed_year=2025)
    client.force_login(register.lan)
    assert "Lê Văn Đô" in names(client, year="2024")
    assert "Lê Văn Đô" not in names(client, year="2025")
    assert "Hộ Mới Đến" not in names(client, year="2024")


def test_an_empty_register_says_what_to_do_first(world: World, client: Client):
    client.force_login(world.lan)
    assert "Chưa có hộ nào trong sổ" in client.get(URL).content.decode()
    world.hamlet_board.capacities.all().delete()
    world.commune.children.filter(pk=world.hamlet_2.pk).delete()
    world.other_hamlet.delete()
    client.force_login(world.oanh)
    assert "Trước tiên, lập danh sách ấp, khóm" in client.get(URL).content.decode()


def test_the_page_takes_at_most_twelve_queries_whatever_the_rows(register: World, client: Client):
    client.force_login(register.lan)
    client.get(URL, {"year": "2024"})
    with CaptureQueriesContext(connection) as few:
        client.get(URL, {"year": "2024"})
    for number in range(120):
        make_household(register.hamlet, f"Nguyễn Văn {'ABCDEFGH'[number % 8]}", birth_year=1950 + number % 50)
    with CaptureQueriesContext(connection) as many:
        response = client.get(URL, {"year": "2024", "page": "2"})
    assert len(response.context["found"].page.rows) == 50
    assert len(many) == len(few), [query["sql"][:80] for query in many]
    assert len(many) <= 12, [query["sql"][:80] for query in many]
