"""What is written about a person is corrected."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import Residence
from tests.people.families import make_family
from tests.world import World


def test_a_name_put_right_carries_the_household_along(world: World, client: Client):
    household, father, _, _ = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("person_edit", args=[father.pk])
    page = client.get(url).content.decode()
    assert "Nguyễn Văn Cha" in page
    assert "Quan hệ với chủ hộ" not in page
    assert client.post(url, {"full_name": "Nguyễn Văn Ánh", "birth_year": "1961"}).status_code == 302
    household.refresh_from_db()
    assert household.search_key == "nguyen van anh"
    assert Residence.objects.get(household=household).sort_key == household.sort_key
    assert set(Event.objects.get(what="people.person.edited").fields) == {"full_name", "birth_year"}


def test_a_relation_is_put_right_and_nothing_is_recorded_where_nothing_changed(world: World, client: Client):
    _, _, mother, _ = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("person_edit", args=[mother.pk])
    same = {"full_name": "Trần Thị Mẹ", "birth_year": "1962", "relation": "spouse"}
    client.post(url, same)
    assert not Event.objects.filter(what="people.person.edited").exists()
    client.post(url, same | {"relation": "parent"})
    assert mother.memberships.get().relation == "parent"


def test_nonsense_and_outsiders_are_refused(world: World, client: Client):
    _, father, _, _ = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    response = client.post(
        reverse("person_edit", args=[father.pk]), {"full_name": "X9", "birth_year": "1700"}
    )
    assert response.status_code == 422
    assert "có chữ số" in response.content.decode()
    assert "Năm sinh phải từ" in response.content.decode()
    with pytest.raises(Forbidden):
        actions.edit_person(father, full_name="Khác", by=world.actor(world.oanh))
