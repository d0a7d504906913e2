"""Points as people type them, added up and held against a threshold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.criteria.scoring import (
    FrozenCriterion,
    FrozenEdition,
    parse_points,
    point_reasons,
    reaches,
    score,
    total_reasons,
)


def criterion(code: str, max_points: int) -> FrozenCriterion:
    return FrozenCriterion(
        code, "Nhóm", f"Tiêu chí {code}", f"Mục {code}", Decimal(max_points), False, "sample"
    )


EDITION = FrozenEdition(
    "thu", Decimal(80), True, (criterion("A", 30), criterion("B", 30), criterion("C", 20), criterion("D", 20))
)


CITIZEN = FrozenEdition(
    "cd", Decimal(80), False, tuple(criterion(f"CD{n}", 10) for n in range(1, 11)), least_each=Decimal(5)
)


def citizen_points(**low: str) -> dict[str, Decimal]:
    return {f"CD{n}": Decimal(low.get(f"CD{n}", "9")) for n in range(1, 11)}


@pytest.mark.requirement("S0-41")
def test_a_citizen_passes_with_80_and_no_indicator_below_5():
    assert score(CITIZEN, citizen_points()).reaches
    assert score(CITIZEN, citizen_points(CD6="5")).reaches
    low = score(CITIZEN, citizen_points(CD6="4,9".replace(",", ".")))
    assert (low.total, low.reaches, low.too_low) == (Decimal("85.9"), False, ("CD6",))
    under = score(CITIZEN, dict.fromkeys((f"CD{n}" for n in range(1, 11)), Decimal("7.9")))
    assert (under.total, under.reaches, under.too_low) == (Decimal("79.0"), False, ())


def test_a_total_alone_does_not_say_that_no_indicator_is_below_5():
    assert reaches(CITIZEN, Decimal(92)) is False
    assert reaches(CITIZEN, Decimal(92), none_too_low=True) is True
    assert reaches(CITIZEN, Decimal(79), none_too_low=True) is False
    assert reaches(CITIZEN, None, none_too_low=True) is None
    assert reaches(EDITION, Decimal(92)) is True  # an edition without a least of each


@given(st.lists(st.integers(0, 100), min_size=10, max_size=10), st.integers(0, 9), st.integers(0, 100))
def test_more_points_never_lower_a_citizens_result(tenths: list[int], at: int, more: int):
    points = {f"CD{n + 1}": Decimal(tenth) / 10 for n, tenth in enumerate(tenths)}
    before = score(CITIZEN, points)
    points[f"CD{at + 1}"] = min(Decimal(10), points[f"CD{at + 1}"] + Decimal(more) / 10)
    after = score(CITIZEN, points)
    assert after.total >= before.total
    assert after.reaches or not before.reaches


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("7", "7"),
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        (" 100 ", "100"),
        ("0", "0"),
        ("-0", "0"),
        ("7,", "7"),
        ("-1", "-1"),
    ],
)
def test_points_are_read_as_a_vietnamese_hand_types_them(typed: str, points: str):
    assert str(parse_points(typed)) == points


@pytest.mark.parametrize("typed", ["", "   ", "\t"])
def test_an_empty_field_is_no_points_and_not_zero(typed: str):
    assert parse_points(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["abc", "NaN", "Infinity", "1e5", "1_0", "1.234,5", "7 5", "٣", "9" * 50, "\0", "7,5,1", "+", "-"],
)
def test_anything_else_is_not_points(typed: str):
    with pytest.raises(ValueError):
        parse_points(typed)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("30.5", "từ 0 đến 30"),
        ("-0.5", "từ 0 đến 30"),
        ("7.25", "0,5 hoặc 0,1"),
        ("0", ""),
        ("30", ""),
        ("7.50", ""),
    ],
)
def test_a_criterion_takes_points_from_zero_to_its_maximum_in_tenths(points: str, said: str):
    reasons = point_reasons(EDITION.criteria[0], Decimal(points))
    assert [reason.field for reason in reasons] == (["points-A"] if said else [])
    assert all(said in reason.text for reason in reasons)


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("100.1", "từ 0 đến 100"),
        ("-1", "từ 0 đến 100"),
        ("79.996", "0,5 hoặc 0,1"),
        ("100", ""),
        ("79.5", ""),
    ],
)
def test_a_total_is_within_the_edition_and_is_never_rounded_up_to_the_threshold(total: str, said: str):
    reasons = total_reasons(EDITION, Decimal(total), field="hamlet")
    assert [reason.field for reason in reasons] == (["hamlet"] if said else [])
    assert all(said in reason.text for reason in reasons)


def test_a_missing_criterion_is_named_and_nothing_is_reached():
    counted = score(EDITION, {"A": Decimal(30), "B": Decimal(30), "C": Decimal(20)})
    assert counted.total == 80
    assert counted.missing == ("D",)
    assert not counted.reaches


def test_a_zero_is_an_answer():
    counted = score(EDITION, {"A": Decimal(30), "B": Decimal(30), "C": Decimal(20), "D": Decimal(0)})
    assert counted.missing == ()
    assert counted.reaches


def test_points_of_a_criterion_that_the_edition_does_not_have_count_for_nothing():
    assert score(EDITION, {"Z": Decimal(50)}).total == 0


@pytest.mark.parametrize(("total", "answer"), [("79.9", False), ("80", True), ("80.1", True)])
def test_the_threshold_itself_is_reached(total: str, answer: bool):
    assert reaches(EDITION, Decimal(total)) is answer


def test_without_a_total_nobody_says_whether_it_is_reached():
    assert reaches(EDITION, None) is None


def tenths(most: Decimal) -> st.SearchStrategy[Decimal]:
    return st.integers(0, int(most) * 10).map(lambda number: Decimal(number) / 10)


@given(st.fixed_dictionaries({}, optional={c.code: tenths(c.max_points) for c in EDITION.criteria}))
def test_the_total_is_the_sum_and_never_above_the_maximum(points: dict[str, Decimal]):
    counted = score(EDITION, points)
    assert counted.total == sum(points.values(), Decimal(0)) <= EDITION.max_total
    assert set(counted.missing) == {c.code for c in EDITION.criteria} - set(points)
    assert counted.reaches == (not counted.missing and counted.total >= EDITION.threshold)
    assert not [
        reason for c in EDITION.criteria if c.code in points for reason in point_reasons(c, points[c.code])
    ]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_points_or_a_refusal(typed: str):
    try:
        points = parse_points(typed)
    except ValueError:
        return
    assert points is None or points.is_finite()
