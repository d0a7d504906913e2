"""Correcting what is written about a household."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from tests.world import World, make_household


def test_a_correction_is_kept_found_again_and_leaves_field_names_in_the_trail(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Mốt")
    client.force_login(world.lan)
    url = reverse("household_edit", args=[household.pk])
    assert 'value="Nguyễn Văn Mốt"' in client.get(url).content.decode()
    response = client.post(url, {"full_name": "Nguyễn Văn Một", "birth_year": "1970", "group_name": "Tổ 3"})
    assert response.status_code == 302
    found = client.get("/households/", {"q": "van mot", "year": "2024"}).context["found"].page.rows
    assert [str(one) for one in found] == ["Nguyễn Văn Một"]
    event = Event.objects.get(what="people.household.edited")
    assert event.fields == ["full_name", "group_name"]


def test_a_wrong_value_comes_back_with_what_was_typed(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Mốt")
    client.force_login(world.lan)
    response = client.post(
        reverse("household_edit", args=[household.pk]), {"full_name": "Số 7", "birth_year": "x"}
    )
    body = response.content.decode()
    assert response.status_code == 422
    assert "bốn chữ số" in body
    assert 'value="Số 7"' in body


def test_the_outsider_neither_sees_nor_changes_it(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Mốt")
    client.force_login(world.oanh)
    url = reverse("household_edit", args=[household.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"full_name": "Khác"}).status_code == 404
    with pytest.raises(Forbidden):
        actions.edit_household(household, full_name="Khác", by=world.actor(world.oanh))
    household.head.refresh_from_db()
    assert household.head.full_name == "Nguyễn Văn Mốt"
