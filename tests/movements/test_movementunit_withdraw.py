"""A unit leaves with a reason; what it told stays and counts no more."""

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.movements.campaigns.actions import withdraw_unit
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import unit_in
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_says_why_once(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    here, client = reverse("movementunit_withdraw", args=[unit.pk]), sign_in(world.lan)
    answer = client.post(here, {"why": ""})
    assert answer.status_code == 422
    assert "vì sao" in shown(answer)
    assert client.post(here, {"why": "Sáp nhập"}).status_code == 302
    assert "Sáp nhập" in shown(client.get(reverse("movementunit_detail", args=[unit.pk])))
    with pytest.raises(Refused, match="đã rút rồi"):
        withdraw_unit(unit, why="Lại", by=lan)


def test_not_by_a_neighbour(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    here = reverse("movementunit_withdraw", args=[unit.pk])
    assert sign_in(world.oanh).post(here, {"why": "x"}).status_code == 404
