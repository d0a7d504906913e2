"""Who could read what is kept of this family."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.permissions import Role
from tests.world import World, make_household, make_user


def test_it_names_each_reader_with_the_ground(world: World, client: Client):
    url = reverse("household_access", args=[make_household(world.hamlet, "Huỳnh Tấn Đạt").pk])
    client.force_login(world.lan)
    body = client.get(url).content.decode()
    for name in ("Nguyễn Thị Lan", "Trần Văn Hùng", "Lê Quang Minh", "Đỗ Ngọc Bích"):
        assert name in body
    assert "Phạm Thị Oanh" not in body
    assert "Vì giữ vai trò “Trưởng ấp, trưởng khóm” tại" in body


def test_the_head_of_the_next_hamlet_is_no_reader_and_the_next_commune_sees_nothing(
    world: World, client: Client
):
    make_user("Trưởng Ấp Hai", "hai", world.hamlet_board, "Trưởng ấp", (Role.HAMLET_HEAD, world.hamlet_2))
    url = reverse("household_access", args=[make_household(world.hamlet, "Huỳnh Tấn Đạt").pk])
    client.force_login(world.lan)
    assert "Trưởng Ấp Hai" not in client.get(url).content.decode()
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404


def test_as_many_queries_for_many_readers(world: World, client: Client):
    url = reverse("household_access", args=[make_household(world.hamlet, "Huỳnh Tấn Đạt").pk])
    client.force_login(world.lan)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    count()
    few = count()
    for number in range(5):
        make_user(f"Người {number}", f"n{number}", world.committee, "Công chức", (Role.CHAIR, world.commune))
    assert count() == few
