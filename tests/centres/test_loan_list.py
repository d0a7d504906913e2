"""What is out, what is late."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.facilities.work import work_items
from hoctap.centres.models import Centre, EquipmentLoan
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs
from tests.world import World

URL = "/centres/loans/"


def lent(world: World, centre: Centre, director: User, whom: str, *, days_ago: int = 0) -> EquipmentLoan:
    by = world.actor(director)
    day = today() - dt.timedelta(days=days_ago)
    return lend_equipment(
        chairs(centre, by=by), quantity=1, borrower=whom, purpose="Họp", out_on=day, due_on=day, by=by
    )


@pytest.mark.requirement("S2-75")
def test_late_ones_are_told_apart_and_call_for_somebody(
    world: World, centre: Centre, director: User, client: Client
):
    lent(world, centre, director, "Ban nhân dân Ấp 1", days_ago=3)
    lent(world, centre, director, "Đoàn xã")
    client.force_login(director)
    page = client.get(URL).content.decode()
    assert "quá hẹn" in page
    assert "Đoàn xã" in page
    late = client.get(URL, {"state": "late"}).content.decode()
    assert "Ban nhân dân Ấp 1" in late
    assert "Đoàn xã" not in late
    (item,) = [one for one in work_items(world.actor(director)) if "quá hẹn" in one.title]
    assert item.late
    assert "1 lượt" in item.title
    assert not [one for one in work_items(world.actor(world.oanh)) if "quá hẹn" in one.title]
    client.force_login(world.oanh)
    assert "Đoàn xã" not in client.get(URL).content.decode()


def test_a_longer_book_takes_no_more_queries(
    world: World,
    centre: Centre,
    director: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(8):
        lent(world, centre, director, f"Ấp {number}")
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(9):
        assert "Ấp 7" in client.get(URL).content.decode()
