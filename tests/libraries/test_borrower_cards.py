"""The sheet of cards: the code is the number of the card and nothing else."""

from django.test import Client

from hoctap.core.qr import qr_svg
from tests.libraries.lending_hands import card, keeper, signed_in, start
from tests.world import World


def test_cards_are_printed_with_a_code_to_scan(world: World, client: Client):
    shelf, by = start(world)
    card(shelf, by)
    card(shelf, by, "Phan Văn Hai")
    signed_in(client)
    page = client.get(f"/lending/at/{shelf.pk}/cards/print/").content.decode()
    assert qr_svg("T00001", "Thẻ T00001") in page
    assert "Phan Văn Hai" in page
    one = client.get(f"/lending/at/{shelf.pk}/cards/print/?card=T00001").content.decode()
    assert "Phan Văn Hai" not in one
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(f"/lending/at/{shelf.pk}/cards/print/").status_code == 404
