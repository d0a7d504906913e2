"""Giving up what was asked for lets the next in line have it."""

from django.test import Client

from hoctap.libraries.circulation.holds.actions import reserve
from tests.libraries.lending_hands import card, copy_at, keeper, signed_in, start
from tests.world import World


def test_a_dropped_hold_goes_to_the_next(world: World, client: Client):
    shelf, by = start(world)
    title = copy_at(shelf, "TK-0001").title
    one = reserve(shelf, title, borrower=card(shelf, by), by=by)
    two = reserve(shelf, title, borrower=card(shelf, by, "Phan Văn Hai"), by=by)
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.post(f"/lending/holds/{one.pk}/drop/", {"why": "x"}).status_code == 404
    signed_in(client)
    assert client.post(f"/lending/holds/{one.pk}/drop/", {"why": ""}).status_code == 422
    assert client.post(f"/lending/holds/{one.pk}/drop/", {"why": "Không cần nữa"}).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == ("dropped", "ready")
