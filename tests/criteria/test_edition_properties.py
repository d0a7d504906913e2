"""What holds of every shipped edition, whatever is entered: drawn cases, no table."""

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoctap.assessments.judging import standing_points
from hoctap.criteria.scoring import score
from hoctap.criteria.shipped import Shipped, shipped_editions
from hoctap.criteria.standards import (
    Ask,
    Condition,
    Given,
    Judgement,
    Met,
    highest_level,
    judge,
    key_of,
)

STANDARDS = [one for one in shipped_editions() if one.is_scored and one.is_standards]
POINTS = [one for one in shipped_editions() if one.is_scored and not one.is_standards]
by_standards = pytest.mark.parametrize("shipped", STANDARDS, ids=lambda one: one.code)
by_points = pytest.mark.parametrize("shipped", POINTS, ids=lambda one: one.code)
cases = settings(max_examples=60, deadline=None)


class Case(NamedTuple):
    level: str
    given: dict[str, Given]
    seen: set[str]
    kinds: list[str]
    variants: list[str]


def test_none_is_left_out():
    assert len(STANDARDS) == 5
    assert len(POINTS) == 4


def numbers(condition: Condition) -> list[Decimal]:
    """Around each threshold, where an answer turns."""
    found = {Decimal(0), Decimal(1), Decimal(100)}
    for least in [
        *condition.least.values(),
        *(n for eased in condition.eased.values() for n in eased.values()),
    ]:
        found |= {least - 1, least, least + 1}
    return sorted(number for number in found if number >= 0)


def figures(condition: Condition) -> st.SearchStrategy[Given]:
    if condition.ask is Ask.YES:
        return st.builds(Given, is_met=st.none() | st.booleans())
    if condition.ask in (Ask.RISES, Ask.FALLS):
        some = st.none() | st.integers(0, 3).map(Decimal)
        return st.builds(Given, value=some, last=some)
    plain = st.builds(Given, value=st.none() | st.sampled_from(numbers(condition)))
    if condition.ask is not Ask.SHARE:
        return plain
    counted = st.tuples(st.integers(0, 50), st.integers(50, 60)).map(
        lambda both: Given(numerator=Decimal(both[0]), denominator=Decimal(both[1]))
    )
    return plain | counted


@st.composite
def filled(draw: st.DrawFn, shipped: Shipped) -> Case:
    """Mostly what a level asks, so that some reach it."""
    standard = shipped.standard()
    level = draw(st.sampled_from(standard.level_codes))
    variants = draw(st.lists(st.sampled_from(shipped.variants), unique=True)) if shipped.variants else []
    kinds = draw(st.lists(st.sampled_from(shipped.kinds), unique=True)) if shipped.kinds else []
    entered: dict[str, Given] = {}
    seen = set()
    chance = draw(st.randoms(use_true_random=False))
    for indicator in standard.indicators:
        if chance.random() < 0.95:
            seen.add(indicator.code)
        for condition in indicator.conditions:
            key = key_of(indicator.code, condition.code)
            roll = chance.random()
            if roll < 0.9:
                entered[key] = enough(condition, level)
            elif roll < 0.97:
                entered[key] = draw(figures(condition))
    return Case(level, entered, seen, kinds, variants)


def enough(condition: Condition, level: str) -> Given:
    if condition.ask is Ask.YES:
        return Given(is_met=True)
    if condition.ask is Ask.RISES:
        return Given(value=Decimal(2), last=Decimal(1))
    if condition.ask is Ask.FALLS:
        return Given(value=Decimal(1), last=Decimal(2))
    return Given(value=condition.least.get(level, max(condition.least.values(), default=Decimal(1))))


def judged(shipped: Shipped, case: Case) -> Judgement:
    return judge(
        shipped.standard(),
        case.level,
        case.given,
        with_evidence=case.seen,
        kinds=case.kinds,
        variants=case.variants,
    )


def better(condition: Condition, before: Given | None) -> Given:
    """More of what the line asks."""
    if condition.ask is Ask.YES:
        return Given(is_met=True)
    if condition.ask in (Ask.RISES, Ask.FALLS):
        return enough(condition, "")
    if before is None or (before.value is None and before.numerator is None):
        return Given(value=Decimal(0)) if before is None else before
    if before.numerator is not None and before.denominator is not None:
        more = min(before.numerator + 1, before.denominator)
        return Given(numerator=more, denominator=before.denominator)
    assert before.value is not None
    return Given(value=before.value + 1)


