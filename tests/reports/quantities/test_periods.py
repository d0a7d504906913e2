import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.reports.quantities.periods import HOW_MANY, Period, PeriodKind, ad_hoc, period_of

D = dt.date


@pytest.mark.parametrize(
    ("period", "first", "last", "label"),
    [
        (period_of("month", 2026, 3), D(2026, 3, 1), D(2026, 3, 31), "tháng 3/2026"),
        (period_of("month", 2024, 2), D(2024, 2, 1), D(2024, 2, 29), "tháng 2/2024"),
        (period_of("quarter", 2026, 2), D(2026, 4, 1), D(2026, 6, 30), "quý II năm 2026"),
        (period_of("half_year", 2026, 1), D(2026, 1, 1), D(2026, 6, 30), "6 tháng đầu năm 2026"),
        (period_of("half_year", 2026, 2), D(2026, 7, 1), D(2026, 12, 31), "6 tháng cuối năm 2026"),
        (period_of("year", 2026), D(2026, 1, 1), D(2026, 12, 31), "năm 2026"),
        (period_of("school_year", 2025), D(2025, 9, 1), D(2026, 8, 31), "năm học 2025-2026"),
        (ad_hoc(D(2026, 3, 1), D(2026, 5, 15)), D(2026, 3, 1), D(2026, 5, 15), "từ 01/3/2026 đến 15/5/2026"),
        (
            ad_hoc(D(2026, 1, 2), D(2026, 11, 5)),
            D(2026, 1, 2),
            D(2026, 11, 5),
            "từ 02/01/2026 đến 05/11/2026",
        ),
    ],
)
def test_a_period_has_its_days_and_its_name(period: Period, first: dt.date, last: dt.date, label: str):
    assert (period.starts_on, period.ends_on, period.label) == (first, last, label)


@given(st.sampled_from(sorted(HOW_MANY)), st.integers(2000, 2099), st.integers(1, 12))
def test_the_period_before_has_the_same_name_a_year_earlier(kind: PeriodKind, year: int, number: int):
    period = period_of(kind, year, min(number, HOW_MANY[kind]))
    before = period.before()
    assert (before.kind, before.number, before.year) == (period.kind, period.number, period.year - 1)
    assert period.number == min(number, HOW_MANY[kind])
    assert Period.from_json(period.to_json()) == period
    assert period.previous().ends_on == period.starts_on - dt.timedelta(days=1)
    assert period.previous().kind is period.kind


@given(st.dates(D(2001, 1, 1), D(2090, 1, 1)), st.integers(0, 700))
def test_a_period_of_other_days_keeps_its_length(first: dt.date, days: int):
    period = ad_hoc(first, first + dt.timedelta(days=days))
    before = period.before()
    assert before.ends_on - before.starts_on == dt.timedelta(days=days)
    assert before.starts_on.year == first.year - 1
    assert Period.from_json(period.to_json()) == period


def test_a_year_is_made_of_its_parts():
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
        parts = [period_of(kind, 2024, number) for number in range(1, HOW_MANY[kind] + 1)]
        assert sum((part.ends_on - part.starts_on).days + 1 for part in parts) == 366


def test_a_school_year_begins_where_the_setting_says(settings: object):
    settings.SCHOOL_YEAR_STARTS = "15/8"  # type: ignore[attr-defined]
    assert period_of("school_year", 2025) == Period(PeriodKind.SCHOOL_YEAR, D(2025, 8, 15), D(2026, 8, 14))


@pytest.mark.parametrize(("kind", "number"), [("quarter", 5), ("month", 0), ("year", 2), ("ad_hoc", 1)])
def test_a_period_that_is_not_there_is_refused(kind: str, number: int):
    with pytest.raises(ValueError, match=r"of a year|by its days"):
        period_of(kind, 2026, number)


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before"):
        ad_hoc(D(2026, 3, 2), D(2026, 3, 1))
