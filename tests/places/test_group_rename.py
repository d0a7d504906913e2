"""A Tổ gets another name; what the register writes stays."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.places import actions, hamlet_queries
from tests.places.test_group_list import in_group
from tests.world import World


def test_the_old_text_still_means_it(world: World, client: Client):
    in_group(world, "Lê Một", "Tổ 1")
    [group] = actions.add_groups(world.hamlet, ["Tổ 1"], by=world.actor(world.lan)).added
    client.force_login(world.lan)
    body = client.post(reverse("group_rename", args=[group.pk]), {"name": "Tổ Hòa Bình"}, follow=True)
    assert "Đã đổi tên Tổ 1 thành Tổ Hòa Bình." in body.content.decode()
    table = hamlet_queries.group_table(world.hamlet, dt.date.today().year)
    assert [(row.group.name, row.households, row.texts) for row in table.rows] == [
        ("Tổ Hòa Bình", 1, ["Tổ 1"])
    ]
    assert table.unknown == []


def test_a_name_that_is_taken_is_refused(world: World, client: Client):
    group, _ = actions.add_groups(world.hamlet, ["Tổ 1", "Tổ 2"], by=world.actor(world.lan)).added
    client.force_login(world.lan)
    response = client.post(reverse("group_rename", args=[group.pk]), {"name": "2"})
    assert response.status_code == 422
    assert "Đã có Tổ 2" in response.content.decode()


def test_a_group_elsewhere_is_not_found(world: World, client: Client):
    [group] = actions.add_groups(world.hamlet, ["Tổ 1"], by=world.actor(world.lan)).added
    client.force_login(world.oanh)
    assert client.get(reverse("group_rename", args=[group.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.rename_group(group, "Tổ 9", by=world.actor(world.oanh))
