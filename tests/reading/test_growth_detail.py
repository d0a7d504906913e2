"""Growth of visits as the plan of Cát Hải counts it."""

import datetime as dt
from decimal import Decimal

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.plans import actions as plans
from hoctap.plans.models import Plan
from hoctap.plans.queries import plan_results
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.reading.visits import rules
from hoctap.reading.visits.growth import growth_of, targets_at
from tests.reading.hands import BY, full_year
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def growth_plan(world: World, *, base_year: int | None = 2022, base_value: Decimal | None = None) -> Plan:
    plan = plans.record_plan(
        world.district,
        PlanDetails("79/KH-UBND", dt.date(2023, 3, 10), "UBND huyện", "Thư viện", 2023, 2030),
        by=BY,
    )
    for year, least, most in ((2025, 10, None), (2030, 12, 15)):
        plans.add_target(
            plan,
            TargetDetails(
                "Tăng lượt dùng thư viện để học mỗi năm",
                Decimal(least),
                value_max=Decimal(most) if most else None,
                comparator="range" if most else ">=",
                unit="%",
                year=year,
                measure="library.visits_growth",
                kind="growth",
                base_year=base_year,
                base_value=base_value,
            ),
            by=BY,
        )
    return plan


@pytest.mark.parametrize(
    ("growth", "most", "band"),
    [
        ("9.99", None, "below"),
        ("10", None, "met"),
        ("11.9", "15", "below"),
        ("12", "15", "within"),
        ("15", "15", "within"),
        ("15.01", "15", "above"),
    ],
)
def test_a_growth_is_below_within_or_above(growth: str, most: str | None, band: str):
    least = Decimal(12) if most else Decimal(10)
    assert rules.band_of(Decimal(growth), least, Decimal(most) if most else None) == band
    assert rules.band_of(None, least, None) == "unknown"


@pytest.mark.requirement("S1-09")
def test_the_target_of_2025_shows_the_growth_of_the_records(world: World, district_library: Library):
    """1,200 in 2022, 1,680 in 2025: 11.87 % a year over three years."""
    full_year(district_library, 2022, 100)
    full_year(district_library, 2025, 140)
    first, _ = plan_results(growth_plan(world), world.district)
    assert first.result == Decimal("11.87")
    assert first.met is True
    assert "(1.680 / 1.200)^(1/3) − 1" in first.arithmetic


@pytest.mark.requirement("S1-10")
def test_a_range_says_below_within_or_above(world: World, district_library: Library):
    full_year(district_library, 2023, 100)
    for year, a_month in ((2024, 111), (2025, 128)):
        full_year(district_library, year, a_month)
        told = growth_of(district_library, 2023, year)
        held = targets_at(district_library, told)
        assert not held
    growth_plan(world, base_year=2023)
    told = growth_of(district_library, 2023, 2025)
    assert told.growth == Decimal("13.14")
    assert [one.band.value for one in targets_at(district_library, told)] == ["met", "within"]


def test_without_a_base_it_is_undefined_and_says_why(world: World, district_library: Library):
    full_year(district_library, 2025, 140)
    first, _ = plan_results(growth_plan(world, base_year=None), world.district)
    assert first.result is None
    assert "chưa ghi năm gốc" in first.arithmetic
    assert "chưa chọn năm gốc" in growth_of(district_library, None, 2025).words
    assert "2022 chưa có lượt nào" in growth_of(district_library, 2022, 2025).words


def test_a_missing_month_leaves_no_total(world: World, district_library: Library):
    full_year(district_library, 2022, 100)
    full_year(district_library, 2025, 140, without=(4,))
    first, _ = plan_results(growth_plan(world), world.district)
    assert first.result is None
    assert "năm 2025 thiếu tháng 4" in growth_of(district_library, 2022, 2025).words
    assert "năm gốc 2025 thiếu" in growth_of(district_library, 2025, 2026).words


def test_a_base_of_zero_divides_nothing(district_library: Library):
    full_year(district_library, 2022, 0)
    full_year(district_library, 2025, 140)
    assert "là 0 lượt" in growth_of(district_library, 2022, 2025).words


@pytest.mark.requirement("S1-09")
def test_a_library_that_ended_stops_at_its_last_year_and_says_why(world: World, district_library: Library):
    full_year(district_library, 2022, 100)
    full_year(district_library, 2024, 121)
    district_library.valid_to, district_library.ended_why = dt.date(2025, 7, 1), "bỏ cấp huyện"
    district_library.save()
    first, second = plan_results(growth_plan(world), world.district)
    assert first.result == second.result == Decimal("10.00")
    assert first.told is not None
    assert first.told.as_of == dt.date(2024, 12, 31)
    assert "thôi hoạt động từ 01/07/2025: bỏ cấp huyện" in first.told.source
    assert "^(1/2)" in second.arithmetic
    assert "năm cuối còn đủ tháng" in growth_of(district_library, 2022, 2030).stopped


def test_its_page(world: World, library: Library, librarian: User):
    full_year(library, 2022, 100)
    full_year(library, 2024, 121)
    client = sign_in(librarian)
    page = shown(client.get(f"/reading/growth/?library={library.pk}&base=2022&year=2024"))
    assert "10 % mỗi năm" in page.replace("\xa0", " ")
    assert "Chọn thư viện và năm gốc" in shown(client.get("/reading/growth/"))
    other = shown(sign_in(world.oanh).get(f"/reading/growth/?library={library.pk}&base=2022&year=2024"))
    assert library.name not in other
    assert queries_of(client, f"/reading/growth/?library={library.pk}&base=2022&year=2024") < 25
