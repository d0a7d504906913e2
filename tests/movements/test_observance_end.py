"""A local day comes back no more; a shipped one is turned off, not ended."""

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.movements.days.actions import end_observance
from tests.movements.hands import local_day, shipped
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_leaves_the_calendar_with_a_reason(world: World, lan: Actor):
    day = local_day(world.commune, lan)
    here, client = reverse("observance_end", args=[day.pk]), sign_in(world.lan)
    answer = client.post(here, {"why": ""})
    assert answer.status_code == 422
    assert "vì sao" in shown(answer)
    assert client.post(here, {"why": "Trùng ngày khác"}).status_code == 302
    assert day.name not in shown(client.get("/calendar/?month=2026-05"))
    with pytest.raises(Refused, match="rồi"):
        end_observance(day, why="Lại", by=lan)


def test_not_a_shipped_one_and_not_by_others(world: World, lan: Actor):
    assert sign_in(world.lan).get(reverse("observance_end", args=[shipped().pk])).status_code == 404
    with pytest.raises(Refused, match="có sẵn"):
        end_observance(shipped(), why="x", by=lan)
    here = reverse("observance_end", args=[local_day(world.commune, lan).pk])
    assert sign_in(world.oanh).get(here).status_code == 404
    assert sign_in(world.bich).get(here).status_code == 404, "sees it, keeps his own"
