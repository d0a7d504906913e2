"""Periods of a task, its last days, what stops a step, and when people are reminded."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.dates import ONE_DAY, last_day_before
from hoctap.core.refusals import Reason

LEAD, COOPERATE, REPORT_TO = "lead", "cooperate", "report_to"
ONCE, MONTH, QUARTER, HALF_YEAR = "once", "month", "quarter", "half_year"
SCHOOL_YEAR, YEAR, CONTINUOUS, ON_REQUEST = "school_year", "year", "continuous", "on_request"
PERIODIC = (MONTH, QUARTER, HALF_YEAR, SCHOOL_YEAR, YEAR)
MOST_PERIODS = 120
SCHOOL_YEAR_BEGINS = 9


@dataclass(frozen=True)
class BodyNamed:
    """A body as the document names it. `mirror`: a kind of organisation, one of which each commune has."""

    name: str
    part: str = LEAD
    body_id: UUID | None = None
    mirror: str = ""
    capacity_id: UUID | None = None


@dataclass(frozen=True)
class TaskDetails:
    """What the document says of one duty; what it does not say stays empty."""

    text: str
    bodies: tuple[BodyNamed, ...] = ()
    section: str = ""
    heading: str = ""
    role: str = "unsaid"
    before_on: dt.date | None = None
    """The day *before* which it is due: 'trước 15/11' is 15/11, 'đến hết 14/11' too."""
    granularity: str = ""
    deadline_words: str = ""
    starts_on: dt.date | None = None
    recurrence: str = ONCE
    due_month: int | None = None
    due_day: int | None = None
    """Of a task that recurs: the day before which each period's work is due."""
    product: str = ""
    field: str = ""
    target_id: UUID | None = None
    source_from: int | None = None
    source_to: int | None = None
    source_page: int | None = None


@dataclass(frozen=True)
class Period:
    key: str
    first: dt.date
    last: dt.date


def task_blockers(details: TaskDetails, *, year_from: int, last_year: int | None) -> list[Reason]:
    """`last_year`: None where the plan goes on "và những năm tiếp theo"."""
    reasons = []
    if not details.text.strip():
        reasons.append(Reason("Ghi nội dung việc như trong kế hoạch.", field="text"))
    names = [(one.part, one.name.strip().lower()) for one in details.bodies]
    if len(names) != len(set(names)):
        reasons.append(Reason("Một cơ quan được ghi hai lần cùng vai.", field="bodies"))
    if any(not name for _, name in names):
        reasons.append(Reason("Ghi tên cơ quan như trong kế hoạch.", field="bodies"))
    if details.before_on and not year_from <= details.before_on.year <= (last_year or 9999) + 1:
        years = f"{year_from}–{last_year}" if last_year else f"từ {year_from}"
        reasons.append(Reason(f"Hạn phải trong các năm {years} của kế hoạch.", field="before_on"))
    if details.before_on and details.starts_on and details.before_on <= details.starts_on:
        reasons.append(Reason("Hạn phải sau ngày bắt đầu.", field="before_on"))
    if details.recurrence in PERIODIC and details.before_on:
        reasons.append(
            Reason("Việc lặp lại thì ghi ngày, tháng của mỗi kỳ thay cho một hạn chung.", field="before_on")
        )
    if details.recurrence not in PERIODIC and (details.due_day or details.due_month):
        reasons.append(Reason("Chỉ việc lặp lại mới có hạn của mỗi kỳ.", field="due_day"))
    if details.due_month and not details.due_day:
        reasons.append(Reason("Ghi cả ngày của hạn mỗi kỳ.", field="due_day"))
    if details.due_month and details.recurrence not in (YEAR, SCHOOL_YEAR):
        reasons.append(Reason("Chỉ việc hằng năm mới ghi tháng của hạn.", field="due_month"))
    return reasons


def periods(recurrence: str, first: dt.date, last: dt.date) -> list[Period]:
    """The periods that touch these days, in their order; never more than `MOST_PERIODS`."""
    found: list[Period] = []
    for period in _endless(recurrence, first):
        if period.first > last or len(found) == MOST_PERIODS:
            break
        if period.last >= first:
            found.append(period)
    return found


