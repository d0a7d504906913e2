"""Advice of one's places, with what came of them."""

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from tests.partners.advised import advice
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/partners/advice/"


def test_each_sees_those_of_his_places_in_as_many_queries(world: World, director: User, centre: Centre):
    by, client = world.actor(director), sign_in(director)
    advice(world.commune, by)
    before = queries_of(client, f"{HERE}?centre={centre.pk}")
    advice(world.commune, by, "Thêm kinh phí")
    assert queries_of(client, f"{HERE}?centre={centre.pk}") == before
    assert "Thêm kinh phí" in shown(sign_in(world.minh).get(HERE))
    assert "Thêm kinh phí" not in shown(sign_in(world.oanh).get(HERE))
    assert "/advice/new/" not in shown(sign_in(world.minh).get(HERE))
