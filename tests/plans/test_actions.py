import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.plans import actions, queries
from hoctap.plans.models import Plan, Target
from hoctap.plans.rules import TargetDetails
from tests.figures import PLAN, TARGET, fill_hamlet, make_round
from tests.world import World


@pytest.fixture
def plan(world: World) -> Plan:
    return actions.record_plan(world.district, PLAN, by=world.actor(world.bich))


@pytest.mark.requirement("S3-01")
def test_the_district_types_in_its_plan_and_target_and_the_trail_names_the_fields(world: World, plan: Plan):
    target = actions.add_target(plan, TARGET, by=world.actor(world.bich))
    assert (plan.number, plan.dated_on, target.before_on) == (
        PLAN.number,
        PLAN.dated_on,
        dt.date(2024, 11, 15),
    )
    event = Event.objects.get(what="plans.target.added")
    assert "before_on" in event.fields
    assert event.place_path == [str(pk) for pk in world.district.path]


def test_a_commune_reads_the_districts_plan_and_cannot_change_it(world: World, plan: Plan):
    target = actions.add_target(plan, TARGET, by=world.actor(world.bich))
    lan = world.actor(world.lan)
    assert plan in Plan.objects.visible_to(lan)
    for attempt in (
        lambda: actions.record_plan(world.district, PLAN, by=lan),
        lambda: actions.edit_plan(plan, replace(PLAN, title="Khác"), by=lan),
        lambda: actions.add_target(plan, replace(TARGET, measure=""), by=lan),
        lambda: actions.edit_target(target, replace(TARGET, value=Decimal(1)), by=lan),
        lambda: actions.drop_target(target, by=lan),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert Target.objects.get().value == 85


def test_an_officer_of_another_commune_neither_sees_nor_changes_a_communes_plan(world: World):
    own = actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))
    target = actions.add_target(own, TARGET, by=world.actor(world.lan))
    oanh = world.actor(world.oanh)
    assert own not in Plan.objects.visible_to(oanh)
    for attempt in (
        lambda: actions.record_plan(world.commune, PLAN, by=oanh),
        lambda: actions.edit_plan(own, PLAN, by=oanh),
        lambda: actions.add_target(own, TARGET, by=oanh),
        lambda: actions.edit_target(target, TARGET, by=oanh),
        lambda: actions.drop_target(target, by=oanh),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_a_plan_and_its_target_are_corrected_and_only_what_changed_is_recorded(world: World, plan: Plan):
    bich = world.actor(world.bich)
    actions.edit_plan(plan, replace(PLAN, title="  Kế hoạch   mới "), by=bich)
    assert Plan.objects.get().title == "Kế hoạch mới"
    assert Event.objects.get(what="plans.plan.changed").fields == ["title"]
    target = actions.add_target(plan, TARGET, by=bich)
    actions.edit_target(target, replace(TARGET, value=Decimal(90)), by=bich)
    actions.edit_target(target, replace(TARGET, value=Decimal(90)), by=bich)
    assert Event.objects.get(what="plans.target.changed").fields == ["value"]
    actions.drop_target(target, by=bich)
    assert not Target.objects.exists()
    assert Event.objects.filter(what="plans.target.dropped").exists()


def test_the_same_number_and_day_is_not_typed_in_twice(world: World, plan: Plan):
    with pytest.raises(Refused, match="đã được nhập") as refused:
        actions.record_plan(world.district, PLAN, by=world.actor(world.bich))
    assert refused.value.reasons[0].field == "number"


def test_a_second_target_for_the_same_measure_and_year_is_refused(world: World, plan: Plan):
    actions.add_target(plan, TARGET, by=world.actor(world.bich))
    with pytest.raises(Refused, match="đã có chỉ tiêu"):
        actions.add_target(plan, TARGET, by=world.actor(world.bich))


def test_a_hamlet_issues_no_plan(world: World):
    with pytest.raises(Refused, match="cấp xã trở lên"):
        actions.record_plan(world.hamlet, PLAN, by=world.actor(world.lan))


def test_the_years_of_a_plan_stay_around_its_targets(world: World, plan: Plan):
    actions.add_target(plan, TARGET, by=world.actor(world.bich))
    later = replace(PLAN, year_from=2025, year_to=2025, dated_on=None)
    with pytest.raises(Refused, match="chỉ tiêu của năm 2024"):
        actions.edit_plan(plan, later, by=world.actor(world.bich))


@pytest.mark.requirement("S3-07")
def test_the_districts_target_stands_beside_the_result_of_each_place_below(world: World, plan: Plan):
    actions.add_target(plan, TARGET, by=world.actor(world.bich))
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 10, 10, 9, late=1)
    (at_commune,) = queries.target_results(world.commune, 2024)
    assert (at_commune.met, at_commune.result, at_commune.figure and at_commune.figure.late) == (True, 90, 1)
    assert at_commune.wanted == "từ 85\N{NO-BREAK SPACE}% trở lên"
    (at_district,) = queries.target_results(world.district, 2024)
    assert at_district.is_partial
    (elsewhere,) = queries.target_results(world.other_commune, 2024)
    assert (elsewhere.met, elsewhere.result, elsewhere.numerator_url) == (None, None, "")
    assert "chưa mở đợt công nhận" in elsewhere.why_missing
    assert queries.target_results(world.province, 2024) == []
    assert queries.target_results(world.commune, 2025) == []


def test_a_target_without_a_measure_says_so_and_is_never_zero(world: World, plan: Plan):
    typed = TargetDetails("100 % cán bộ được tập huấn", Decimal(100), 2024)
    actions.add_target(plan, typed, by=world.actor(world.bich))
    (result,) = queries.target_results(world.district, 2024)
    assert (result.figure, result.result, result.met) == (None, None, None)
    assert "chưa gắn với sổ sách" in result.why_missing


def test_a_number_of_households_is_not_divided_among_the_places_below(world: World, plan: Plan):
    typed = replace(TARGET, unit="hộ", value=Decimal(2))
    actions.add_target(plan, typed, by=world.actor(world.bich))
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 3, 3, 3)
    assert queries.target_results(world.district, 2024)[0].met is True
    below = queries.target_results(world.commune, 2024)[0]
    assert (below.met, below.result) == (None, None)
    assert "tính chung cho huyện Tháp Mười" in below.why_missing


def test_own_targets_come_before_those_from_above_and_cost_no_more_queries(
    world: World, plan: Plan, django_assert_max_num_queries: object
):
    actions.add_target(plan, TARGET, by=world.actor(world.bich))
    own = actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))
    for number in range(5):
        actions.add_target(
            own, TargetDetails(f"Việc {number}", Decimal(number), 2024), by=world.actor(world.lan)
        )
    actions.add_target(own, replace(TARGET, value=Decimal(90)), by=world.actor(world.lan))
    make_round(world.commune, world.edition)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        results = queries.target_results(world.commune, 2024)
    assert [result.target.plan_id for result in results] == [own.pk] * 6 + [plan.pk]
