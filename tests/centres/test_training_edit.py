"""What was written of a course is corrected."""

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.models import Centre
from tests.centres.test_training_list import course
from tests.world import World


def test_the_day_is_corrected(world: World, director: User, centre: Centre, client: Client):
    training = course(centre, world.actor(director))
    url = reverse("training_edit", args=[training.pk])
    typed = {
        "kind": "course",
        "name": training.name,
        "organiser": "Sở GDĐT",
        "is_it": "on",
        "starts_on": "2025-05-06",
        "ends_on": "2025-05-08",
    }
    client.force_login(world.oanh)
    assert client.post(url, typed).status_code == 404
    client.force_login(world.minh)
    assert client.get(url).status_code == 404
    client.force_login(director)
    assert training.name in client.get(url).content.decode()
    assert client.post(url, {**typed, "name": " "}).status_code == 422
    assert client.post(url, typed).status_code == 302
    training.refresh_from_db()
    assert training.ends_on.day == 8
    assert Event.objects.filter(what="centres.training.edited").get().fields == ["ends_on"]
