"""Deadlines as plans write them, and the day it is in Việt Nam."""

import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return dt.datetime.now(VIETNAM).date()


def last_day_before(deadline: dt.date) -> dt.date:
    """'Trước ngày D' ends with the day before D: work done on D is late."""
    return deadline - ONE_DAY


def is_late(done_on: dt.date, before: dt.date | None) -> bool:
    """Late for ever once done on the deadline's day or after it. No deadline, never late."""
    return before is not None and done_on > last_day_before(before)


# Days off with a date of their own every year. What moves (Tết, Giỗ Tổ, the second day at Quốc khánh, days in lieu) is written down by
# an officer, year by year: no calendar is worked out here.
FIXED_HOLIDAYS = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng",
    (5, 1): "Quốc tế lao động",
    (9, 2): "Quốc khánh",
}


def is_working_day(day: dt.date, days_off: Collection[dt.date] = ()) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS and day not in days_off


def working_days_after(day: dt.date, days: int, days_off: Collection[dt.date] = ()) -> dt.date:
    """The last day of a term of so many working days that begins the day after.

    Left out: Saturdays, Sundays, the fixed holidays, and `days_off`.
    """
    while days > 0:
        day += ONE_DAY
        if is_working_day(day, days_off):
            days -= 1
    return day
