import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.plans import actions
from hoctap.plans.models import Plan
from hoctap.plans.rules import TargetDetails
from tests.figures import PLAN, TARGET, fill_hamlet, make_round
from tests.world import World


@pytest.fixture
def plan(world: World) -> Plan:
    plan = actions.record_plan(world.district, PLAN, by=world.actor(world.bich))
    actions.add_target(plan, TARGET, by=world.actor(world.bich))
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 10, 10, 9, late=1)
    return plan


@pytest.mark.requirement("S3-01", "S3-07")
def test_the_commune_reads_the_districts_target_beside_its_own_result(
    world: World, plan: Plan, client: Client
):
    client.force_login(world.lan)
    body = client.get(reverse("plan_detail", args=[plan.pk])).text
    assert "kết quả của xã Tân Kiều" in body
    assert "9 / 10 hộ" in body
    assert "trước ngày 15/11/2024: hạn cuối 14/11/2024" in body
    assert f"{reverse('dossier_list')}?place={world.commune.pk}&amp;year=2024&amp;part=numerator" in body
    assert "1 hộ trễ hạn" in body
    assert reverse("target_new", args=[plan.pk]) not in body
    assert "Sửa" not in body


def test_the_district_sees_the_sum_and_which_part_of_it_is_in(world: World, plan: Plan, client: Client):
    client.force_login(world.bich)
    body = client.get(reverse("plan_detail", args=[plan.pk])).text
    assert "kết quả của huyện Tháp Mười" in body
    assert "1/2 xã có số liệu" in body
    assert "tạm tính: đạt" in body
    assert "Sửa chỉ tiêu" in body
    at_commune = client.get(reverse("plan_detail", args=[plan.pk]), {"place": str(world.commune.pk)}).text
    assert "kết quả của xã Tân Kiều" in at_commune


def test_a_commune_without_a_round_is_told_that_there_are_no_figures(
    world: World, plan: Plan, client: Client
):
    client.force_login(world.oanh)
    body = client.get(reverse("plan_detail", args=[plan.pk])).text
    assert "chưa có số liệu" in body
    assert "Tân Kiều" not in body
    asked = client.get(reverse("plan_detail", args=[plan.pk]), {"place": str(world.commune.pk)}).text
    assert "Tân Kiều" not in asked
    assert "9 / 10" not in asked


def test_an_outsider_gets_no_page_of_a_communes_own_plan(world: World, client: Client):
    own = actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))
    client.force_login(world.oanh)
    answer = client.get(reverse("plan_detail", args=[own.pk]))
    assert answer.status_code == 404
    assert "Tân Kiều" not in answer.text
    assert PLAN.number not in answer.text


def test_many_targets_cost_no_more_queries(world: World, plan: Plan, client: Client):
    client.force_login(world.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("plan_detail", args=[plan.pk]))
        return len(captured)

    before = cost()
    for number in range(12):
        actions.add_target(
            plan, TargetDetails(f"Việc {number}", TARGET.value, 2024), by=world.actor(world.bich)
        )
    assert cost() == before
