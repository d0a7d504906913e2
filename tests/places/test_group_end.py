"""A Tổ ends."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.places import actions, hamlet_queries
from hoctap.places.lineage import Change
from tests.places.test_group_list import in_group
from tests.world import World


def test_it_leaves_the_list_and_its_households_show_as_not_in_it(world: World, client: Client):
    in_group(world, "Lê Một", "Tổ 1")
    [group] = actions.add_groups(world.hamlet, ["Tổ 1"], by=world.actor(world.lan)).added
    client.force_login(world.lan)
    url = reverse("group_end", args=[group.pk])
    assert client.post(url, {"why": "nhập Tổ 2", "on": "2999-01-01"}).status_code == 422
    assert client.post(url, {"why": "", "on": "2026-01-10"}).status_code == 422
    body = client.post(url, {"why": "nhập Tổ 2", "on": "2026-01-10"}, follow=True).content.decode()
    assert "Tổ 1: đến 10/01/2026, nhập Tổ 2" in body
    table = hamlet_queries.group_table(world.hamlet, 2026)
    assert (table.rows, table.unknown) == ([], [("Tổ 1", 1)])


def test_from_another_commune_it_is_forbidden(world: World, client: Client):
    [group] = actions.add_groups(world.hamlet, ["Tổ 1"], by=world.actor(world.lan)).added
    client.force_login(world.oanh)
    assert client.get(reverse("group_end", args=[group.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.end_group(group, "x", change=Change(dt.date(2026, 1, 1)), by=world.actor(world.oanh))
