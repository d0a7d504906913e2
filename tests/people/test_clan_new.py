"""A clan is registered at a commune."""

import pytest
from django.test import Client

from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import Clan
from tests.world import World

URL = "/clans/new/"


def test_it_is_added_once_and_nonsense_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    typed = {"place": str(world.commune.pk), "name": "Họ Nguyễn Văn", "from_year": "2020"}
    assert "Tính một lần" in client.get(URL).content.decode()
    assert client.post(URL, typed).status_code == 302
    for changes, words in [
        ({}, "đã có dòng họ tên này"),
        ({"name": " "}, "Hãy ghi tên dòng họ"),
        ({"name": "Họ Lê", "from_year": "1900"}, "Năm phải từ 1945"),
        ({"name": "Họ Lê", "place": str(world.other_commune.pk)}, "Chưa lưu được"),
    ]:
        response = client.post(URL, typed | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert Clan.objects.get().place == world.commune
    with pytest.raises(Forbidden):
        actions.add_clan(world.commune, name="Họ Lê", from_year=2020, by=world.actor(world.oanh))
