"""The list of people who work here."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import Capacity
from hoctap.core.permissions import Role
from tests.world import World, make_user


def test_the_admin_sees_the_people_of_his_commune_and_nobody_elses(world: World, client: Client):
    client.force_login(world.admin)
    body = client.get("/accounts/").content.decode()
    for name in ("Nguyễn Thị Lan", "Trần Văn Hùng", "Lê Quang Minh"):
        assert name in body
    for name in ("Phạm Thị Oanh", "Đỗ Ngọc Bích", "Hưng Thạnh"):
        assert name not in body


def test_what_somebody_holds_elsewhere_is_not_told(world: World, client: Client):
    other = world.oanh.capacities.get().organisation
    Capacity.objects.create(
        user=world.hung, organisation=other, title="Ủy viên", starts_on=dt.date(2020, 1, 1)
    )
    client.force_login(world.admin)
    for url in ("/accounts/", f"/accounts/{world.hung.pk}/"):
        body = client.get(url).content.decode()
        assert "Trần Văn Hùng" in body
        assert "Hưng Thạnh" not in body


def test_it_is_narrowed_by_hamlet_and_by_name(world: World, client: Client):
    client.force_login(world.admin)
    by_hamlet = client.get("/accounts/", {"hamlet": str(world.hamlet.pk)}).content.decode()
    assert "Trần Văn Hùng" in by_hamlet
    assert "Nguyễn Thị Lan" not in by_hamlet
    assert "Nguyễn Thị Lan" in client.get("/accounts/", {"q": "Lan"}).content.decode()
    assert "Không có ai đúng như đã lọc" in client.get("/accounts/", {"q": "không ai"}).content.decode()
    elsewhere = client.get("/accounts/", {"hamlet": str(world.other_hamlet.pk)})
    assert elsewhere.status_code == 200
    assert "Oanh" not in elsewhere.content.decode()


@pytest.mark.parametrize("who", ["lan", "hung", "minh", "oanh", "bich"])
def test_others_may_not_see_it(world: World, client: Client, who: str):
    client.force_login(getattr(world, who))
    for url in ("/accounts/", "/accounts/new/", f"/accounts/{world.hung.pk}/"):
        response = client.get(url)
        assert response.status_code == 403
        body = response.content.decode()
        for name in {"Nguyễn Thị Lan", "Trần Văn Hùng", "Võ Thành Quản"} - {getattr(world, who).full_name}:
            assert name not in body


def test_the_number_of_queries_does_not_grow_with_the_people(world: World, client: Client):
    client.force_login(world.admin)
    client.get("/accounts/")
    with CaptureQueriesContext(connection) as few:
        client.get("/accounts/")
    for number in range(30):
        make_user(
            f"Người Thứ {number}",
            f"nguoi{number}",
            world.hamlet_board,
            "Tổ phó",
            (Role.HAMLET_HEAD, world.hamlet),
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/accounts/")
    assert len(many) == len(few) <= 14
