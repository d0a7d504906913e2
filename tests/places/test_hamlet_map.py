"""Placing an old hamlet among those of today."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.queries import households_per_hamlet
from hoctap.places import actions, queries
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge
from tests.places.test_hamlet_mapping import DAY, before
from tests.world import World, make_household


def test_as_a_hamlet_of_its_own_it_keeps_its_name_with_its_commune_where_taken(world: World, client: Client):
    first, second = before(world, "Mỹ An", "Ấp 1", "Ấp Tân Tiến")
    make_household(first, "Lê Thị Ba", listed_year=2024)
    client.force_login(world.lan)
    for old in (first, second):
        url = reverse("hamlet_map", args=[old.pk], query={"place": world.commune.pk})
        assert 'value="2025-07-01"' in client.get(url).content.decode()
        client.post(url, {"into": "", "name": "", "on": "2025-07-01"})
    names = [one.name for one in queries.hamlets_of(world.commune)]
    assert names == ["Ấp 1", "Ấp 1 (xã Mỹ An cũ)", "Ấp 2", "Ấp Tân Tiến"]
    new = LineageEdge.objects.get(predecessor=first).successor
    assert households_per_hamlet([first.pk, new.pk], 2024) == {first.pk: 1}
    assert households_per_hamlet([first.pk, new.pk], 2025) == {new.pk: 1}


def test_into_a_hamlet_of_today_its_people_go_along(world: World, client: Client):
    [old] = before(world, "Mỹ An", "Ấp 1")
    make_household(old, "Lê Thị Ba", listed_year=2024)
    make_household(world.hamlet, "Lê Thị Bốn", listed_year=2024)
    client.force_login(world.lan)
    url = reverse("hamlet_map", args=[old.pk], query={"place": world.commune.pk})
    typed = {"into": str(world.hamlet.pk), "on": "2025-07-01", "decision": "3/NQ-HĐND"}
    body = client.post(url, typed, follow=True).content.decode()
    assert "Ấp 1 (xã Mỹ An cũ) nay là Ấp 1; 1 hộ đi theo." in body
    assert households_per_hamlet([world.hamlet.pk], 2025) == {world.hamlet.pk: 2}
    assert client.get(url).status_code == 404, "it is placed"


def test_what_cannot_be_is_refused(world: World):
    [old] = before(world, "Mỹ An", "Ấp 1")
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="không phải xã cũ"):
        actions.map_hamlet(world.other_hamlet, world.commune, change=Change(DAY), by=by)
    with pytest.raises(Refused, match="còn là ấp, khóm của xã cũ"):
        actions.map_hamlet(old, world.commune, change=Change(DAY.replace(year=2024)), by=by)
    with pytest.raises(Refused, match="không phải ấp, khóm đang có"):
        actions.map_hamlet(old, world.commune, into=world.other_hamlet, change=Change(DAY), by=by)
    with pytest.raises(Refused, match="Đã có Ấp 1"):
        actions.map_hamlet(old, world.commune, name="Ấp 1", change=Change(DAY), by=by)
    actions.map_hamlet(old, world.commune, into=world.hamlet, change=Change(DAY), by=by)
    with pytest.raises(Refused, match="đã xếp vào Ấp 1"):
        actions.map_hamlet(old, world.commune, change=Change(DAY), by=by)


def test_from_another_commune_it_is_forbidden(world: World):
    [old] = before(world, "Mỹ An", "Ấp 1")
    for who in (world.oanh, world.hung):
        with pytest.raises(Forbidden):
            actions.map_hamlet(old, world.commune, change=Change(DAY), by=world.actor(who))
