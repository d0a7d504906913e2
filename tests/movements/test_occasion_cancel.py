"""What is not held says why, and is closed."""

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.movements.days.actions import plan_occasion, tell_results
from hoctap.movements.days.models import Occasion
from tests.movements.hands import occasion_typed, shipped
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_says_why_and_takes_nothing_more_and_may_be_planned_anew(world: World, week: Occasion, lan: Actor):
    here, client = reverse("occasion_cancel", args=[week.pk]), sign_in(world.lan)
    assert client.post(here, {"why": " "}).status_code == 422
    assert client.post(here, {"why": "Bão số 5"}).status_code == 302
    assert "Bão số 5" in shown(client.get(reverse("occasion_detail", args=[week.pk])))
    with pytest.raises(Refused, match="không tổ chức"):
        tell_results(week, results="Tốt", by=lan)
    plan_occasion(world.commune, occasion_typed(), observance=shipped(), by=lan)


def test_not_by_a_neighbour(world: World, week: Occasion):
    assert (
        sign_in(world.oanh).post(reverse("occasion_cancel", args=[week.pk]), {"why": "x"}).status_code == 404
    )
