"""Two steps of one matter by one person: refused by name, unless a named waiver holds that day."""

import datetime as dt
from uuid import uuid4

import pytest

from hoctap.accounts.duties import rules
from hoctap.accounts.duties.rules import Conflict, NewWaiver, SettingFacts, WaiverFacts

DAY = dt.date(2026, 11, 5)
FOUND = Conflict("prepared", "Lê Văn A đã soạn quyết định này.", "signing_capacity")
SENTENCES = {"prepared": "Người soạn không ký."}


def judge(*waivers: WaiverFacts, on: bool = True, day: dt.date = DAY) -> rules.Judged:
    return rules.judge([FOUND], {"prepared": on}, SENTENCES, waivers, day)


def test_what_a_rule_forbids_is_refused_with_the_cure():
    reason = judge().reasons[0]
    assert reason.text.startswith("Lê Văn A đã soạn quyết định này. Người soạn không ký.")
    assert "Cho phép kiêm việc" in reason.text
    assert reason.field == "signing_capacity"


def test_a_rule_that_does_not_hold_here_forbids_nothing():
    assert judge(on=False) == rules.Judged([], [])


@pytest.mark.parametrize(
    ("day", "lets_pass"),
    [
        (DAY, True),
        (dt.date(2026, 11, 30), True),
        (dt.date(2026, 12, 1), False),
        (dt.date(2026, 11, 4), False),
    ],
)
def test_a_waiver_lets_pass_to_the_end_of_its_last_day(day: dt.date, lets_pass: bool):
    waiver = WaiverFacts(uuid4(), "prepared", DAY, dt.date(2026, 11, 30))
    judged = judge(waiver, day=day)
    assert (judged.waivers == [waiver.id]) is lets_pass
    assert (not judged.reasons) is lets_pass


def test_a_waiver_that_was_ended_or_is_for_another_rule_lets_nothing_pass():
    ended = WaiverFacts(uuid4(), "prepared", DAY, dt.date(2026, 12, 31), ended_on=DAY)
    other = WaiverFacts(uuid4(), "scored", DAY, dt.date(2026, 12, 31))
    assert judge(ended, other).reasons


def test_the_nearest_place_decides_and_a_title_goes_before_all_titles():
    province = SettingFacts(1, "", False)
    commune = SettingFacts(3, "", True)
    family = SettingFacts(3, "learning_family", False)
    assert rules.is_in_force(True, [], "learning_family")
    assert not rules.is_in_force(True, [province], "learning_family")
    assert rules.is_in_force(True, [province, commune], "learning_family")
    assert not rules.is_in_force(True, [province, commune, family], "learning_family")
    assert rules.is_in_force(True, [province, commune, family], "learning_clan")


def new(**other: object) -> set[str]:
    usual: dict[str, object] = {
        "why": "Xã chỉ có ba công chức, một người nghỉ thai sản",
        "decision": "15/TB-UBND",
        "starts_on": DAY,
        "until": dt.date(2026, 12, 31),
        "is_for_oneself": False,
        "is_known_rule": True,
        "works_here": True,
        "has_same": False,
        "today": DAY,
    }
    return {reason.field for reason in rules.waiver_blockers(NewWaiver(**{**usual, **other}))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"why": "thiếu người"}, {"why"}),
        ({"decision": ""}, {"decision"}),
        ({"is_for_oneself": True}, {"person"}),
        ({"works_here": False}, {"person"}),
        ({"is_known_rule": False}, {"rule"}),
        ({"has_same": True}, {"rule"}),
        ({"until": dt.date(2026, 11, 4)}, {"until"}),
        ({"until": dt.date(2027, 11, 7)}, {"until"}),
        ({"until": dt.date(2027, 11, 6)}, set()),
        ({"starts_on": dt.date(2026, 11, 4)}, {"starts_on"}),
    ],
)
def test_a_waiver_is_named_reasoned_bounded_and_never_for_oneself(
    change: dict[str, object], fields: set[str]
):
    assert new(**change) == fields


def test_a_place_cannot_undo_what_a_higher_one_holds_to():
    assert not rules.setting_blockers(is_known_rule=True, decision="1", is_on=True, held_above="tỉnh")
    undone = rules.setting_blockers(
        is_known_rule=False, decision="", is_on=False, held_above="tỉnh Đồng Tháp"
    )
    assert [reason.field for reason in undone] == ["rule", "decision", "is_on"]
    assert "tỉnh Đồng Tháp" in undone[2].text
