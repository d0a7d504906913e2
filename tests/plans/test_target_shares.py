from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.plans import actions, queries
from hoctap.plans.models import Plan, Target
from hoctap.plans.rules import TargetDetails
from tests.figures import TARGET, fill_hamlet, make_round
from tests.world import World


@pytest.fixture
def target(world: World, living: Plan) -> Target:
    return actions.add_target(living, TARGET, by=world.actor(world.bich))


@pytest.mark.requirement("S3-03", "S3-07")
def test_a_commune_is_measured_against_what_was_handed_to_it(world: World, target: Target, client: Client):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 10, 10, 8)
    client.force_login(world.bich)
    page = reverse("target_shares", args=[target.pk])
    assert "Xã Tân Kiều" in client.get(page).text
    assert client.post(page, {f"share-{world.commune.pk}": "75"}).status_code == 302
    there = queries.results_of(queries._with_shares(Target.objects.all(), world.commune), world.commune)[0]
    assert (there.target.value, there.met, there.handed_down) == (75, True, True)
    whole = queries.target_results(world.district, 2024)[0]
    assert (whole.target.value, whole.handed_down) == (85, False)
    client.force_login(world.lan)
    assert "Mức giao riêng" in client.get(reverse("plan_detail", args=[target.plan_id])).text
    client.force_login(world.bich)
    assert client.post(page, {f"share-{world.commune.pk}": ""}).status_code == 302
    assert not target.shares.exists()


def test_quantities_add_up_once_every_place_has_its_share(world: World, living: Plan):
    bich = world.actor(world.bich)
    details = TargetDetails("Mở lớp", Decimal(10), 2024, kind="count", unit="lớp")
    target = actions.add_target(living, details, by=bich)
    actions.hand_down(target, {world.commune.pk: Decimal(4)}, by=bich)
    with pytest.raises(Refused, match="Cộng các nơi được 9, ít hơn chỉ tiêu chung 10"):
        actions.hand_down(target, {world.other_commune.pk: Decimal(5)}, by=bich)
    assert actions.hand_down(target, {world.other_commune.pk: Decimal(6)}, by=bich) == 1


def test_no_share_for_a_place_outside_and_no_percentage_over_100(world: World, target: Target):
    bich = world.actor(world.bich)
    with pytest.raises(Refused, match="thuộc địa bàn"):
        actions.hand_down(target, {world.province.pk: Decimal(5)}, by=bich)
    with pytest.raises(Refused, match="từ 0 đến 100"):
        actions.hand_down(target, {world.commune.pk: Decimal(101)}, by=bich)


def test_a_target_that_stopped_keeps_its_reason(world: World, target: Target):
    bich = world.actor(world.bich)
    with pytest.raises(Refused, match="lý do"):
        actions.stop_target(target, on=target.before_on, why=" ", by=bich)
    actions.stop_target(target, on=target.before_on, why="Không còn cấp huyện", by=bich)
    target.refresh_from_db()
    found = queries.results_of([target], world.district)[0]
    assert (found.judged.label, found.judged.arithmetic) == ("thôi theo dõi", "Không còn cấp huyện")
    with pytest.raises(Refused, match="đã thôi"):
        actions.stop_target(target, on=target.before_on, why="Nữa", by=bich)


def test_an_outsider_hands_down_nothing(world: World, target: Target, client: Client):
    client.force_login(world.lan)
    page = reverse("target_shares", args=[target.pk])
    assert client.post(page, {f"share-{world.commune.pk}": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(TARGET, kind="zero", measure=""), "value"),
        (TargetDetails("Phổ cập", Decimal(2), 2024, kind="boolean", unit="có/không"), "value"),
        (TargetDetails("Mức độ", Decimal(3), 2024, kind="level"), "unit"),
        (replace(TARGET, base_year=2025), "base_year"),
        (replace(TARGET, base_value=Decimal(5)), "base_year"),
    ],
)
def test_a_target_of_its_kind_says_what_does_not_fit(world: World, living: Plan, details, field):
    with pytest.raises(Refused) as refused:
        actions.add_target(living, details, by=world.actor(world.bich))
    assert field in [reason.field for reason in refused.value.reasons]
