"""What is asked for, and waits."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.venues.actions import ask_upgrade, withdraw_upgrade
from hoctap.centres.facilities.work import work_items
from hoctap.centres.models import Centre
from tests.world import World

URL = "/centres/upgrades/"


@pytest.mark.requirement("S1-44")
def test_open_ones_wait_for_the_chair(world: World, centre: Centre, director: User, client: Client):
    by = world.actor(director)
    ask_upgrade(centre=centre, kind="buy", text="Mua máy", by=by)
    withdraw_upgrade(ask_upgrade(centre=centre, kind="repair", text="Sửa mái", by=by), by=by)
    client.force_login(world.minh)
    page = client.get(URL).content.decode()
    assert "Mua máy" in page
    assert "Sửa mái" not in page
    assert "Sửa mái" in client.get(URL, {"state": "all"}).content.decode()
    titles = [one.title for one in work_items(world.actor(world.minh))]
    assert titles == ["Trả lời 1 đề nghị mua sắm, sửa chữa, nâng cấp"]
    assert not [one for one in work_items(by) if "Trả lời" in one.title]
    client.force_login(world.oanh)
    assert "Mua máy" not in client.get(URL, {"state": "all"}).content.decode()


def test_a_longer_list_takes_no_more_queries(
    world: World,
    centre: Centre,
    director: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(6):
        ask_upgrade(centre=centre, kind="buy", text=f"Mua {number}", by=world.actor(director))
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(9):
        assert "Mua 5" in client.get(URL).content.decode()
