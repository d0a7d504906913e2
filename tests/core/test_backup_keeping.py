"""Which backups stay."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.core.backup.keeping_rules import Keep, is_late, parse_keep, to_delete

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def every_day(count: int) -> list[dt.datetime]:
    return [NOON - n * DAY for n in range(count)]


def kept(good: list[dt.datetime], keep: Keep) -> list[dt.date]:
    return sorted(at.date() for at in set(good) - to_delete(good, keep))


def test_a_year_of_nights_leaves_seven_days_four_weeks_twelve_months():
    days = kept(every_day(400), Keep(7, 4, 12))
    assert days[-7:] == [dt.date(2026, 11, day) for day in range(16, 23)]
    assert {dt.date(2026, 11, day) for day in (1, 8, 15)} <= set(days)  # the Sundays of weeks gone by
    assert dt.date(2026, 10, 31) in days
    assert dt.date(2025, 12, 31) in days
    assert dt.date(2025, 11, 30) not in days
    assert len(days) == 7 + 3 + 11  # this week's and this month's last are among the days


def test_of_two_in_a_day_the_later_stays():
    morning, evening = NOON, NOON + dt.timedelta(hours=8)
    assert to_delete([morning, evening], Keep(7, 4, 12)) == {morning}


def test_a_server_that_stood_still_for_a_year_loses_nothing():
    old = [NOON - 400 * DAY - n * DAY for n in range(5)]
    assert to_delete(old, Keep(7, 4, 12)) == set()


@given(
    st.lists(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), min_size=1), st.integers(1, 5)
)
def test_the_last_good_one_always_stays(good: list[dt.datetime], daily: int):
    gone = to_delete(good, Keep(daily, 0, 0))
    assert max(good) not in gone
    assert len({at.date() for at in set(good) - gone}) == min(daily, len({at.date() for at in good}))


@given(st.lists(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), min_size=1))
def test_what_stays_goes_on_staying(good: list[dt.datetime]):
    keep = Keep(7, 4, 12)
    left = set(good) - to_delete(good, keep)
    assert to_delete(left, keep) == set()


def test_late_is_none_or_older_than_so_many_days():
    assert is_late(None, NOON, 3)
    assert not is_late(NOON - 3 * DAY, NOON, 3)
    assert is_late(NOON - 3 * DAY - dt.timedelta(seconds=1), NOON, 3)


@pytest.mark.parametrize("text", ["", "7", "7,4", "a,b,c", "0,4,12", "7,-1,12"])
def test_a_rule_that_makes_no_sense_is_refused(text: str):
    with pytest.raises(ValueError, match="HOCTAP_BACKUP_KEEP"):
        parse_keep(text)


def test_the_rule_is_read():
    assert parse_keep("14, 8, 24") == Keep(14, 8, 24)
