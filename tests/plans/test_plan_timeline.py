from django.test import Client
from django.urls import reverse

from hoctap.plans import actions
from hoctap.plans.models import Plan
from tests.figures import PLAN
from tests.world import World


def test_plans_lie_on_a_line_of_time(world: World, living: Plan, client: Client):
    client.force_login(world.lan)
    body = client.get(reverse("plan_timeline")).text
    assert "Kế hoạch 415/KH-UBND" in body
    assert "Huyện Tháp Mười · 2024" in body


def test_an_outsider_sees_no_plan_of_another_commune(world: World, client: Client):
    actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))
    client.force_login(world.oanh)
    assert "415/KH-UBND" not in client.get(reverse("plan_timeline")).text
