import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.measures.registry import measures
from hoctap.plans import actions as plans
from hoctap.plans import queries
from hoctap.plans.figures import actions, rules
from hoctap.plans.figures.rules import Earlier, FigureDetails, Outlook, judge
from hoctap.plans.indicators import figure_providers, indicators
from hoctap.plans.models import Plan, Target
from hoctap.plans.rules import TargetDetails
from tests.world import World

CENTRES = TargetDetails(
    "Mọi trung tâm có kế hoạch năm",
    Decimal(100),
    2024,
    measure="centre.yearly_plan",
    comparator="=",
)

# The measure of each target of the five plans: counted from records, or by dated figures.
OF_SEEDS = {
    "S0-M01": "centre.activities",
    "S1-M01": "library.lifelong_services",
    "S1-M02": "library.digital",
    "S1-M03": "library.visits_growth",
    "S1-M04": "library.visits_growth",
    "S1-M05": "culture.demand_met",
    "S1-M06": "culture.demand_met",
    "S1-M07": "culture.active_institutions",
    "S1-M08": "culture.active_institutions",
    "S2-M01": "school.children_enrolled",
    "S2-M02": "school.children_enrolled",
    "S2-M03": "literacy.relapses",
    "S2-M04": "universalisation.kindergarten",
    "S2-M05": "universalisation.primary",
    "S2-M06": "universalisation.lower_secondary",
    "S3-M01": "association.briefed",
    "S3-M02": "learning_family.recognised",
    "S3-M03": "learning_clan.recognised",
    "S3-M04": "learning_community.recognised",
    "S3-M05": "learning_unit.recognised",
    "S3-M06": "learning_unit_district.fair_or_better",
    "S3-M07": "learning_citizen.of_workers",
    "S3-M08": "learning_citizen.of_staff",
    "S3-M09": "association.leads_centre",
    "S3-M10": "association.active_members",
    "S3-M11": "library.books_per_person",
    "S4-M01": "centre.equipped",
    "S4-M02": "centre.yearly_plan",
    "S4-M03": "centre.funded",
    "S4-M04": "workers.learning",
    "S4-M05": "workers.trained",
    "S4-M06": "workers.technology",
    "S4-M07": "centre.surveys",
}


@pytest.mark.requirement("S0-48", "S1-07", "S1-09", "S2-17", "S3-24", "S4-09", "S4-10")
def test_each_of_the_33_targets_of_the_plans_has_a_measure():
    known = {one.code for one in measures} | {one.code for one in indicators}
    assert len(OF_SEEDS) == 33
    assert set(OF_SEEDS.values()) <= known


@pytest.fixture
def target(world: World, living: Plan) -> Target:
    return plans.add_target(living, CENTRES, by=world.actor(world.bich))


def tell(world: World, place, top: int, whole: int, *, as_of=dt.date(2024, 6, 30), who=None):
    details = FigureDetails(
        2024, as_of, "Báo cáo 6 tháng", numerator=Decimal(top), denominator=Decimal(whole)
    )
    return actions.record_figure(place, "centre.yearly_plan", details, by=world.actor(who or world.bich))


def result(target: Target, place):
    return queries.results_of([target], place)[0]


@pytest.mark.requirement("S4-10", "S3-07")
def test_a_district_is_the_sum_of_its_communes_and_says_how_many_are_in(world: World, target: Target):
    tell(world, world.commune, 1, 2, who=world.lan)
    found = result(target, world.district)
    assert (found.result, found.told.numerator, found.told.denominator) == (Decimal(50), 1, 2)
    assert (found.told.communes_in, found.told.communes_all) == (1, 2)
    tell(world, world.other_commune, 3, 3, who=world.oanh)
    assert result(target, world.district).result == Decimal(80), "4 of 5, not the mean of percentages"
    tell(world, world.district, 9, 10)
    assert result(target, world.district).result == Decimal(90), "what the place itself says comes first"


def test_the_figure_recorded_last_for_the_latest_day_counts_and_nothing_is_zero(world: World, target: Target):
    assert result(target, world.commune).result is None
    assert "chưa ai ghi" in result(target, world.commune).why_missing
    tell(world, world.commune, 1, 4, who=world.lan)
    tell(world, world.commune, 2, 4, who=world.lan)
    tell(world, world.commune, 0, 4, as_of=dt.date(2024, 3, 31), who=world.lan)
    found = result(target, world.commune)
    assert found.result == Decimal(50)
    assert found.told.earlier.value == 0


