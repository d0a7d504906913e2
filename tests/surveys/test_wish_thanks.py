"""What one who asked sees."""

from django.test import Client

from hoctap.core.actor import Actor
from hoctap.surveys.requests import actions
from tests.centres.hands import centre_at
from tests.world import World


def test_it_thanks(world: World, by: Actor, client: Client):
    box = actions.open_wish_box(centre_at(world.commune), by=by)
    assert "Đã nhận đề nghị" in client.get(f"/w/{box.token}/thanks/").content.decode()
    assert client.get("/w/khong-co/thanks/").status_code == 404
