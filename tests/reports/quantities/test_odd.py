from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.core.ids import uuid7
from hoctap.reports.quantities.odd import (
    Amount,
    ChildFacts,
    Jump,
    Named,
    Odd,
    OddFacts,
    Stock,
    Within,
    odd_figures,
)

NAMED = {
    "total": Named("tổng số hộ", "hộ"),
    "registered": Named("hộ đăng ký", "hộ"),
    "recognised": Named("hộ được công nhận", "hộ"),
    "fund.opening": Named("quỹ tồn đầu kỳ", "đồng"),
    "fund.closing": Named("quỹ tồn cuối kỳ", "đồng"),
}
WITHIN = (Within("recognised", "registered"), Within("registered", "total"))
FUND = Stock("fund.opening", "fund.received", "fund.spent", "fund.closing")


def facts(now: Mapping[str, Amount], **more: object) -> OddFacts:
    return replace(OddFacts("xã Tân Kiều", NAMED, now, within=WITHIN), **more)


def child(name: str, **now: Amount) -> ChildFacts:
    return ChildFacts(uuid7(), name, now)


def words(found: Sequence[Odd]) -> list[str]:
    return [one.words for one in found]


def test_nothing_is_odd_in_figures_that_agree():
    children = [
        child("Ấp 1", total=10, registered=8, recognised=8),
        child("Ấp 2", total=5, registered=4, recognised=0),
    ]
    now = {"total": 15, "registered": 12, "recognised": 8}
    assert odd_figures(facts(now, children=children, before=now, last_sent=now)) == []


def test_more_recognised_than_registered_blocks_and_names_the_row():
    ap_3 = child("Ấp 3", total=9, registered=5, recognised=7)
    [one] = odd_figures(facts({}, children=[ap_3]))
    assert one.blocks
    assert one.severity == "chặn"
    assert one.cell == f"{ap_3.place_id}:recognised"
    assert one.words == "Ấp 3: hộ được công nhận (7 hộ) nhiều hơn hộ đăng ký (5 hộ)."


def test_more_registered_than_there_are_blocks():
    [one] = odd_figures(facts({"total": 1200, "registered": 1201}))
    assert one.words == "xã Tân Kiều: hộ đăng ký (1.201 hộ) nhiều hơn tổng số hộ (1.200 hộ)."


@pytest.mark.parametrize(
    ("then", "now", "odd"),
    [
        (100, 129, False),
        (100, 130, True),
        (100, 70, True),
        (100, 71, False),
        (20, 29, False),
        (0, 9, False),
        (0, 10, True),
        (None, 99, False),
    ],
)
def test_a_jump_is_by_so_many_percent_and_by_so_many(then: int | None, now: int, odd: bool):
    found = odd_figures(facts({"registered": now}, before={"registered": then}, before_label="năm 2025"))
    assert bool(found) is odd
    assert not any(one.blocks for one in found)


def test_a_jump_says_both_figures_and_its_limits_are_a_setting():
    given = facts({"registered": 130}, before={"registered": 100}, before_label="năm 2025")
    assert words(odd_figures(given)) == [
        "xã Tân Kiều: hộ đăng ký tăng 30 (30\N{NO-BREAK SPACE}%): năm 2025 100 hộ, kỳ này 130 hộ."
    ]
    assert odd_figures(replace(given, jump=Jump(Decimal(31), Decimal(10)))) == []
    assert odd_figures(replace(given, jump=Jump(Decimal(10), Decimal(31)))) == []


def test_children_that_do_not_add_up():
    rows = [child("Ấp 1", registered=5), child("Ấp 2", registered=6)]
    [one] = odd_figures(facts({"registered": 12}, children=rows))
    assert one.blocks
    assert one.words == "xã Tân Kiều: hộ đăng ký ghi 12 hộ, cộng các dòng bên dưới được 11 hộ, lệch 1."
    assert odd_figures(facts({"registered": 12}, children=rows, not_added=frozenset({"registered"}))) == []


