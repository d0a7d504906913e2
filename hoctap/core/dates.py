"""Deadlines as plans write them, and the day it is in Việt Nam."""

import datetime as dt
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
