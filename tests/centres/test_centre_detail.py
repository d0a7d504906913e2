"""The page from which the year of a centre is walked."""

from django.test import Client

from hoctap.centres.models import Centre
from tests.world import World


def test_its_people_open_it_and_others_do_not_find_it(world: World, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/"
    for user, status in ((world.lan, 200), (world.hung, 200), (world.bich, 200), (world.oanh, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status
    client.force_login(world.lan)
    page = client.get(f"{url}?year=2025").content.decode()
    assert centre.name in page
    assert "Năm 2025" in page
