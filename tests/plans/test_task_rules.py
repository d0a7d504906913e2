import datetime as dt

import pytest

from hoctap.plans.tasking import rules
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails

D = dt.date


@pytest.mark.parametrize(
    ("recurrence", "first", "last", "keys"),
    [
        ("month", D(2024, 1, 31), D(2024, 3, 1), ["2024-01", "2024-02", "2024-03"]),
        ("quarter", D(2023, 12, 1), D(2024, 4, 1), ["2023-Q4", "2024-Q1", "2024-Q2"]),
        ("half_year", D(2024, 1, 1), D(2024, 12, 31), ["2024-H1", "2024-H2"]),
        ("school_year", D(2024, 3, 1), D(2025, 9, 1), ["2023-2024", "2024-2025", "2025-2026"]),
        ("year", D(2021, 5, 1), D(2023, 1, 1), ["2021", "2022", "2023"]),
    ],
)
@pytest.mark.requirement("S0-20", "S2-65")
def test_a_recurring_task_has_the_periods_that_touch_the_days(recurrence, first, last, keys):
    assert [period.key for period in rules.periods(recurrence, first, last)] == keys


def test_periods_end_even_where_a_plan_does_not():
    assert len(rules.periods("month", D(2021, 1, 1), D(2200, 1, 1))) == rules.MOST_PERIODS


def test_the_work_of_a_period_is_due_when_the_task_says_or_when_the_period_is_over():
    year = rules.periods("year", D(2024, 1, 1), D(2024, 12, 31))[0]
    school_year = rules.periods("school_year", D(2024, 9, 1), D(2024, 9, 2))[0]
    quarter = rules.periods("quarter", D(2024, 1, 1), D(2024, 1, 2))[0]
    february = rules.periods("month", D(2024, 2, 1), D(2024, 2, 2))[0]
    assert rules.due_of(year, month=None, day=None) == D(2025, 1, 1)
    assert rules.due_of(year, month=11, day=15) == D(2024, 11, 15)
    assert rules.due_of(school_year, month=10, day=5) == D(2024, 10, 5)
    assert rules.due_of(school_year, month=5, day=31) == D(2025, 5, 31)
    assert rules.due_of(quarter, month=None, day=20) == D(2024, 3, 20)
    assert rules.due_of(february, month=None, day=31) == D(2024, 2, 29)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2024-03", "tháng 3/2024"),
        ("2024-Q4", "quý IV/2024"),
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-2025", "năm học 2024–2025"),
        ("2024", "năm 2024"),
        ("", ""),
    ],
)
def test_a_period_is_called_as_people_call_it(key, words):
    assert rules.period_words(key) == words


@pytest.mark.requirement("S3-29")
def test_work_of_the_day_before_which_it_was_due_is_late_and_the_day_before_is_not():
    due = D(2024, 11, 15)
    assert rules.late_since(due, done_on=D(2024, 11, 14), on=D(2024, 12, 1)) is None
    assert rules.late_since(due, done_on=D(2024, 11, 15), on=D(2024, 12, 1)) == due
    assert rules.late_since(due, done_on=None, on=D(2024, 11, 14)) is None
    assert rules.late_since(due, done_on=None, on=D(2024, 11, 15)) == due
    assert rules.late_since(None, done_on=D(2030, 1, 1), on=D(2030, 1, 1)) is None


@pytest.mark.requirement("S1-65")
def test_reminders_come_before_and_after_each_once_and_a_missed_one_comes_late():
    due = D(2024, 11, 15)
    last = D(2024, 11, 14)
    days = dt.timedelta

    def about(left: int, sent: list[str]) -> str:
        return rules.reminder_due(due, last - days(left), sent)

    assert about(15, []) == ""
    assert about(14, []) == "before-14"
    assert about(10, ["before-14"]) == ""
    assert about(3, ["before-14"]) == "before-3"
    assert about(2, ["before-14"]) == "before-3"
    assert about(0, ["before-14", "before-3"]) == "before-0"
    assert about(-1, ["before-0"]) == "after-1"
    assert about(-5, ["after-1"]) == ""
    assert about(-8, ["after-1"]) == "after-8"
    assert rules.reminder_words("", due, last) == "hôm nay là ngày cuối"
    assert rules.reminder_words("", due, last - days(3)) == "còn 3 ngày"
    assert rules.reminder_words("", due, last + days(2)) == "đã trễ 2 ngày"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (TaskDetails(" "), "text"),
        (TaskDetails("Việc", bodies=(BodyNamed("UBND xã"), BodyNamed("ubnd xã"))), "bodies"),
        (TaskDetails("Việc", bodies=(BodyNamed(" "),)), "bodies"),
        (TaskDetails("Việc", before_on=D(2027, 1, 1)), "before_on"),
        (TaskDetails("Việc", before_on=D(2024, 3, 1), starts_on=D(2024, 3, 1)), "before_on"),
        (TaskDetails("Việc", recurrence="year", before_on=D(2024, 3, 1)), "before_on"),
        (TaskDetails("Việc", due_day=15), "due_day"),
        (TaskDetails("Việc", recurrence="year", due_month=11), "due_day"),
        (TaskDetails("Việc", recurrence="month", due_month=11, due_day=3), "due_month"),
    ],
)
def test_a_task_that_cannot_be_is_refused_at_its_field(details, field):
    assert field in [reason.field for reason in rules.task_blockers(details, year_from=2024, last_year=2025)]


def test_a_task_may_be_due_just_after_the_year_and_at_any_time_of_a_plan_that_goes_on():
    late = TaskDetails("Việc", before_on=D(2026, 1, 1))
    assert not rules.task_blockers(late, year_from=2024, last_year=2025)
    assert not rules.task_blockers(
        TaskDetails("Việc", before_on=D(2031, 1, 1)), year_from=2024, last_year=None
    )


def test_done_needs_a_day_that_has_come_and_evidence():
    def fields(**kwargs):
        base = {"done_on": D(2024, 1, 1), "on": D(2024, 1, 2), "text": "", "evidence": "12/BC-UBND"}
        return [reason.field for reason in rules.done_blockers(**(base | kwargs))]

    assert fields() == []
    assert fields(done_on=None) == ["done_on"]
    assert fields(done_on=D(2024, 1, 3)) == ["done_on"]
    assert fields(evidence=" ") == ["evidence"]
