"""Some members form a household of their own."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Household
from hoctap.people.registry import after_households_added
from tests.people.families import make_family
from tests.world import World


def test_the_new_household_counts_from_its_year_and_says_where_it_came_from(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    told: list[Household] = []
    monkeypatch.setattr(after_households_added, "_entries", {})
    after_households_added.register("test", lambda ones, by: told.extend(ones))
    household, _, _, son = make_family(world.hamlet, world.actor(world.lan))
    Household.objects.filter(pk=household.pk).update(members_count=3)
    client.force_login(world.lan)
    url = reverse("household_split", args=[household.pk])
    typed = {"members": [str(son.pk)], "head": str(son.pk), "year": "2025", "group_name": "Tổ 9"}
    response = client.post(url, typed)
    new = Household.objects.get(head=son)
    assert response["Location"] == reverse("household_detail", args=[new.pk])
    assert (new.came_from, new.members_count, new.group_name, new.listed_year) == (household, 1, "Tổ 9", 2025)
    household.refresh_from_db()
    assert household.members_count == 2
    assert Summary.objects.get(place=world.hamlet, year=2025, counter="household.listed").value == 1
    assert told == [new]
    assert "tách ra từ hộ" in client.get(reverse("household_detail", args=[new.pk])).content.decode()
    assert "Nguyễn Văn Con" in client.get(reverse("household_detail", args=[household.pk])).content.decode()


def test_it_needs_people_on_both_sides_a_head_and_the_right(world: World, client: Client):
    by = world.actor(world.lan)
    household, father, mother, son = make_family(world.hamlet, by)
    everybody = [father.pk, mother.pk, son.pk]
    for persons, head, words in [
        ([], son.pk, "đánh dấu"),
        (everybody, son.pk, "người ở lại"),
        ([father.pk], father.pk, "đổi chủ hộ trước"),
        ([son.pk], mother.pk, "một trong những người tách ra"),
        ([son.pk, household.pk], son.pk, "không còn ở trong hộ"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.split_household(household, persons, head, year=2025, by=by)
    with pytest.raises(Refused, match="Năm phải từ 2022"):
        actions.split_household(household, [son.pk], son.pk, year=2020, by=by)
    with pytest.raises(Forbidden):
        actions.split_household(household, [son.pk], son.pk, year=2025, by=world.actor(world.oanh))
    client.force_login(world.lan)
    url = reverse("household_split", args=[household.pk])
    assert client.post(url, {"year": "2025"}).status_code == 422
    assert Household.objects.count() == 1
