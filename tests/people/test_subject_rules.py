"""Terms in working days, and who agrees for a child."""

import datetime as dt

import pytest

from hoctap.core.dates import working_days_after
from hoctap.people import subject_rules as rules


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 4)),  # 1/1 is a Friday
        (dt.date(2026, 4, 29), 2, dt.date(2026, 5, 5)),  # 30/4 and 1/5, then a weekend
        (
            dt.date(2026, 9, 1),
            1,
            dt.date(2026, 9, 3),
        ),  # 2/9; the second day off is an officer's to write down
        (dt.date(2026, 11, 20), 2, dt.date(2026, 11, 24)),  # a Friday
        (dt.date(2026, 11, 21), 2, dt.date(2026, 11, 24)),
        (dt.date(2026, 11, 23), 2, dt.date(2026, 11, 25)),
        (dt.date(2026, 11, 23), 10, dt.date(2026, 12, 7)),
        (dt.date(2026, 11, 23), 20, dt.date(2026, 12, 21)),
    ],
)
def test_a_term_leaves_out_weekends_and_the_holidays_of_fixed_date(day: dt.date, days: int, last: dt.date):
    assert working_days_after(day, days) == last


def fields(**changes: object) -> set[str]:
    given = {
        "birth_year": 1980,
        "given_year": 2026,
        "guardian": "",
        "child_agrees": False,
        "notice": "1.0",
        "channel": "paper",
    }
    return {reason.field for reason in rules.consent_blockers(**(given | changes))}  # type: ignore[arg-type]


def test_a_consent_shows_what_was_read_and_how_it_was_given():
    assert fields() == set()
    assert fields(notice=" ", channel="") == {"notice_version", "channel"}


@pytest.mark.parametrize(
    ("birth_year", "asked"),
    [
        (2009, set()),
        (2010, {"guardian", "child_agrees"}),
        (2019, {"guardian", "child_agrees"}),
        (2020, {"guardian"}),
        (None, set()),
    ],
)
def test_for_a_child_the_guardian_agrees_and_from_seven_on_the_child_too(
    birth_year: int | None, asked: set[str]
):
    assert fields(birth_year=birth_year) == asked
    assert fields(birth_year=birth_year, guardian="Mẹ", child_agrees=True) == set()


def test_a_day_to_come_and_one_long_ago_are_refused():
    today = dt.date(2026, 11, 22)
    assert not rules.received_blockers(today, today)
    assert rules.received_blockers(dt.date(2026, 11, 23), today)
    assert rules.received_blockers(dt.date(2024, 1, 1), today)


def test_a_term_leaves_out_the_days_off_that_somebody_wrote_down():
    tet = {dt.date(2026, 2, day) for day in range(16, 21)}
    assert working_days_after(dt.date(2026, 2, 13), 2, tet) == dt.date(2026, 2, 24)
    assert working_days_after(dt.date(2026, 2, 13), 2) == dt.date(2026, 2, 17)


def test_an_installation_may_set_other_terms_and_nonsense_is_named():
    assert rules.days_of("") == {
        "acknowledge": 2,
        "view": 10,
        "correct": 10,
        "withdraw": 15,
        "restrict": 15,
        "object": 15,
        "erase": 20,
    }
    assert rules.days_of("view=7, erase = 30")["erase"] == 30
    for wrong in ("views=7", "view", "view=0", "view=ten", "view=400"):
        with pytest.raises(ValueError, match="HOCTAP_REQUEST_DAYS"):
            rules.days_of(wrong)


def extension(**changes: object) -> list[str]:
    asked = {
        "due_on": dt.date(2026, 12, 1),
        "new_due_on": dt.date(2026, 12, 15),
        "is_extended": False,
        "today": dt.date(2026, 12, 1),
        "why": "Phải tra sổ giấy",
    }
    return [reason.text for reason in rules.extension_blockers(**(asked | changes))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_extended": True}, "một lần"),
        ({"today": dt.date(2026, 12, 2)}, "Muộn vẫn là muộn"),
        ({"new_due_on": dt.date(2026, 12, 1)}, "sau hạn đang có"),
        ({"new_due_on": dt.date(2027, 12, 1)}, "quá 60 ngày"),
        ({"why": " "}, "vì sao"),
    ],
)
def test_a_term_is_moved_once_in_time_and_with_a_reason(changes: dict[str, object], words: str):
    assert extension() == []
    assert any(words in text for text in extension(**changes))


def test_a_refusal_names_its_law():
    assert rules.refusal_blockers("Đang có hồ sơ", "Điều 1 văn bản A") == []
    assert [one.field for one in rules.refusal_blockers("Đang có hồ sơ", " ")] == ["legal_reason"]


def test_a_privacy_notice_has_no_blanks_and_says_whom_to_turn_to():
    said = {
        "body": "Xã giữ họ tên",
        "officer": "Bộ phận một cửa",
        "contact": "UBND xã",
        "in_force_on": dt.date(2026, 11, 1),
        "latest_in_force_on": dt.date(2026, 10, 1),
    }

    def wrong(**changes: object) -> list[str]:
        return [one.field for one in rules.notice_blockers(**(said | changes))]  # type: ignore[arg-type]

    assert wrong() == []
    assert wrong(body="Căn cứ: [văn bản]") == ["body"]
    assert wrong(body=" ", officer=" ", contact="") == ["body", "officer_name", "officer_contact"]
    assert wrong(in_force_on=dt.date(2026, 9, 1)) == ["in_force_on"]
