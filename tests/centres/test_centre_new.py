"""A learning centre enters the books."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from tests.world import World

URL = "/centres/new/"
NAME = "Trung tâm học tập cộng đồng phường thử"


def test_the_director_adds_the_centre_of_his_commune(world: World, director: User, client: Client):
    client.force_login(director)
    assert "Hưng Thạnh" not in client.get(URL).content.decode()
    typed = {"place": str(world.commune.pk), "name": NAME, "founded_by": "347/QĐ-UBND.HC"}
    response = client.post(URL, typed)
    centre = Centre.objects.get()
    assert response["Location"] == f"/centres/{centre.pk}/"
    assert (centre.name, centre.organisation.kind, centre.place) == (NAME, "centre", world.commune)
    again = client.post(URL, typed)
    assert again.status_code == 422
    assert f"đã có {NAME}" in again.content.decode()


def test_a_centre_needs_a_name_and_no_day_to_come(world: World, director: User, client: Client):
    client.force_login(director)
    typed = {"place": str(world.commune.pk), "name": " ", "founded_on": "01/01/2199"}
    page = client.post(URL, typed)
    assert page.status_code == 422
    assert "Hãy ghi tên trung tâm" in page.content.decode()
    assert "01/01/2199 chưa tới" in page.content.decode()
    assert not Centre.objects.exists()


def test_nothing_is_added_elsewhere(world: World, director: User, client: Client):
    client.force_login(director)
    page = client.post(URL, {"place": str(world.other_commune.pk), "name": NAME})
    assert page.status_code == 422
    assert not Centre.objects.exists()
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
