"""The register of a centre beside what it should have."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import drop_equipment
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs
from tests.world import World

URL = "/centres/equipment/"


@pytest.mark.requirement("S0-09", "S4-09", "S4-16")
def test_what_is_there_what_is_missing_and_from_which_source(
    world: World, centre: Centre, director: User, client: Client
):
    by = world.actor(director)
    client.force_login(director)
    one = {"centre": str(centre.pk)}
    assert "Còn thiếu" not in client.get(URL, one).content.decode(), "nothing recorded: nobody knows"
    row = chairs(centre, good=20, by=by)
    for name in ("Bàn", "Tủ sách"):
        chairs(centre, of=name, good=1, by=by)
    page = client.get(URL, one).content.decode()
    assert "Còn thiếu (dùng tốt/cần có): Máy vi tính (0/1)" in page
    assert "mẫu chưa xác thực" in page
    assert "Ngân sách nhà nước" in page
    assert "15.000.000" in page, "three rows of five million each"
    chairs(centre, of="Máy vi tính", good=1, by=by)
    assert "Đủ thiết bị theo danh mục" in client.get(URL, one).content.decode()
    lend_equipment(row, quantity=3, borrower="Ấp 1", purpose="Họp", out_on=today(), due_on=today(), by=by)
    assert 'data-label="Đang cho mượn">3<' in client.get(URL, one).content.decode()
    drop_equipment(chairs(centre, of="Bàn", by=by), why="Thanh lý", by=by)
    assert "Thanh lý" not in client.get(URL, one).content.decode()
    assert "Thanh lý" in client.get(URL, one | {"show": "all"}).content.decode()
    client.force_login(world.oanh)
    assert client.get(URL, one).status_code == 404
    assert "Ghế" not in client.get(URL).content.decode()


def test_a_longer_register_takes_no_more_queries(
    world: World,
    centre: Centre,
    director: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    by = world.actor(director)
    for number in range(8):
        chairs(centre, f"Lô {number}", by=by)
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(17):
        assert "Lô 7" in client.get(URL, {"centre": str(centre.pk)}).content.decode()
