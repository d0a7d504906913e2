import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hoctap.plans import rules
from hoctap.plans.rules import PlanDetails, Standing, TargetDetails

PLAN = PlanDetails("415/KH-UBND", dt.date(2024, 1, 31), "UBND huyện", "Xây dựng xã hội học tập", 2024, 2025)
TARGET = TargetDetails("85 % gia đình được công nhận", Decimal(85), 2024, measure="family")
UNITS = {"family": "hộ"}


def fields_of(reasons: list[rules.Reason]) -> list[str]:
    return [reason.field for reason in reasons]


@pytest.mark.requirement("S3-01")
def test_a_plan_as_it_is_written_is_taken():
    assert rules.plan_blockers(PLAN) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"issuer": " "}, "issuer"),
        ({"title": ""}, "title"),
        ({"year_from": 1024, "year_to": 1024, "dated_on": None}, "year_from"),
        ({"year_to": 2023}, "year_to"),
        ({"year_to": 20240}, "year_to"),
        ({"dated_on": dt.date(2014, 1, 31)}, "dated_on"),
        ({"dated_on": dt.date(2026, 1, 1)}, "dated_on"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_at_its_field(change: dict[str, object], field: str):
    assert field in fields_of(rules.plan_blockers(replace(PLAN, **change)))  # type: ignore[arg-type]


def test_a_plan_keeps_the_years_of_its_targets():
    assert fields_of(rules.plan_blockers(replace(PLAN, year_to=2024), target_years=[2025])) == ["year_to"]


def test_a_target_as_it_is_written_is_taken():
    assert rules.target_blockers(TARGET, PLAN, known_units=UNITS) == []
    without_measure = replace(TARGET, measure="", unit="lớp", value=Decimal(250))
    assert rules.target_blockers(without_measure, PLAN, known_units=UNITS) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wording": ""}, "wording"),
        ({"measure": "unknown"}, "measure"),
        ({"unit": "người"}, "unit"),
        ({"unit": "", "measure": ""}, "unit"),
        ({"value": Decimal("100.5")}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"comparator": "range"}, "value_max"),
        ({"comparator": "range", "value_max": Decimal(80)}, "value_max"),
        ({"comparator": "range", "value_max": Decimal(101)}, "value_max"),
        ({"value_max": Decimal(90)}, "value_max"),
        ({"year": 2026}, "year"),
        ({"before_on": dt.date(2026, 11, 15)}, "before_on"),
        ({"before_on": dt.date(2023, 11, 15)}, "before_on"),
    ],
)
def test_what_is_wrong_with_a_target_is_said_at_its_field(change: dict[str, object], field: str):
    target = replace(TARGET, **change)  # type: ignore[arg-type]
    assert fields_of(rules.target_blockers(target, PLAN, known_units=UNITS)) == [field]


def test_a_plan_sets_one_target_for_a_measure_and_year():
    reasons = rules.target_blockers(TARGET, PLAN, known_units=UNITS, taken={("family", 2024)})
    assert fields_of(reasons) == ["measure"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("trước 15/11", dt.date(2024, 11, 15)),
        ("Trước ngày 15/11/2024", dt.date(2024, 11, 15)),
        ("15/11", dt.date(2024, 11, 15)),
        ("trước ngày 15 tháng 11", dt.date(2024, 11, 15)),
        ("trước ngày 05 tháng 01 năm 2025", dt.date(2025, 1, 5)),
        ("đến hết ngày 14/11", dt.date(2024, 11, 15)),
        ("chậm nhất 31-12-2024", dt.date(2025, 1, 1)),
        ("  ", None),
    ],
)
def test_a_deadline_is_read_as_plans_write_it(text: str, day: dt.date | None):
    assert rules.read_deadline(text, 2024) == day


@pytest.mark.parametrize("text", ["tháng 11", "cuối năm", "31/02", "sau 15/11", "quý 4/2024"])
def test_a_deadline_that_is_not_understood_is_never_guessed(text: str):
    with pytest.raises(ValueError):
        rules.read_deadline(text, 2024)


def test_at_least_is_compared_exactly_and_never_rounded_up():
    at_least = lambda result: rules.is_met(">=", Decimal(85), None, result)  # noqa: E731
    assert at_least(Decimal("84.999999")) is False
    assert at_least(Decimal(85)) is True
    assert at_least(Decimal(100)) is True
    assert at_least(None) is None


def test_equal_is_compared_in_the_targets_own_decimals():
    assert rules.is_met("=", Decimal("85.00"), None, Decimal("84.96")) is True
    assert rules.is_met("=", Decimal("85.00"), None, Decimal("85.5")) is False
    assert rules.is_met("=", Decimal("12.50"), None, Decimal("12.54")) is True
    assert rules.is_met("=", Decimal("12.50"), None, Decimal("12.56")) is False
    assert rules.is_met("=", Decimal(100), None, Decimal("99.4")) is False


def test_at_most_is_left_only_upwards():
    at_most = lambda result: rules.is_met("<=", Decimal("0.3"), None, Decimal(result))  # noqa: E731
    assert [at_most("0"), at_most("0.3"), at_most("0.31")] == [True, True, False]


def test_below_a_range_is_not_met_and_within_and_above_are():
    at = lambda result: rules.standing("range", Decimal(12), Decimal(15), Decimal(result))  # noqa: E731
    assert [at("11.9"), at(12), at(15), at("15.1")] == [
        Standing.BELOW, Standing.WITHIN, Standing.WITHIN, Standing.ABOVE,
    ]  # fmt: skip
    met = [rules.is_met("range", Decimal(12), Decimal(15), Decimal(r)) for r in (11, 12, 15, 16)]
    assert met == [False, True, True, True]
