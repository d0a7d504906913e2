"""One household is added by hand."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.refusals import Forbidden
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Household
from hoctap.people.registry import after_households_added
from hoctap.places import actions as places
from hoctap.places.lineage import Change
from tests.world import World

URL = "/households/new/"


def typed(world: World, **changes: str) -> dict[str, str]:
    return {
        "hamlet": str(world.hamlet.pk),
        "full_name": "NGUYỄN VĂN BẢY",
        "birth_year": "1968",
        "year": "2024",
    } | changes


def test_a_household_enters_the_register_and_its_count_and_others_are_told(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    told: list[str] = []
    monkeypatch.setattr(after_households_added, "_entries", {})
    after_households_added.register("test", lambda ones, by: told.extend(f"{one} {by.name}" for one in ones))
    client.force_login(world.lan)
    assert "không giữ những điều này" in client.get(URL).content.decode()
    response = client.post(URL, typed(world, phone="0912 345 678", members_count="4"))
    household = Household.objects.get()
    assert response["Location"] == f"/households/{household.pk}/"
    assert (household.head.full_name, household.head.phone) == ("Nguyễn Văn Bảy", "0912345678")
    assert household.members.get().is_head
    assert told == ["Nguyễn Văn Bảy Nguyễn Thị Lan"]
    assert Summary.objects.get(place=world.commune, year=2024, counter="household.listed").value == 1


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_added(world: World, client: Client):
    client.force_login(world.lan)
    client.post(URL, typed(world))
    for changes, words in [
        ({}, "đã có trong sổ của Ấp 1"),
        ({"full_name": "Nguyễn Văn 8"}, "có chữ số"),
        ({"birth_year": "1890"}, "Năm sinh phải từ 1904 đến 2024"),
        ({"phone": "123"}, "10 chữ số"),
        ({"hamlet": ""}, "Hãy chọn ấp, khóm."),
        ({"full_name": ""}, "Hãy ghi họ và tên chủ hộ."),
    ]:
        response = client.post(URL, typed(world, **changes))
        assert response.status_code == 422
        assert words in response.content.decode()
    assert Household.objects.count() == 1


def test_nobody_adds_to_a_hamlet_elsewhere(world: World, client: Client):
    client.force_login(world.oanh)
    response = client.post(URL, typed(world))
    assert response.status_code == 422
    assert "Tân Kiều" not in response.content.decode()
    with pytest.raises(Forbidden):
        actions.add_household(world.hamlet, full_name="Nguyễn Văn Bảy", year=2024, by=world.actor(world.oanh))
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
    assert not Household.objects.exists()


def test_a_hamlet_that_was_merged_is_not_offered_and_not_taken(world: World, client: Client):
    places.merge_hamlets(
        [world.hamlet_2],
        into=world.hamlet,
        change=Change(dt.date(2026, 3, 1)),
        by=world.actor(world.lan),
    )
    client.force_login(world.lan)
    body = client.get(URL).content.decode()
    assert str(world.hamlet.pk) in body
    assert str(world.hamlet_2.pk) not in body
    response = client.post(URL, typed(world, hamlet=str(world.hamlet_2.pk)))
    assert response.status_code == 422
    assert "Hãy chọn một ấp, khóm trong danh sách." in response.content.decode()
    assert not Household.objects.exists()
