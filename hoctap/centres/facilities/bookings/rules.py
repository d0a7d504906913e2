"""When a venue can be had, and what share of its open hours was used."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.dates import VIETNAM
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

FURTHEST_AHEAD = dt.timedelta(days=400)
MOST_TIMES = 60
WEEKDAY_NAMES = {
    1: "thứ Hai",
    2: "thứ Ba",
    3: "thứ Tư",
    4: "thứ Năm",
    5: "thứ Sáu",
    6: "thứ Bảy",
    7: "Chủ nhật",
}


@dataclass(frozen=True)
class Hours:
    """When a venue is open; without hours at any time of its days."""

    opens_at: dt.time | None
    closes_at: dt.time | None
    days: Collection[int]

    def minutes_on(self, day: dt.date) -> int | None:
        """Open minutes of a day; None where its hours are not known."""
        if self.opens_at is None or self.closes_at is None:
            return None
        if day.isoweekday() not in self.days:
            return 0
        opened = dt.datetime.combine(day, self.opens_at)
        return int((dt.datetime.combine(day, self.closes_at) - opened).total_seconds() // 60)


@dataclass(frozen=True)
class Taken:
    """A booking that stands, as the refusal tells of it."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    what: str
    by: str

    def __str__(self) -> str:
        start, end = self.starts_at.astimezone(VIETNAM), self.ends_at.astimezone(VIETNAM)
        return f"“{self.what}” {start:%H:%M}–{end:%H:%M} ngày {start:%d/%m/%Y} ({self.by})"


def booking_blockers(
    *,
    what: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    now: dt.datetime,
    venue: str,
    ended_on: dt.date | None,
    hours: Hours,
    taken: Iterable[Taken],
) -> list[Reason]:
    """`taken`: standing bookings of the venue that share a moment with this one."""
    reasons = []
    if not what:
        reasons.append(Reason("Hãy ghi dùng vào việc gì.", field="what"))
    start, end = starts_at.astimezone(VIETNAM), ends_at.astimezone(VIETNAM)
    if ends_at <= starts_at:
        reasons.append(Reason("Giờ kết thúc phải sau giờ bắt đầu.", field="ends"))
        return reasons
    if start.date() != end.date():
        reasons.append(Reason("Mỗi lượt đặt trong một ngày. Nhiều ngày thì đặt từng ngày.", field="ends"))
        return reasons
    if starts_at < now:
        reasons.append(
            Reason(
                f"Giờ bắt đầu {start:%H:%M} ngày {format_date(start.date())} đã qua. Chỉ đặt được cho lúc chưa tới.",
                field="on",
            )
        )
    if starts_at > now + FURTHEST_AHEAD:
        reasons.append(Reason(f"Chỉ nhận đặt trước {FURTHEST_AHEAD.days} ngày. Hãy xem lại năm.", field="on"))
    if ended_on is not None and start.date() >= ended_on:
        reasons.append(
            Reason(f"{venue} thôi dùng từ {format_date(ended_on)}. Hãy chọn nơi khác.", field="venue")
        )
    if start.isoweekday() not in hours.days:
        open_days = ", ".join(WEEKDAY_NAMES[day] for day in sorted(hours.days))
        reasons.append(
            Reason(
                f"{venue} không mở cửa {WEEKDAY_NAMES[start.isoweekday()]}; mở các ngày: {open_days}.",
                field="on",
            )
        )
    elif (
        hours.opens_at is not None
        and hours.closes_at is not None
        and (
            starts_at < dt.datetime.combine(start.date(), hours.opens_at, VIETNAM)
            or ends_at > dt.datetime.combine(start.date(), hours.closes_at, VIETNAM)
        )
    ):
        reasons.append(
            Reason(
                f"{venue} mở cửa {hours.opens_at:%H:%M}–{hours.closes_at:%H:%M}: hãy đặt trong giờ ấy, hoặc sửa giờ mở cửa của nơi này.",
                field="starts",
            )
        )
    reasons += [clash(venue, one) for one in taken]
    return reasons


def clash(venue: str, other: Taken) -> Reason:
    return Reason(f"{venue} đã có người đặt: {other}. Hãy chọn giờ khác hoặc nơi khác.", field="starts")


def series_blockers(*, on: dt.date, until: dt.date | None) -> list[Reason]:
    if until is None:
        return []
    if until < on:
        return [Reason("Ngày lặp lại cuối phải từ ngày đầu trở đi.", field="until")]
    if (until - on).days // 7 + 1 > MOST_TIMES:
        return [
            Reason(f"Mỗi lần đặt nhiều nhất {MOST_TIMES} tuần. Hãy chọn ngày cuối gần hơn.", field="until")
        ]
    return []


def days_of(on: dt.date, until: dt.date | None) -> list[dt.date]:
    """The same day of each week, to the last one that is not after `until`."""
    last = until or on
    return [on + dt.timedelta(weeks=week) for week in range((last - on).days // 7 + 1)]


def cancel_blockers(*, why: str, is_cancelled: bool, ends_at: dt.datetime, now: dt.datetime) -> list[Reason]:
    if is_cancelled:
        return [Reason("Lượt đặt này đã hủy.")]
    if ends_at <= now:
        return [Reason("Lượt này đã qua, không hủy được nữa.")]
    return [] if why else [Reason("Hãy ghi lý do hủy.", field="why")]


@dataclass(frozen=True)
class Use:
    """Hours booked over hours open, in minutes. `open` None: the venue's hours are not on record."""

    booked: int
    open: int | None

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.booked) * 100 / self.open if self.open else None

    @property
    def booked_hours(self) -> Decimal:
        return (Decimal(self.booked) / 60).quantize(Decimal("0.1"))

    @property
    def open_hours(self) -> Decimal | None:
        return None if self.open is None else (Decimal(self.open) / 60).quantize(Decimal("0.1"))


def open_minutes(hours: Hours, first: dt.date, last: dt.date) -> int | None:
    """Of all days from `first` to `last`, both counted."""
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    told = [hours.minutes_on(day) for day in days]
    return None if None in told else sum(one or 0 for one in told)
