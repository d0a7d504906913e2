"""Đạt / không đạt: each threshold below, at and above; who is exempt; evidence; what is missing."""

from decimal import Decimal

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from hoctap.criteria.standards import (
    Ask,
    Condition,
    Deciding,
    FrozenStandard,
    Given,
    Indicator,
    Met,
    Scope,
    Stage,
    given_reasons,
    highest_level,
    judge,
    shown_share,
)

LEVELS = (Stage("1", "Mức độ 1"), Stage("2", "Mức độ 2"))


def at_least(first: str, second: str | None = None) -> dict[str, Decimal]:
    return {"1": Decimal(first)} | ({"2": Decimal(second)} if second else {})


def asks(code: str, condition: Condition | None = None, *more: Condition, **facts: object) -> Indicator:
    conditions = (condition, *more) if condition else (Condition("", "", Ask.YES, {}, {}),)
    return Indicator(code, f"Tiêu chí {code[0]}", f"Chỉ tiêu {code}", "Điều 6", conditions, **facts)  # type: ignore[arg-type]


SHARE = Condition("", "", Ask.SHARE, at_least("60", "80"), {"hard": at_least("40", "50")})
STANDARD = FrozenStandard(
    "thu",
    LEVELS,
    (
        asks("A1"),
        asks("A2", scope=Scope(only=frozenset({"public"}))),
        asks("B1", SHARE),
        asks("B2", Condition("", "", Ask.RANK, at_least("2", "3"), {}, ranks=("mức 1", "mức 2", "mức 3"))),
        asks("C1", Condition("", "", Ask.RISES, {}, {})),
        asks("C2", Condition("", "", Ask.FALLS, {}, {})),
        asks(
            "D1",
            Condition("a", "", Ask.SHARE, at_least("90"), {}),
            Condition("b", "", Ask.SHARE, {"2": Decimal(70)}, {}),
        ),
        asks("D2", level_scopes={"2": Scope(only=frozenset({"public"}))}),
        asks("D3", Condition("", "", Ask.COUNT, at_least("4", "4"), {})),
    ),
)
CODES = {indicator.code for indicator in STANDARD.indicators}


def whole(**other: Given) -> dict[str, Given]:
    """All that level 1 asks, just so."""
    given = {
        "A1": Given(is_met=True),
        "A2": Given(is_met=True),
        "B1": Given(value=Decimal(60)),
        "B2": Given(value=Decimal(2)),
        "C1": Given(value=Decimal(11), last=Decimal(10)),
        "C2": Given(value=Decimal(9), last=Decimal(10)),
        "D1.a": Given(value=Decimal(90)),
        "D1.b": Given(value=Decimal(0)),
        "D2": Given(is_met=True),
        "D3": Given(value=Decimal(4)),
    }
    return given | {key.replace("_", "."): value for key, value in other.items()}


def judged(level: str = "1", *, kinds: tuple[str, ...] = ("public",), **other: Given):
    return judge(STANDARD, level, whole(**other), with_evidence=CODES, kinds=kinds)


def test_all_that_a_level_asks_and_no_more_reaches_it():
    reached = judged()
    assert reached.reaches
    assert reached.decided_by is Deciding.REACHED
    assert set(reached.groups_met.values()) == {Met.YES}


@pytest.mark.parametrize(
    ("key", "below", "at"),
    [
        ("B1", Given(value=Decimal("59.99")), Given(value=Decimal(60))),
        (
            "B1",
            Given(numerator=Decimal(5999), denominator=Decimal(10000)),
            Given(numerator=Decimal(3), denominator=Decimal(5)),
        ),
        ("B2", Given(value=Decimal(1)), Given(value=Decimal(2))),
        ("B2", Given(value=Decimal(0)), Given(value=Decimal(3))),
        ("C1", Given(value=Decimal(10), last=Decimal(10)), Given(value=Decimal("10.01"), last=Decimal(10))),
        ("C2", Given(value=Decimal(10), last=Decimal(10)), Given(value=Decimal("9.99"), last=Decimal(10))),
        ("D1_a", Given(value=Decimal("89.9")), Given(value=Decimal(90))),
        ("D3", Given(value=Decimal(3)), Given(value=Decimal(4))),
        ("A1", Given(is_met=False), Given(is_met=True)),
    ],
)
def test_below_a_threshold_it_fails_and_at_it_it_passes(key: str, below: Given, at: Given):
    code = key.split("_")[0]
    failed = judged(**{key: below})
    assert (failed.reaches, failed.failed) == (False, (code,))
    assert failed.groups_met[f"Tiêu chí {code[0]}"] is Met.NO
    assert judged(**{key: at}).reaches


def test_a_share_is_never_rounded_up_to_its_threshold():
    """59,996 % prints as 60,00 % and has not reached it."""
    given = Given(numerator=Decimal(59996), denominator=Decimal(100000))
    assert shown_share(given.share or Decimal(0)) == Decimal("60.00")
    assert not judged(B1=given).reaches


def test_a_hard_area_has_its_own_threshold():
    given = whole(B1=Given(value=Decimal(40)))
    assert not judge(STANDARD, "1", given, with_evidence=CODES, kinds=("public",)).reaches
    assert judge(STANDARD, "1", given, with_evidence=CODES, kinds=("public",), variants=("hard",)).reaches


