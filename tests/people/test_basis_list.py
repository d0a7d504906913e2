"""Grounds of a commune for using people's data."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import DataBasis
from hoctap.people.subject_queries import publishable
from tests.world import World, make_household

URL = "/people/bases/"


def test_nothing_is_there_by_itself_and_one_ground_stands_per_purpose(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    assert publishable([person.pk], world.commune) == set()
    client.force_login(world.lan)
    assert "Không có gì được coi là đồng ý sẵn" in client.get(URL).content.decode()
    typed = {
        "place": str(world.commune.pk),
        "purpose": "publication",
        "legal_text": "Văn bản do cán bộ ghi",
        "given_on": today().isoformat(),
    }
    assert client.post(URL, typed).status_code == 302
    assert "Văn bản do cán bộ ghi" in client.get(URL).content.decode()
    assert publishable([person.pk], world.commune) == {person.pk}
    for changes, words in [
        ({}, "Đã có căn cứ cho mục đích này"),
        ({"purpose": "phone", "legal_text": " "}, "văn bản làm căn cứ"),
        ({"purpose": "phone", "given_on": "2190-01-01"}, "sau ngày hôm nay"),
        ({"place": str(world.other_commune.pk)}, "Chưa lưu được"),
    ]:
        response = client.post(URL, typed | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    client.post(reverse("basis_withdraw", args=[DataBasis.objects.get().pk]))
    assert publishable([person.pk], world.commune) == set()
    client.force_login(world.oanh)
    assert "Văn bản do cán bộ ghi" not in client.get(URL).content.decode()
    with pytest.raises(Forbidden):
        actions.record_place_basis(
            world.commune, purpose="phone", legal_text="x", given_on=today(), by=world.actor(world.oanh)
        )
