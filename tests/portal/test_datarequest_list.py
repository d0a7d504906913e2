"""Requests that came through the door, waiting for somebody to make sure who asked."""

from django.test import Client

from hoctap.portal.models import Door
from hoctap.portal.requests.actions import drop_data_request
from tests.portal import hands
from tests.world import World


def test_the_officer_for_data_sees_them_with_their_terms(world: World, door: Door, client: Client):
    asked = hands.asked_of(door, "Lê Thị Hỏi")
    client.force_login(world.admin)
    page = client.get("/portal/requests/").content.decode()
    assert f"{asked.due_on:%d/%m/%Y}" in page
    assert "Lê Thị Hỏi" not in page
    drop_data_request(asked, why="không liên lạc được", by=world.actor(world.admin))
    assert "Không có yêu cầu nào" in client.get("/portal/requests/").content.decode()
    assert "không nhận được" in client.get("/portal/requests/?state=over").content.decode()


def test_nobody_else_sees_them(world: World, door: Door, client: Client):
    hands.asked_of(door, "Lê Thị Hỏi")
    client.force_login(world.hung)
    assert client.get("/portal/requests/").status_code == 403
