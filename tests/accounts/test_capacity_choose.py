"""'Ông/bà đang làm việc với tư cách nào?'"""

import datetime as dt

from django.test import Client

from hoctap.accounts.models import Capacity
from tests.world import World


def second_capacity(world: World) -> Capacity:
    return Capacity.objects.create(
        user=world.lan, organisation=world.committee, title="Phó Chủ tịch", starts_on=dt.date(2024, 1, 1)
    )


def test_lan_chooses_in_which_capacity_she_works_and_every_page_says_it(world: World, client: Client):
    capacity = second_capacity(world)
    client.force_login(world.lan)
    page = client.get("/capacity/").content.decode()
    assert "Ông/bà đang làm việc với tư cách nào?" in page
    assert "Phó Chủ tịch" in page
    assert (
        client.post("/capacity/", {"capacity": str(capacity.pk), "next": "/notices/"})["Location"]
        == "/notices/"
    )
    assert "Tư cách: Phó Chủ tịch, Ủy ban nhân dân xã Tân Kiều" in client.get("/notices/").content.decode()


def test_a_capacity_of_somebody_else_or_one_that_ended_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    foreign = world.oanh.capacities.get()
    ended = second_capacity(world)
    Capacity.objects.filter(pk=ended.pk).update(ends_on=dt.date(2024, 6, 1))
    for pk in (foreign.pk, ended.pk, "nonsense"):
        response = client.post("/capacity/", {"capacity": str(pk)})
        assert response.status_code == 422
        assert "Hưng Thạnh" not in response.content.decode()
    assert "capacity_id" not in client.session


def test_the_way_back_never_leaves_this_site(world: World, client: Client):
    client.force_login(world.lan)
    own = world.lan.capacities.get()
    for follow in ("https://example.org/", "home", "/\\example.org", "0190-khong-phai-duong-dan"):
        response = client.post("/capacity/", {"capacity": str(own.pk), "next": follow})
        assert response["Location"] == "/"
