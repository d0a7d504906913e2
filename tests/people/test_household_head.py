"""Another member heads the household."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from tests.people.families import make_family
from tests.world import World, make_household


def test_from_a_year_on_another_heads_it_and_the_former_head_stays(world: World, client: Client):
    household, father, _, son = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("household_head", args=[household.pk])
    typed = {"person": str(son.pk), "relation_of_old": "parent", "year": "2025"}
    assert client.post(url, typed).status_code == 302
    household.refresh_from_db()
    assert (household.head, household.search_key) == (son, "nguyen van con")
    assert [
        (one.is_head, one.joined_year, one.left_year) for one in father.memberships.order_by("joined_year")
    ] == [
        (True, 2022, 2025),
        (False, 2025, None),
    ]
    assert household.members.filter(is_head=True, left_year=None).count() == 1


def test_in_the_year_he_joined_the_row_itself_is_put_right(world: World):
    by = world.actor(world.lan)
    household, father, _, son = make_family(world.hamlet, by, listed_year=2025)
    actions.change_head(household, son, year=2025, relation_of_old="parent", by=by)
    assert father.memberships.get().relation == "parent"
    assert son.memberships.get().is_head


def test_who_heads_it_already_strangers_and_outsiders_are_refused(world: World, client: Client):
    by = world.actor(world.lan)
    household, father, _, son = make_family(world.hamlet, by)
    stranger = make_household(world.hamlet, "Người Lạ").head
    for person, relation, year, words in [
        (father, "parent", 2025, "đang là chủ hộ"),
        (stranger, "parent", 2025, "đang ở trong hộ"),
        (son, "", 2025, "Hãy chọn quan hệ"),
        (son, "head", 2025, "Hãy chọn quan hệ"),
        (son, "parent", 2021, "Năm phải từ 2022"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.change_head(household, person, year=year, relation_of_old=relation, by=by)
    with pytest.raises(Forbidden):
        actions.change_head(household, son, year=2025, relation_of_old="parent", by=world.actor(world.oanh))
    client.force_login(world.lan)
    lone = reverse("household_head", args=[stranger.headed_households.get().pk])
    assert "thêm người vào hộ" in client.get(lone).content.decode()
