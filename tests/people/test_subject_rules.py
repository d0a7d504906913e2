"""Terms in working days, and who agrees for a child."""

import datetime as dt

import pytest

from hoctap.people import subject_rules as rules


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (dt.date(2026, 11, 20), 2, dt.date(2026, 11, 24)),  # a Friday
        (dt.date(2026, 11, 21), 2, dt.date(2026, 11, 24)),
        (dt.date(2026, 11, 23), 2, dt.date(2026, 11, 25)),
        (dt.date(2026, 11, 23), 10, dt.date(2026, 12, 7)),
        (dt.date(2026, 11, 23), 20, dt.date(2026, 12, 21)),
    ],
)
def test_a_term_leaves_out_saturdays_and_sundays(day: dt.date, days: int, last: dt.date):
    assert rules.working_days_after(day, days) == last


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
