"""A movement that is called off says why, and keeps who had joined."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import unit_in
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_says_why_and_keeps_its_units(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    here, client = reverse("movement_cancel", args=[movement.pk]), sign_in(world.lan)
    assert client.post(here, {"why": ""}).status_code == 422
    assert client.post(here, {"why": "Gộp vào phong trào của huyện"}).status_code == 302
    assert "Gộp vào phong trào của huyện" in shown(client.get(reverse("movement_detail", args=[movement.pk])))
    assert unit.name in shown(client.get(reverse("movement_units", args=[movement.pk])))
    assert client.post(here, {"why": "Lại"}).status_code == 422


def test_not_by_a_neighbour(world: World, movement: Movement):
    here = reverse("movement_cancel", args=[movement.pk])
    assert sign_in(world.oanh).post(here, {"why": "x"}).status_code == 404
