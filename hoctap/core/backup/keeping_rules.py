"""Which backups stay: the last of each of so many days, weeks and months. Pure; the clock and the disk are elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Keep:
    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def parse_keep(text: str) -> Keep:
    """ "7,4,12": days, weeks, months. At least one day is always kept."""
    try:
        daily, weekly, monthly = (int(part) for part in text.split(","))
    except ValueError as failure:
        raise ValueError("HOCTAP_BACKUP_KEEP phải có ba số: ngày,tuần,tháng, ví dụ 7,4,12.") from failure
    if daily < 1 or weekly < 0 or monthly < 0:
        raise ValueError("HOCTAP_BACKUP_KEEP: số ngày ít nhất là 1, số tuần và tháng không âm.")
    return Keep(daily, weekly, monthly)


def to_delete(good: Iterable[dt.datetime], keep: Keep) -> set[dt.datetime]:
    """Moments of good backups that may go. Days, weeks (from Monday) and months without a backup take no place in the count, so a
    server that stood still for a year loses nothing; the last good one always stays.
    """
    newest_first = sorted(set(good), reverse=True)
    periods: list[tuple[int, Callable[[dt.datetime], tuple[int, ...]]]] = [
        (keep.daily, lambda at: (at.year, at.month, at.day)),
        (keep.weekly, lambda at: tuple(at.isocalendar()[:2])),
        (keep.monthly, lambda at: (at.year, at.month)),
    ]
    stays = set(newest_first[:1])
    for count, period_of in periods:
        last_of: dict[tuple[int, ...], dt.datetime] = {}
        for at in newest_first:
            last_of.setdefault(period_of(at), at)
        stays |= set(list(last_of.values())[:count])
    return set(newest_first) - stays


def is_late(last_good: dt.datetime | None, now: dt.datetime, days: int) -> bool:
    """No good backup at all, or the last one older than so many days."""
    return last_good is None or now - last_good > dt.timedelta(days=days)
