"""Somebody joins a household."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import Person
from hoctap.people.registry import after_persons_added
from tests.world import World, make_household


def typed(**changes: str) -> dict[str, str]:
    return {"full_name": "TRẦN THỊ MẸ", "relation": "spouse", "birth_year": "1962", "year": "2024"} | changes


def test_a_member_is_added_with_relation_and_year_and_the_trail_holds_no_name(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Cha")
    household.members_count = 1
    household.save()
    client.force_login(world.lan)
    url = reverse("member_new", args=[household.pk])
    assert "Không ghi số căn cước" in client.get(url).content.decode()
    assert client.post(url, typed(phone="0912 345 678")).status_code == 302
    member = household.members.get(is_head=False)
    assert (str(member.person), member.relation, member.joined_year) == ("Trần Thị Mẹ", "spouse", 2024)
    household.refresh_from_db()
    assert household.members_count == 2
    event = Event.objects.get(what="people.member.added")
    assert "Mẹ" not in f"{event.__dict__}"
    body = client.get(reverse("household_detail", args=[household.pk])).content.decode()
    assert "vợ, chồng" in body


def test_what_is_wrong_is_said_and_nothing_is_added(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Cha")
    client.force_login(world.lan)
    url = reverse("member_new", args=[household.pk])
    client.post(url, typed())
    for changes, words in [
        ({}, "đã có tên trong hộ này"),
        ({"full_name": "Trần 4"}, "có chữ số"),
        ({"year": "2023"}, "Năm phải từ 2024"),
        ({"year": ""}, "bốn chữ số"),
        ({"birth_year": "1800"}, "Năm sinh phải từ"),
        ({"phone": "12"}, "10 chữ số"),
        ({"relation": "head"}, "Hãy"),
    ]:
        response = client.post(url, typed(**changes))
        if changes == {"relation": "head"}:
            assert response.status_code == 422
            continue
        assert response.status_code == 422
        assert words in response.content.decode()
    assert Person.objects.count() == 2


def test_who_may_be_in_the_register_already_is_told_to_those_who_ask(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    told: list[str] = []
    monkeypatch.setattr(after_persons_added, "_entries", {})
    after_persons_added.register("test", lambda pairs, by: told.extend(why for _, _, why in pairs))
    make_household(world.hamlet_2, "Trần Thị Mẹ", birth_year=1962)
    household = make_household(world.hamlet, "Nguyễn Văn Cha")
    by = world.actor(world.lan)
    actions.add_member(household, full_name="Trần Thị Mé", birth_year=1962, year=2024, relation="", by=by)
    assert told == ["cùng tên khi bỏ dấu, cùng năm sinh, cùng xã"]


def test_a_household_that_left_takes_nobody_and_the_outsider_adds_nobody(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Cha")
    by = world.actor(world.lan)
    with pytest.raises(Forbidden):
        actions.add_member(household, full_name="Trần Mẹ", year=2024, relation="", by=world.actor(world.oanh))
    actions.end_household(household, left_year=2025, kind="moved_away", by=by)
    client.force_login(world.lan)
    response = client.post(reverse("member_new", args=[household.pk]), typed())
    assert response.status_code == 422
    assert "đã rời đi năm 2025" in response.content.decode()
