"""A unit of work is corrected, or ends."""

from django.test import Client
from django.urls import reverse

from hoctap.people import actions
from hoctap.people.models import WorkUnit
from tests.world import World


def test_it_is_corrected_and_an_end_before_its_beginning_is_refused(world: World, client: Client):
    unit = actions.add_unit(
        world.commune, name="Trường 1", kind="school", from_year=2020, by=world.actor(world.lan)
    )
    client.force_login(world.lan)
    url = reverse("unit_edit", args=[unit.pk])
    typed = {"name": "Trường Một", "kind": "school", "from_year": "2020", "to_year": "2024"}
    assert client.post(url, typed).status_code == 302
    assert not WorkUnit.objects.standing_in(2024).exists()
    assert WorkUnit.objects.standing_in(2023).get().name == "Trường Một"
    assert client.post(url, typed | {"to_year": "2019"}).status_code == 422
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
