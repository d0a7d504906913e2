import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans import actions
from hoctap.plans.models import Plan, Target
from tests.figures import PLAN
from tests.world import World


@pytest.fixture
def plan(world: World) -> Plan:
    return actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))


def typed(**changes: str) -> dict[str, str]:
    return {
        "wording": "85 % gia đình được công nhận đạt danh hiệu “Gia đình học tập”",
        "measure": "learning_family.recognised",
        "comparator": ">=",
        "value": "85",
        "value_max": "",
        "unit": "%",
        "year": "2024",
        "before": "trước 15/11",
    } | changes


@pytest.mark.requirement("S3-07", "S3-29")
def test_before_the_fifteenth_is_stored_and_said_with_its_real_last_day(
    world: World, plan: Plan, client: Client
):
    client.force_login(world.lan)
    url = reverse("target_new", args=[plan.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, typed(), follow=True)
    target = Target.objects.get()
    assert (target.value, target.before_on) == (Decimal(85), dt.date(2024, 11, 15))
    assert "trước ngày 15/11/2024: hạn cuối 14/11/2024" in answer.text


def test_a_decimal_is_typed_with_a_comma(world: World, plan: Plan, client: Client):
    client.force_login(world.lan)
    client.post(reverse("target_new", args=[plan.pk]), typed(value="92,5"))
    assert Target.objects.get().value == Decimal("92.5")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "850"}, "Tỷ lệ phần trăm từ 0 đến 100"),
        ({"before": "cuối năm"}, "Chưa hiểu hạn này"),
        ({"before": "trước 15/11/2030"}, "Hạn phải trong năm 2024"),
        ({"year": "2026"}, "phải trong 2024–2024"),
        ({"comparator": "range"}, "Ghi giá trị cao nhất"),
        ({"unit": "người"}, "Đơn vị tính của số liệu này"),
        ({"wording": ""}, "bắt buộc"),
    ],
)
def test_a_refusal_names_the_field_and_keeps_what_was_typed(
    world: World, plan: Plan, client: Client, changes: dict[str, str], words: str
):
    client.force_login(world.lan)
    answer = client.post(reverse("target_new", args=[plan.pk]), typed(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert "field-wrong" in answer.text
    assert not Target.objects.exists()


def test_an_outsider_adds_no_target(world: World, plan: Plan, client: Client):
    client.force_login(world.oanh)
    url = reverse("target_new", args=[plan.pk])
    for answer in (client.get(url), client.post(url, typed())):
        assert answer.status_code == 404
        assert PLAN.title not in answer.text
    client.force_login(world.hung)
    assert client.post(url, typed()).status_code == 403
    assert not Target.objects.exists()


def test_growth_is_asked_with_its_base_year(world: World, client: Client):
    plan = actions.record_plan(world.district, PLAN, by=world.actor(world.bich))
    client.force_login(world.bich)
    sent = {
        "wording": "Tăng lượt dùng thư viện",
        "measure": "library.visits_growth",
        "comparator": ">=",
        "value": "10",
        "unit": "%",
        "year": "2024",
        "kind": "growth",
        "base_value": "1000",
    }
    page = reverse("target_new", args=[plan.pk])
    assert "ghi năm gốc" in client.post(page, sent).text
    assert client.post(page, sent | {"base_year": "2022"}).status_code == 302
    target = plan.targets.get()
    assert (target.kind, target.base_year, target.base_value) == ("growth", 2022, 1000)
