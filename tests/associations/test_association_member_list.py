"""Names of members: for who keeps the books."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.associations import hands
from tests.world import World


def test_a_name_is_found_without_accents_and_readers_of_figures_see_none(world: World, client: Client):
    by = world.actor(world.lan)
    hands.member(world.association, "Đặng Thị Bông", by=by)
    hands.member(world.association, "Lâm Văn Hai", by=by)
    url = f"/associations/{world.association.pk}/members/"
    client.force_login(world.lan)
    page = client.get(url, {"q": "dang thi"}).content.decode()
    assert "Đặng Thị Bông" in page
    assert "Lâm Văn Hai" not in page
    assert "Đặng Thị Bông" not in client.get(url, {"state": "left"}).content.decode()
    for user, status in ((world.minh, 403), (world.bich, 403), (world.oanh, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status


def test_a_longer_list_takes_no_more_queries(world: World, client: Client):
    by = world.actor(world.lan)
    hands.member(world.association, "Người 0", by=by)
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/members/"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(1, 6):
        hands.member(world.association, f"Người {number}", by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