def _endless(recurrence: str, first: dt.date) -> Iterator[Period]:
    if recurrence == SCHOOL_YEAR:
        year = first.year if first.month >= SCHOOL_YEAR_BEGINS else first.year - 1
        while True:
            begins = dt.date(year, SCHOOL_YEAR_BEGINS, 1)
            yield Period(f"{year}-{year + 1}", begins, dt.date(year + 1, SCHOOL_YEAR_BEGINS, 1) - ONE_DAY)
            year += 1
    months = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}[recurrence]
    year, part = first.year, (first.month - 1) // months
    while True:
        begins = dt.date(year, part * months + 1, 1)
        closing = (part + 1) * months
        ends = dt.date(year, closing, calendar.monthrange(year, closing)[1])
        yield Period(_key(recurrence, year, part), begins, ends)
        part += 1
        if part * months >= 12:
            year, part = year + 1, 0


def _key(recurrence: str, year: int, part: int) -> str:
    if recurrence == MONTH:
        return f"{year}-{part + 1:02}"
    if recurrence == QUARTER:
        return f"{year}-Q{part + 1}"
    return f"{year}-H{part + 1}" if recurrence == HALF_YEAR else str(year)


def period_words(key: str) -> str:
    """'tháng 3/2024', 'quý I/2024', '6 tháng đầu năm 2024', 'năm học 2024–2025', 'năm 2024'."""
    year, _, part = key.partition("-")
    if not key:
        return ""
    if not part:
        return f"năm {year}"
    if part[0] == "Q":
        return f"quý {['I', 'II', 'III', 'IV'][int(part[1]) - 1]}/{year}"
    if part[0] == "H":
        return f"6 tháng {['đầu', 'cuối'][int(part[1]) - 1]} năm {year}"
    return f"năm học {year}–{part}" if len(part) == 4 else f"tháng {int(part)}/{year}"


def due_of(period: Period, *, month: int | None, day: int | None) -> dt.date:
    """The day before which the period's work is due: as the task says, else the day after the period.

    Without a month, the day lies in the last month of the period; a day that month does not have is its last one.
    """
    if day is None:
        return period.last + ONE_DAY
    year, at = period.last.year, month or period.last.month
    if month and period.first.year != period.last.year and month >= period.first.month:
        year = period.first.year
    return dt.date(year, at, min(day, calendar.monthrange(year, at)[1]))


def done_blockers(*, done_on: dt.date | None, on: dt.date, text: str, evidence: str) -> list[Reason]:
    reasons = []
    if done_on is None:
        reasons.append(Reason("Ghi ngày làm xong.", field="done_on"))
    elif done_on > on:
        reasons.append(Reason("Ngày làm xong không được sau hôm nay.", field="done_on"))
    if not evidence.strip():
        reasons.append(
            Reason("Ghi minh chứng: số văn bản, biên bản, hoặc nơi xem được kết quả.", field="evidence")
        )
    return reasons


def late_since(before_on: dt.date | None, *, done_on: dt.date | None, on: dt.date) -> dt.date | None:
    """The first day of being late; None while in time. Work done on the day before which it was due is late."""
    if before_on is None or (done_on or on) < before_on:
        return None
    return before_on


BEFORE = (14, 3, 0)
"""Days before the last valid day on which people are reminded."""
AFTER_FIRST, AFTER_EVERY = 1, 7


def reminder_due(before_on: dt.date, on: dt.date, sent: Sequence[str]) -> str:
    """Which reminder goes out today; empty: none. One that a stopped machine missed goes out late, and only the nearest."""
    left = (last_day_before(before_on) - on).days
    if left >= 0:
        due = [days for days in BEFORE if days >= left]
        name = f"before-{min(due)}" if due else ""
    else:
        gone = -left
        name = f"after-{AFTER_FIRST + (gone - AFTER_FIRST) // AFTER_EVERY * AFTER_EVERY}"
    return "" if name in sent else name


def reminder_words(about: str, before_on: dt.date, on: dt.date) -> str:
    """'còn 3 ngày', 'hôm nay là ngày cuối', 'đã trễ 8 ngày'."""
    left = (last_day_before(before_on) - on).days
    if left > 0:
        return f"còn {left} ngày"
    return "hôm nay là ngày cuối" if left == 0 else f"đã trễ {-left} ngày"
