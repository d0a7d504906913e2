"""A unit of work is registered."""

import pytest
from django.test import Client

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import WorkUnit
from tests.world import World

URL = "/units/new/"


def test_it_is_added_once_and_nonsense_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    typed = {"place": str(world.commune.pk), "name": "Trường 1", "kind": "school", "from_year": "2020"}
    assert client.get(URL).status_code == 200
    assert client.post(URL, typed).status_code == 302
    for changes, words in [({}, "đã có đơn vị tên này"), ({"name": ""}, "Hãy ghi tên đơn vị")]:
        response = client.post(URL, typed | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert WorkUnit.objects.get().get_kind_display() == "Trường học, cơ sở giáo dục"
    with pytest.raises(Refused, match="loại đơn vị"):
        actions.add_unit(world.commune, name="X", kind="club", from_year=2020, by=world.actor(world.lan))
    with pytest.raises(Forbidden):
        actions.add_unit(world.commune, name="X", kind="school", from_year=2020, by=world.actor(world.oanh))
