"""What the notebook counted, with what was dropped and why."""

from django.test import Client

from hoctap.libraries.circulation.tallies.actions import keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from tests.libraries.lending_hands import days_ago, keeper, signed_in, start
from tests.world import World


def test_counts_are_listed_and_what_was_dropped_stays_told(world: World, client: Client):
    shelf, by = start(world)
    row = keep_tally(shelf, TallyTyped(*month_of(days_ago(0)), taken_home=41), by=by)
    signed_in(client)
    url = f"/lending/counts/?library={shelf.pk}"
    assert "41" in client.get(url).content.decode()
    assert client.post(f"/lending/counts/{row.pk}/drop/", {"why": "Đếm sai"}).status_code == 302
    assert "đã bỏ: Đếm sai" in client.get(url).content.decode()
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(url).status_code == 404