def test_a_provider_takes_the_place_of_what_was_written_down(world: World, target: Target, monkeypatch):
    from hoctap.plans.indicators import Provided

    tell(world, world.commune, 1, 4, who=world.lan)
    told = Provided(Decimal(75), Decimal(3), Decimal(4), dt.date(2024, 7, 1), "sổ trung tâm")
    monkeypatch.setitem(
        figure_providers._entries, "centre.yearly_plan", lambda places, year: {places[0]: told}
    )
    assert result(target, world.commune).result == 75
    with pytest.raises(Refused, match="tự tính"):
        tell(world, world.commune, 2, 4, who=world.lan)


@pytest.mark.requirement("S1-09", "S1-10")
def test_growth_is_told_against_its_base_year_and_undefined_without_one():
    value, words = rules.average_growth(2022, Decimal(1000), 2025, Decimal(1331))
    assert value == Decimal("10.00")
    assert "(1.331 / 1.000)^(1/3)" in words
    for base_year, base in ((None, None), (2022, Decimal(0)), (2025, Decimal(5))):
        assert rules.average_growth(base_year, base, 2025, Decimal(10))[0] is None


def days(**kwargs):
    return {"first": dt.date(2024, 1, 1), "last": dt.date(2024, 12, 31), "met": False} | kwargs


def test_on_track_at_risk_late_with_the_arithmetic():
    june = dt.date(2024, 6, 30)
    behind = judge("percent", Decimal(80), Decimal(30), on=june, **days())
    assert behind.outlook == Outlook.AT_RISK
    assert "Đã qua 182/366 ngày (50 %). Đi đều thì nay cần 39,8 %, đang có 30 %" in behind.arithmetic
    assert judge("percent", Decimal(80), Decimal(41), on=june, **days()).outlook == Outlook.ON_TRACK
    trend = judge(
        "percent",
        Decimal(80),
        Decimal(30),
        on=june,
        earlier=Earlier(dt.date(2024, 5, 31), Decimal(15)),
        **days(),
    )
    assert trend.outlook == Outlook.ON_TRACK
    assert "cứ đà ấy đến hạn được 122 %" in trend.arithmetic
    over = judge("percent", Decimal(80), Decimal(79), on=dt.date(2025, 1, 1), **days())
    assert over.outlook == Outlook.LATE
    assert judge("percent", Decimal(80), None, on=june, **days()).outlook == Outlook.UNKNOWN
    assert judge("level", Decimal(3), Decimal(2), on=june, **days()).outlook == Outlook.OPEN
    early = judge("percent", Decimal(80), Decimal(1), on=dt.date(2024, 1, 5), **days())
    assert early.outlook == Outlook.OPEN


@pytest.mark.requirement("S2-30")
def test_not_one_case_is_on_track_until_one_comes():
    june = dt.date(2024, 6, 30)
    zero = {"kind": "zero", "value": Decimal(0)}
    assert judge(result=Decimal(0), on=june, **zero, **days(met=True)).outlook == Outlook.ON_TRACK
    assert judge(result=Decimal(1), on=june, **zero, **days()).outlook == Outlook.LATE


def test_written_down_on_the_page_with_its_source(world: World, target: Target, client: Client):
    client.force_login(world.lan)
    page = reverse("figure_list", args=[target.pk])
    sent = {
        "place": str(world.commune.pk),
        "as_of": "2024-06-30",
        "numerator": "3",
        "denominator": "4",
        "source": "Báo cáo 6 tháng",
    }
    assert "Tử số từ 0 đến mẫu số" in client.post(page, sent | {"numerator": "5"}).text
    assert "Ghi nguồn" in client.post(page, sent | {"source": ""}).text
    assert client.post(page, sent).status_code == 302
    assert "3 / 4 = 75" in client.get(page).text
    plan_page = client.get(reverse("plan_detail", args=[target.plan_id])).text
    assert "3 / 4 trung tâm = 75" in plan_page
    client.force_login(world.oanh)
    assert "3 / 4" not in client.get(page).text
    assert client.post(page, sent).status_code == 422, "not one of his places"
