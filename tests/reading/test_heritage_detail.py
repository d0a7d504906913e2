"""What museums and culture houses hold stands once, in the book of activities."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from tests.libraries.shelf_hands import library_at
from tests.partners.hands import held
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def url(library: Library) -> str:
    return f"/reading/visits/heritage/{library.pk}/?year=2026"


def test_activities_held_there_are_shown(world: World, librarian: User, museum: Library):
    one = held(world.commune, "Trường", on=dt.date(2026, 4, 1), title="Giờ học di sản", people=41)
    one.venue_name = museum.name
    one.save()
    held(world.commune, "Trường", on=dt.date(2026, 4, 1), title="Ở nơi khác")
    library_at(world.other_commune, museum.name, "museum")
    there = held(world.other_commune, "Trường", on=dt.date(2026, 4, 1), title="Ở xã khác")
    there.venue_name = museum.name
    there.save()
    client = sign_in(librarian)
    page = shown(client.get(url(museum)))
    assert "Giờ học di sản" in page
    assert ">41<" in page
    assert "Ở nơi khác" not in page
    assert "Ở xã khác" not in shown(sign_in(world.bich).get(url(museum)))
    assert sign_in(world.oanh).get(url(museum)).status_code == 404
    assert "heritage" in shown(client.get(f"/libraries/{museum.pk}/"))
    before = queries_of(client, url(museum))
    two = held(world.commune, "Trường", on=dt.date(2026, 5, 1), title="Tham quan", people=3)
    two.venue_name = museum.name
    two.save()
    assert queries_of(client, url(museum)) == before
