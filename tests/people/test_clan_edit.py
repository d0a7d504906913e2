"""A clan is corrected, or ends."""

from django.test import Client
from django.urls import reverse

from hoctap.people import actions
from tests.world import World


def test_it_is_corrected_and_an_end_before_its_beginning_is_refused(world: World, client: Client):
    clan = actions.add_clan(world.commune, name="Họ Lê", from_year=2020, by=world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("clan_edit", args=[clan.pk])
    typed = {"name": "Họ Lê Văn", "from_year": "2020", "representative_name": "Lê Văn Tộc", "to_year": ""}
    assert client.post(url, typed).status_code == 302
    assert "Lê Văn Tộc" in client.get(reverse("clan_detail", args=[clan.pk])).content.decode()
    refused = client.post(url, typed | {"to_year": "2019"})
    assert refused.status_code == 422
    assert "Năm phải từ 2020" in refused.content.decode()
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