def test_what_does_not_concern_a_unit_is_neither_asked_nor_counted():
    line = {line.code: line for line in judged(kinds=("economic",), A2=Given(is_met=False)).lines}
    assert line["A2"].met is Met.EXEMPT
    assert judged(kinds=("economic",), A2=Given(is_met=False)).reaches
    assert not judged(kinds=("public",), A2=Given(is_met=False)).reaches


def test_what_a_level_does_not_ask_is_left_out_there():
    assert judged("1", D1_b=Given(value=Decimal(0))).reaches
    higher = {"B1": Given(value=Decimal(80)), "B2": Given(value=Decimal(3))}
    assert judged("2", **higher, D1_b=Given(value=Decimal("69.9"))).failed == ("D1",)
    assert judged("2", **higher, D1_b=Given(value=Decimal(70)), D1_a=Given(value=Decimal(0))).reaches
    assert judged("2", **higher, D1_b=Given(value=Decimal(70)), D2=Given(is_met=False)).failed == ("D2",)
    assert judged(
        "2", kinds=("economic",), **higher, D1_b=Given(value=Decimal(70)), D2=Given(is_met=False)
    ).reaches


def test_without_evidence_it_is_not_reached():
    lost = judge(STANDARD, "1", whole(), with_evidence=CODES - {"B1"}, kinds=("public",))
    assert (lost.reaches, lost.failed) == (False, ("B1",))
    assert next(line for line in lost.lines if line.code == "B1").met is Met.NO_EVIDENCE


def test_what_is_not_known_is_missing_and_not_failed():
    unknown = judged(B1=Given(), A1=Given())
    assert (unknown.decided_by, unknown.missing, unknown.failed) == (Deciding.MISSING, ("A1", "B1"), ())


def test_the_highest_level_that_is_reached_is_named():
    higher = whole(B1=Given(value=Decimal(80)), B2=Given(value=Decimal(3)), D1_b=Given(value=Decimal(70)))
    assert highest_level(STANDARD, higher, with_evidence=CODES, kinds=("public",)) == "2"
    assert highest_level(STANDARD, whole(), with_evidence=CODES, kinds=("public",)) == "1"
    assert highest_level(STANDARD, whole(), with_evidence=(), kinds=("public",)) == ""


@pytest.mark.parametrize(
    ("ask", "given", "said"),
    [
        (Ask.SHARE, Given(numerator=Decimal(1)), "cả tử số và mẫu số"),
        (Ask.SHARE, Given(numerator=Decimal(1), denominator=Decimal(0)), "mẫu số là 0"),
        (Ask.SHARE, Given(numerator=Decimal(3), denominator=Decimal(2)), "lớn hơn mẫu số"),
        (Ask.SHARE, Given(value=Decimal("100.1")), "từ 0 đến 100"),
        (Ask.SHARE, Given(value=Decimal(-1)), "từ 0 đến 100"),
        (Ask.COUNT, Given(value=Decimal(-1)), "không được âm"),
        (Ask.RANK, Given(value=Decimal(4)), "chọn một trong"),
        (Ask.RANK, Given(value=Decimal("1.5")), "chọn một trong"),
        (Ask.RISES, Given(value=Decimal(3)), "năm trước"),
        (Ask.RISES, Given(value=Decimal(-3), last=Decimal(2)), ""),
        (Ask.SHARE, Given(numerator=Decimal(2), denominator=Decimal(2)), ""),
        (Ask.RANK, Given(value=Decimal(0)), ""),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name(ask: Ask, given: Given, said: str):
    condition = Condition("", "", ask, {}, {}, ranks=("mức 1", "mức 2", "mức 3"))
    reasons = [reason.text for reason in given_reasons(condition, given, name="Chỉ tiêu X5.1")]
    assert bool(reasons) == bool(said)
    assert all(text.startswith("Chỉ tiêu X5.1") and said in text for text in reasons)


SOME = st.dictionaries(
    st.sampled_from(sorted(whole())),
    st.builds(
        Given,
        is_met=st.none() | st.booleans(),
        value=st.none() | st.integers(0, 100).map(Decimal),
        last=st.none() | st.integers(0, 100).map(Decimal),
    ),
)


@cases(
    SOME, st.sets(st.sampled_from(sorted(CODES))), st.sampled_from(sorted(CODES)), st.sampled_from(["1", "2"])
)
def test_more_evidence_never_takes_a_level_away(
    given: dict[str, Given], seen: set[str], more: str, level: str
):
    before = judge(STANDARD, level, given, with_evidence=seen, kinds=("public",))
    after = judge(STANDARD, level, given, with_evidence=seen | {more}, kinds=("public",))
    assert after.reaches or not before.reaches
    assert set(after.failed) <= set(before.failed)


@cases(SOME, st.sets(st.sampled_from(sorted(CODES))), st.randoms())
def test_the_order_in_which_figures_come_never_matters(given: dict[str, Given], seen: set[str], chance):
    shuffled = list(given.items())
    chance.shuffle(shuffled)
    assert judge(STANDARD, "1", given, with_evidence=seen) == judge(
        STANDARD, "1", dict(shuffled), with_evidence=seen
    )
