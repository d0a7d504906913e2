"""One more organisation in which people hold positions."""

from django.test import Client

from hoctap.places.models import Organisation
from tests.world import World

URL = "/organisations/new/"


def test_a_school_is_added_to_the_commune(world: World, client: Client):
    client.force_login(world.lan)
    assert "Hưng Thạnh" not in client.get(URL).content.decode()
    typed = {
        "place": str(world.commune.pk),
        "kind": "other",
        "name": "Trường Tiểu học Tân Kiều",
        "numbering": "outside",
    }
    assert client.post(URL, typed).status_code == 302
    assert Organisation.objects.get(name="Trường Tiểu học Tân Kiều").place == world.commune
    again = client.post(URL, typed)
    assert again.status_code == 422
    assert "đã có Trường Tiểu học Tân Kiều" in again.content.decode()


def test_nothing_is_added_elsewhere(world: World, client: Client):
    client.force_login(world.oanh)
    typed = {"place": str(world.commune.pk), "kind": "other", "name": "Trường khác", "numbering": "outside"}
    response = client.post(URL, typed)
    assert response.status_code == 422
    assert "Tân Kiều" not in response.content.decode()
    assert not Organisation.objects.filter(name="Trường khác").exists()
