"""Somebody is a member no longer."""

from django.test import Client

from tests.associations import hands
from tests.world import World


def test_who_still_holds_a_position_lays_it_down_first(world: World, client: Client):
    by = world.actor(world.lan)
    officer = hands.officer(world.association, "Lâm Văn Hai", "treasurer", by=by)
    client.force_login(world.lan)
    url = f"/associations/members/{officer.member_id}/end/"
    typed = {"left_on": "2024-05-01", "left_why": "Chuyển đi"}
    page = client.post(url, typed)
    assert page.status_code == 422
    assert "Còn giữ chức Thủ quỹ" in page.content.decode()
    other = hands.member(world.association, "Đặng Thị Bông", by=by)
    url = f"/associations/members/{other.pk}/end/"
    assert client.post(url, {**typed, "left_on": "2199-01-01"}).status_code == 422
    assert client.post(url, {**typed, "left_why": ""}).status_code == 422
    assert client.post(url, typed, follow=True).status_code == 200
    listed = client.get(f"/associations/{world.association.pk}/members/").content.decode()
    assert "Đặng Thị Bông" not in listed
    client.force_login(world.oanh)
    assert client.post(url, typed).status_code == 404
