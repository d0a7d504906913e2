"""Placing an old hamlet among those of today."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.queries import households_per_hamlet
from hoctap.places import actions, queries
from hoctap.places.carrying import carry_hamlet
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge, Place
from tests.places.test_hamlet_mapping import DAY, before
from tests.world import World, make_household, make_place


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


def _group_below(hamlet: Place, name: str, since: dt.date) -> Place:
    group = make_place("group", "Tổ", name, hamlet)
    Place.objects.filter(pk=group.pk).update(valid_from=since)
    return group


def test_a_group_that_began_that_very_day_puts_the_day_off(world: World, client: Client):
    [old] = before(world, "Mỹ An", "Ấp 9")
    group = _group_below(old, "Tổ 7", DAY)
    client.force_login(world.lan)
    url = reverse("hamlet_map", args=[old.pk], query={"place": world.commune.pk})
    page = client.post(url, {"into": str(world.hamlet.pk), "on": "2025-07-01"})
    assert page.status_code == 422
    assert "Tổ 7 bắt đầu từ ngày 01/07/2025. Hãy ghi ngày sau ngày đó" in page.content.decode()
    group.refresh_from_db()
    assert group.valid_to is None, "nothing half done"
    client.post(url, {"into": str(world.hamlet.pk), "on": "2025-07-02"})
    group.refresh_from_db()
    assert group.valid_to == dt.date(2025, 7, 2)


def test_a_hamlet_of_its_own_cannot_take_such_a_group_and_the_cure_works(world: World):
    [old] = before(world, "Mỹ An", "Ấp 9")
    group = _group_below(old, "Tổ 7", DAY)
    by = world.actor(world.lan)
    with pytest.raises(Refused, match=r"Tổ 7 bắt đầu từ ngày 01/07/2025.* Hãy lập một ấp, khóm mới ở xã"):
        actions.map_hamlet(old, world.commune, change=Change(DAY), by=by)
    with pytest.raises(Refused, match="không đi theo Ấp 9 được"):
        carry_hamlet(old, world.commune, on=DAY, decision="", by=by)
    new = actions.add_hamlet(world.commune, "Ấp 9", by=by)
    actions.map_hamlet(old, world.commune, into=new, change=Change(dt.date(2025, 7, 2)), by=by)
    group.refresh_from_db()
    assert group.valid_to == dt.date(2025, 7, 2)


def test_groups_of_one_name_that_come_on_one_day_are_all_told_apart(world: World):
    _group_below(world.hamlet, "Tổ 1", DAY)
    olds = [before(world, name, "Ấp 1")[0] for name in ("Mỹ An", "Mỹ Hòa")]
    for old in olds:
        _group_below(old, "Tổ 1", dt.date(2020, 1, 1))
        actions.map_hamlet(
            old, world.commune, into=world.hamlet, change=Change(DAY), by=world.actor(world.lan)
        )
    names = list(world.hamlet.children.filter(level="group", valid_to=None).values_list("name", flat=True))
    assert sorted(names) == ["Tổ 1", "Tổ 1 (Ấp 1 cũ)", "Tổ 1 (Ấp 1 cũ, xã Mỹ Hòa)"]


def test_a_group_that_ended_the_day_it_began_here_keeps_its_name_for_itself(world: World):
    """Its row stands under the same hamlet with the same first day."""
    ended = _group_below(world.hamlet, "Tổ 5", DAY)
    Place.objects.filter(pk=ended.pk).update(valid_to=DAY + dt.timedelta(days=30))
    [old] = before(world, "Mỹ An", "Ấp 1")
    _group_below(old, "Tổ 5", dt.date(2020, 1, 1))
    actions.map_hamlet(old, world.commune, into=world.hamlet, change=Change(DAY), by=world.actor(world.lan))
    new = world.hamlet.children.get(level="group", valid_to=None)
    assert new.name == "Tổ 5 (Ấp 1 cũ)"