def test_with_a_row_missing_a_sum_that_is_smaller_is_only_asked_about():
    rows = [child("Ấp 1", registered=5), child("Ấp 2", registered=None)]
    [one] = odd_figures(facts({"registered": 12}, children=rows))
    assert not one.blocks
    assert "(1 nơi chưa có số)" in one.words
    [one] = odd_figures(facts({"registered": 4}, children=rows))
    assert one.blocks


def test_a_missing_place_is_named():
    [one] = odd_figures(facts({}, missing=["Ấp 4"]))
    assert (one.words, one.blocks, one.cell) == ("xã Tân Kiều: chưa có số liệu của Ấp 4.", False, "")


def test_a_figure_that_differs_from_what_was_sent():
    sent = "báo cáo số 12/BC-HKH"
    [one] = odd_figures(facts({"registered": 12}, last_sent={"registered": 11}, last_sent_label=sent))
    assert one.words == "xã Tân Kiều: hộ đăng ký nay là 12 hộ, báo cáo số 12/BC-HKH ghi 11 hộ."
    [gone] = odd_figures(facts({"registered": None}, last_sent={"registered": 11}, last_sent_label=sent))
    assert "nay là — hộ" in gone.words


def test_a_percentage_above_a_hundred_blocks():
    row = child("Ấp 2")
    percents = {
        "registered": Decimal("100.4"),
        f"{row.place_id}:registered": Decimal(250),
        "total": Decimal(100),
    }
    found = odd_figures(facts({}, children=[row], percents=percents))
    assert words(found) == [
        "xã Tân Kiều: hộ đăng ký là 100,4\N{NO-BREAK SPACE}%, không thể quá 100 %.",
        "Ấp 2: hộ đăng ký là 250\N{NO-BREAK SPACE}%, không thể quá 100 %.",
    ]
    assert all(one.blocks for one in found)


def test_a_fund_follows_from_what_came_and_went():
    now = {"fund.opening": 100, "fund.received": 50, "fund.spent": 30, "fund.closing": 130}
    [one] = odd_figures(facts(now, stocks=[FUND]))
    assert one.blocks
    assert one.words == "xã Tân Kiều: quỹ tồn cuối kỳ ghi 130 đồng, nhưng 100 + 50 − 30 = 120."
    now["fund.closing"] = 120
    [one] = odd_figures(facts(now, stocks=[FUND], previous={"fund.closing": 90}, previous_label="năm 2025"))
    assert not one.blocks
    assert one.words == "xã Tân Kiều: quỹ tồn đầu kỳ ghi 100 đồng, còn quỹ tồn cuối kỳ năm 2025 là 90 đồng."
    assert odd_figures(facts(now, stocks=[FUND], previous={"fund.closing": 100})) == []


def test_one_number_written_everywhere_is_asked_about():
    rows = [child(f"Ấp {number}", registered=7) for number in range(4)]
    written = frozenset({"registered"})
    [one] = odd_figures(facts({"registered": 28}, children=rows, typed=written))
    assert one.words == "xã Tân Kiều: hộ đăng ký ghi 7 hộ như nhau ở cả 4 nơi."
    assert odd_figures(facts({"registered": 28}, children=rows)) == []
    zeros = [child(f"Ấp {number}", registered=0) for number in range(4)]
    assert odd_figures(facts({"registered": 0}, children=zeros, typed=written)) == []


AMOUNTS = st.one_of(st.none(), st.integers(0, 40))


@given(
    *(st.fixed_dictionaries(dict.fromkeys(("total", "registered", "recognised"), AMOUNTS)) for _ in range(3))
)
def test_what_blocks_comes_first_and_keys_are_stable(now, before, row):
    given_facts = facts(now, before=before, children=[ChildFacts(uuid7(), "Ấp 1", row)])
    found = odd_figures(given_facts)
    assert [one.blocks for one in found] == sorted((one.blocks for one in found), reverse=True)
    assert len({one.key for one in found}) == len(found)
    assert odd_figures(given_facts) == found
