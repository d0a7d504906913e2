"""Correcting the name of a hamlet."""

from django.test import Client
from django.urls import reverse

from tests.world import World


def test_the_board_follows_the_new_name_while_it_bears_the_old(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    assert 'value="Ấp 1"' in client.get(url).content.decode()
    body = client.post(url, {"name": "Mỹ Phước"}, follow=True).content.decode()
    assert "Đã đổi tên Ấp 1 thành Ấp Mỹ Phước." in body
    world.hamlet_board.refresh_from_db()
    assert world.hamlet_board.name == "Ban nhân dân ấp Mỹ Phước"


def test_a_name_that_is_taken_is_refused_beside_the_field(world: World, client: Client):
    client.force_login(world.lan)
    response = client.post(reverse("hamlet_rename", args=[world.hamlet.pk]), {"name": "ấp 2"})
    assert response.status_code == 422
    assert "Đã có Ấp 2. Hãy ghi tên khác." in response.content.decode()


def test_a_hamlet_of_another_commune_is_not_found(world: World, client: Client):
    client.force_login(world.oanh)
    url = reverse("hamlet_rename", args=[world.hamlet.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"name": "Ấp 9"}).status_code == 404
    client.force_login(world.hung)
    assert client.get(url).status_code == 403
