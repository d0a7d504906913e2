"""One trip of the travelling library."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.mobile.actions import add_stop, record_mobile_trip
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_its_stops(world: World, librarian: User, by: Actor):
    trip = record_mobile_trip(world.commune, on=dt.date(2026, 3, 5), vehicle="Xe A", by=by)
    add_stop(trip, name="Trường 1", pupils=100, lent=20, by=by)
    url, client = f"/reading/mobile/{trip.pk}/", sign_in(librarian)
    before = queries_of(client, url)
    add_stop(trip, name="Trường 2", pupils=50, read_here=5, by=by)
    page = shown(client.get(url))
    assert "150, trong đó học sinh 150" in page
    assert "25, trong đó cho mượn 20" in page
    assert queries_of(client, url) == before
    assert sign_in(world.minh).get(url).status_code == 200
    assert sign_in(world.oanh).get(url).status_code == 404
