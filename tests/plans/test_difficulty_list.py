import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.plans.difficulties import actions
from hoctap.plans.difficulties.models import DifficultyGroup
from hoctap.plans.difficulties.rules import DifficultyDetails
from hoctap.plans.models import Plan
from tests.world import World

PAGE = reverse("difficulty_list")
BEYOND = DifficultyDetails("Chưa có phòng học", beyond=True, wish="Bố trí kinh phí")


def both(world: World, plan: Plan):
    return [
        actions.raise_difficulty(plan, place, BEYOND, by=world.actor(who))
        for place, who in ((world.commune, world.minh), (world.other_commune, world.oanh))
    ]


@pytest.mark.requirement("S0-51", "S1-68", "S4-66")
def test_the_focal_body_gathers_similar_ones(world: World, living: Plan, client: Client):
    rows = both(world, living)
    client.force_login(world.bich)
    assert client.get(PAGE).text.count("Chưa có phòng học") >= 2
    sent = {"difficulty": [str(row.pk) for row in rows], "title": ""}
    assert "Ghi vấn đề chung" in client.post(PAGE, sent).text
    assert client.post(PAGE, sent | {"title": "Thiếu phòng học"}).status_code == 302
    group = DifficultyGroup.objects.get()
    assert group.difficulties.count() == 2
    assert "Chọn ít nhất một" in client.post(PAGE, {"title": "Khác"}).text


def test_a_neighbour_sees_only_his_own(world: World, living: Plan, client: Client):
    rows = both(world, living)
    client.force_login(world.oanh)
    body = client.get(PAGE, {"state": "all"}).text
    assert "Tân Kiều" not in body
    answer = client.post(PAGE, {"difficulty": [str(rows[1].pk)], "title": "x"})
    assert answer.status_code == 403


def test_many_cost_no_more_queries(world: World, living: Plan, client: Client):
    both(world, living)
    client.force_login(world.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    before = cost()
    both(world, living)
    both(world, living)
    assert cost() == before
