"""A programme for a year begins."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.learning.models import Programme
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/programmes/new/"


def test_the_director_begins_one_a_year(world: World, director: User, centre: Centre, client: Client):
    client.force_login(director)
    assert centre.name in client.get(URL).content.decode()
    typed = {"centre": str(centre.pk), "year": today().year}
    response = client.post(URL, typed)
    programme = Programme.objects.get()
    assert response["Location"] == f"/centres/programmes/{programme.pk}/"
    again = client.post(URL, typed)
    assert again.status_code == 422
    assert "đã có chương trình năm" in again.content.decode()


def test_no_year_that_is_over_or_far_off(world: World, director: User, centre: Centre, client: Client):
    client.force_login(director)
    for year, says in ((today().year - 1, "đã qua"), (today().year + 2, "Chỉ lập chương trình")):
        page = client.post(URL, {"centre": str(centre.pk), "year": year})
        assert page.status_code == 422
        assert says in page.content.decode()
    assert not Programme.objects.exists()


def test_a_centre_that_ended_and_one_of_next_door_get_none(
    world: World, director: User, centre: Centre, client: Client
):
    client.force_login(director)
    typed = {"centre": str(centre_at(world.other_commune).pk), "year": today().year}
    assert client.post(URL, typed).status_code == 422
    centre.organisation.valid_to = today()
    centre.organisation.save()
    assert client.post(URL, {**typed, "centre": str(centre.pk)}).status_code == 422
    assert not Programme.objects.exists()
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
