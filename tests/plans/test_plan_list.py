from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.plans import actions
from tests.figures import PLAN, TARGET
from tests.world import World


@pytest.fixture
def plans(world: World) -> World:
    district = actions.record_plan(world.district, PLAN, by=world.actor(world.bich))
    actions.add_target(district, TARGET, by=world.actor(world.bich))
    own = replace(PLAN, number="12/KH-UBND", title="Kế hoạch riêng của Tân Kiều", issuer="UBND xã")
    actions.record_plan(world.commune, own, by=world.actor(world.lan))
    return world


def test_the_officer_sees_the_plans_that_bind_his_commune(plans: World, client: Client):
    client.force_login(plans.lan)
    body = client.get(reverse("plan_list")).text
    assert "415/KH-UBND" in body
    assert "Kế hoạch riêng của Tân Kiều" in body
    assert "Nhập kế hoạch" in body


def test_the_head_of_a_hamlet_reads_and_is_not_offered_to_type_in(plans: World, client: Client):
    client.force_login(plans.hung)
    body = client.get(reverse("plan_list")).text
    assert "415/KH-UBND" in body
    assert reverse("plan_new") not in body


def test_an_officer_of_another_commune_finds_no_trace_of_this_ones_plan(plans: World, client: Client):
    client.force_login(plans.oanh)
    body = client.get(reverse("plan_list")).text
    assert "415/KH-UBND" in body  # the district's plan binds both
    assert "Tân Kiều" not in body
    assert "12/KH-UBND" not in body


def test_an_empty_list_says_what_to_do_first(world: World, client: Client):
    client.force_login(world.lan)
    assert "Chưa có kế hoạch nào" in client.get(reverse("plan_list")).text


def test_the_list_costs_the_same_for_any_number_of_plans(plans: World, client: Client):
    client.force_login(plans.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("plan_list"))
        return len(captured)

    before = cost()
    for number in range(35):
        own = replace(PLAN, number=f"1{number:02d}/KH-UBND")
        actions.record_plan(plans.commune, own, by=plans.actor(plans.lan))
    assert cost() <= before + 1  # pagination counts once more
    assert "kế hoạch 1–30" in client.get(reverse("plan_list")).text.lower()
