"""The organisations of a commune."""

from django.test import Client

from tests.world import World


def test_it_shows_name_symbol_and_who_gives_the_numbers_of_this_commune_only(world: World, client: Client):
    client.force_login(world.lan)
    body = client.get("/organisations/").content.decode()
    for words in ("Ủy ban nhân dân xã Tân Kiều", "Hội Khuyến học xã Tân Kiều", "Ban nhân dân Ấp 1", "UBND"):
        assert words in body
    assert "Hưng Thạnh" not in body
    assert client.get("/organisations/", {"place": str(world.other_commune.pk)}).status_code == 404