@by_standards
@cases
@given(data=st.data())
def test_more_evidence_never_takes_anything_away(shipped: Shipped, data: st.DataObject):
    case = data.draw(filled(shipped))
    before = judged(shipped, case)
    more = data.draw(st.sampled_from([one.code for one in shipped.standard().indicators]))
    after = judged(shipped, case._replace(seen=case.seen | {more}))
    assert after.reaches or not before.reaches
    assert set(after.failed) <= set(before.failed)
    assert after.missing == before.missing


@by_standards
@cases
@given(data=st.data())
def test_a_better_figure_never_takes_anything_away(shipped: Shipped, data: st.DataObject):
    case = data.draw(filled(shipped))
    before = judged(shipped, case)
    asked = {
        key_of(one.code, condition.code): condition
        for one in shipped.standard().indicators
        for condition in one.conditions
    }
    key = data.draw(st.sampled_from(sorted(set(asked) & set(case.given)) or sorted(asked)))
    more = {**case.given, key: better(asked[key], case.given.get(key))}
    after = judged(shipped, case._replace(given=more))
    assert after.reaches or not before.reaches
    weight = [Met.EXEMPT, Met.NO, Met.NO_EVIDENCE, Met.UNKNOWN, Met.YES]
    for old, new in zip(before.lines, after.lines, strict=True):
        if old.met is Met.UNKNOWN:
            # What nobody had said may turn out too small.
            continue
        assert weight.index(new.met) >= weight.index(old.met)


@by_standards
@cases
@given(data=st.data(), chance=st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(shipped: Shipped, data: st.DataObject, chance):
    case = data.draw(filled(shipped))
    items, kinds, variants = list(case.given.items()), list(case.kinds), list(case.variants)
    for one in (items, kinds, variants):
        chance.shuffle(one)
    turned = case._replace(given=dict(items), kinds=kinds, variants=variants)
    assert judged(shipped, turned) == judged(shipped, case)
    reached = [
        highest_level(
            shipped.standard(), one.given, with_evidence=one.seen, kinds=one.kinds, variants=one.variants
        )
        for one in (case, turned)
    ]
    assert reached[0] == reached[1]


@by_standards
@cases
@given(data=st.data())
def test_an_easier_case_never_takes_a_level_away(shipped: Shipped, data: st.DataObject):
    case = data.draw(filled(shipped))
    without = judged(shipped, case._replace(variants=[]))
    assert judged(shipped, case._replace(variants=list(shipped.variants))).reaches or not without.reaches


@by_standards
@cases
@given(data=st.data())
def test_a_level_is_reached_when_every_line_that_concerns_it_is_met_and_only_then(
    shipped: Shipped, data: st.DataObject
):
    case = data.draw(filled(shipped))
    found = judged(shipped, case)
    assert [line.code for line in found.lines] == [one.code for one in shipped.standard().indicators]
    concerned = [line for line in found.lines if line.met is not Met.EXEMPT]
    assert found.reaches == all(line.met is Met.YES for line in concerned)
    assert len(concerned) == len(found.failed) + len(found.missing) + sum(
        line.met is Met.YES for line in concerned
    )


def given_points(shipped: Shipped) -> st.SearchStrategy[dict[str, Decimal]]:
    limits = dict(shipped.frozen().limits)
    return st.fixed_dictionaries(
        {},
        optional={
            code: st.integers(0, int(most * 10)).map(lambda tenths: Decimal(tenths) / 10)
            for code, most in limits.items()
        },
    )


@by_points
@cases
@given(data=st.data(), chance=st.randoms(use_true_random=False))
def test_points_come_to_the_same_in_any_order_and_a_point_more_never_lowers(
    shipped: Shipped, data: st.DataObject, chance
):
    edition = shipped.frozen()
    points = data.draw(given_points(shipped))
    before = score(edition, points)
    items = list(points.items())
    chance.shuffle(items)
    assert score(edition, dict(items)) == before
    code, most = data.draw(st.sampled_from(edition.limits))
    after = score(edition, {**points, code: min(most, points.get(code, Decimal(0)) + 1)})
    assert after.total >= before.total
    assert after.reaches or not before.reaches
    grades = [None, *(grade.code for grade in edition.grades)]
    rank = [
        grades.index(grade.code if (grade := edition.grade_of(one.total)) else None)
        for one in (before, after)
    ]
    assert rank[1] >= rank[0]


@by_points
@cases
@given(data=st.data())
def test_evidence_for_points_never_lowers_them(shipped: Shipped, data: st.DataObject):
    edition = shipped.frozen()
    codes = [code for code, _ in edition.limits]
    written = data.draw(given_points(shipped))
    seen = data.draw(st.sets(st.sampled_from(codes)))
    more = data.draw(st.sampled_from(codes))
    before = score(edition, standing_points(edition, written, seen))
    after = score(edition, standing_points(edition, written, seen | {more}))
    assert after.total >= before.total
    assert after.reaches or not before.reaches
