"""The last days of work as a calendar's all-day events."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from hoctap.core import ical
from hoctap.plans.tasking.queries import Due


def calendar_of(dues: Iterable[Due], *, name: str, host: str, made_at: dt.datetime) -> str:
    entries = [
        ical.Entry(
            key=str(due.instance.pk)
            if due.instance
            else f"{due.plan.pk}-{due.on:%Y%m%d}-{_digest(due.title)}",
            title="Hạn cuối: " + due.title[:180],
            starts=due.on,
            text=f"{due.body}. {due.plan.label}",
        )
        for due in dues
    ]
    return ical.calendar_of(entries, name=name, product="plans", host=host, made_at=made_at)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
