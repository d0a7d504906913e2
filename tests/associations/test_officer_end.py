"""Somebody holds his position no longer."""

import datetime as dt

from django.test import Client

from tests.associations import hands
from tests.world import World


def test_from_a_day_with_the_reason(world: World, client: Client):
    officer = hands.officer(world.association, "Trương Công Định", "chair", by=world.actor(world.lan))
    client.force_login(world.lan)
    url = f"/associations/officers/{officer.pk}/end/"
    page = client.post(url, {"to_day": "2020-01-01", "why": "Nghỉ"})
    assert page.status_code == 422
    assert "không thể thôi trước đó" in page.content.decode()
    assert client.post(url, {"to_day": "2024-01-01", "why": " "}).status_code == 422
    client.force_login(world.oanh)
    assert client.post(url, {"to_day": "2024-01-01", "why": "Nghỉ"}).status_code == 404
    client.force_login(world.lan)
    assert client.post(url, {"to_day": "2024-01-01", "why": "Nghỉ"}).status_code == 302
    officer.refresh_from_db()
    assert (officer.to_day, officer.ended_why) == (dt.date(2024, 1, 1), "Nghỉ")
    assert client.post(url, {"to_day": "2024-01-01", "why": "Nghỉ"}).status_code == 422
