"""A person moves to another household."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from tests.people.families import make_family
from tests.world import World, make_household


def test_the_receiving_household_is_found_without_accents_and_the_history_stays(world: World, client: Client):
    household, _, _, son = make_family(world.hamlet, world.actor(world.lan))
    other = make_household(world.hamlet_2, "Lê Văn Đậu", listed_year=2022)
    client.force_login(world.lan)
    url = reverse("person_move", args=[son.pk])
    assert "Không có hộ nào" in client.get(url, {"q": "zzz"}).content.decode()
    assert "Lê Văn Đậu" in client.get(url, {"q": "dau"}).content.decode()
    typed = {"household": str(other.pk), "relation": "other", "year": "2024"}
    assert client.post(f"{url}?q=dau", typed).status_code == 302
    before, after = son.memberships.order_by("joined_year")
    assert (before.household_id, before.joined_year, before.left_year) == (household.pk, 2022, 2024)
    assert (after.household_id, after.joined_year, after.left_year) == (other.pk, 2024, None)


def test_a_head_the_same_household_a_wrong_year_and_one_that_left_are_refused(world: World):
    by = world.actor(world.lan)
    household, father, _, son = make_family(world.hamlet, by)
    other = make_household(world.hamlet_2, "Lê Văn Khác", listed_year=2023)
    for person, target, year, words in [
        (father, other, 2024, "là chủ hộ"),
        (son, household, 2024, "đang ở chính hộ đó"),
        (son, other, 2022, "Năm phải từ 2023"),
        (son, other, 2100, "Năm phải từ 2023"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.move_person(person, target, year=year, relation="", by=by)
    actions.end_household(other, left_year=2024, kind="moved_away", by=by)
    with pytest.raises(Refused, match="đã rời đi năm 2024"):
        actions.move_person(son, other, year=2024, relation="", by=by)
    assert son.memberships.count() == 1


def test_nobody_takes_a_person_from_or_to_a_place_that_is_not_his(world: World, client: Client):
    by = world.actor(world.lan)
    _, _, _, son = make_family(world.hamlet, by)
    away = make_household(world.other_hamlet, "Lê Văn Xa")
    with pytest.raises(Forbidden):
        actions.move_person(son, away, year=2024, relation="", by=by)
    with pytest.raises(Forbidden):
        actions.move_person(son, away, year=2024, relation="", by=world.actor(world.oanh))
    client.force_login(world.lan)
    assert "Lê Văn Xa" not in client.get(reverse("person_move", args=[son.pk]), {"q": "le"}).content.decode()
