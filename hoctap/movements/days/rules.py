"""When a day of the year falls, and what keeps one, its dates or an event from being written down. Plain values in, reasons out."""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.dates import ONE_DAY
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_DAYS = 92
MOST_REMIND = 120
MARGIN = dt.timedelta(days=15)
"""An activity this far from an event's own days may still belong to it."""
MOST_ITEMS = 40


@dataclass(frozen=True)
class Falls:
    """How a day comes back: `rule` is "date", "weekday" or "yearly"; `nth` −1 is the last of the month."""

    rule: str
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    days: int = 1


@dataclass(frozen=True)
class Span:
    first: dt.date
    last: dt.date

    def meets(self, first: dt.date, last: dt.date) -> bool:
        return self.first <= last and first <= self.last


def span_in(falls: Falls, year: int) -> Span | None:
    """The days of a year by the rule alone; None where they are written down year by year, or the year has no such day."""
    first = _first_day(falls, year)
    return Span(first, first + (falls.days - 1) * ONE_DAY) if first else None


def _first_day(falls: Falls, year: int) -> dt.date | None:
    if falls.month is None:
        return None
    length = calendar.monthrange(year, falls.month)[1]
    if falls.rule == "date" and falls.day is not None:
        # 29/2 comes back in leap years only.
        return dt.date(year, falls.month, falls.day) if falls.day <= length else None
    if falls.rule == "weekday" and falls.weekday is not None and falls.nth is not None:
        days = [dt.date(year, falls.month, day) for day in range(1, length + 1)]
        found = [day for day in days if day.isoweekday() == falls.weekday]
        return found[-1] if falls.nth == -1 else found[falls.nth - 1]
    return None


def observance_reasons(name: str, kind: str, falls: Falls, *, taken: bool) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason("Ghi tên ngày, tuần lễ.", "name"))
    elif len(name) > 150:
        reasons.append(Reason("Tên dài quá 150 chữ. Rút gọn lại.", "name"))
    if taken:
        reasons.append(Reason(f"{name} đã có trong lịch ở đây. Mở ngày ấy ra để đặt nhắc.", "name"))
    if kind not in ("day", "week", "month"):
        reasons.append(Reason("Chọn là ngày, tuần lễ hay tháng.", "kind"))
    if not 1 <= falls.days <= MOST_DAYS:
        reasons.append(Reason(f"Kéo dài từ 1 đến {MOST_DAYS} ngày.", "days"))
    return reasons + _falls_reasons(falls)


def _falls_reasons(falls: Falls) -> list[Reason]:
    if falls.rule == "yearly":
        return []
    if falls.rule not in ("date", "weekday"):
        return [Reason("Chọn ngày ấy rơi vào lúc nào.", "rule")]
    reasons = []
    if falls.month is None or not 1 <= falls.month <= 12:
        reasons.append(Reason("Chọn tháng từ 1 đến 12.", "month"))
    elif falls.rule == "date":
        most = 29 if falls.month == 2 else calendar.monthrange(2024, falls.month)[1]
        if falls.day is None or not 1 <= falls.day <= most:
            reasons.append(Reason(f"Tháng {falls.month} có ngày 1 đến {most}. Ghi lại ngày.", "day"))
    if falls.rule == "weekday":
        if falls.weekday is None or not 1 <= falls.weekday <= 7:
            reasons.append(Reason("Chọn thứ trong tuần.", "weekday"))
        if falls.nth not in (1, 2, 3, 4, -1):
            reasons.append(Reason("Chọn lần thứ mấy trong tháng, hoặc lần cuối.", "nth"))
    return reasons


def dates_reasons(year: int, first: dt.date | None, last: dt.date | None, source: str) -> list[Reason]:
    reasons = []
    if first is None:
        reasons.append(Reason("Ghi ngày bắt đầu.", "first_on"))
    elif first.year != year:
        reasons.append(Reason(f"Ngày bắt đầu phải trong năm {year}.", "first_on"))
    if last is None:
        reasons.append(Reason("Ghi ngày kết thúc.", "last_on"))
    elif first is not None and last < first:
        reasons.append(Reason("Ngày kết thúc ở trước ngày bắt đầu.", "last_on"))
    elif first is not None and (last - first).days >= MOST_DAYS:
        reasons.append(Reason(f"Dài quá {MOST_DAYS} ngày. Xem lại hai ngày đã ghi.", "last_on"))
    if not source:
        reasons.append(Reason("Ghi văn bản đặt ra những ngày này: số, ngày, cơ quan.", "source"))
    return reasons


def setting_reasons(remind_days: int | None) -> list[Reason]:
    if remind_days is None or not 1 <= remind_days <= MOST_REMIND:
        return [Reason(f"Nhắc trước từ 1 đến {MOST_REMIND} ngày.", "remind_days")]
    return []


def observance_end_reasons(*, is_shipped: bool, is_ended: bool, why: str) -> list[Reason]:
    if is_shipped:
        return [Reason("Ngày này có sẵn trong phần mềm. Nơi nào không tổ chức thì tắt nhắc ở nơi ấy.")]
    if is_ended:
        return [Reason("Ngày này đã thôi dùng rồi.")]
    return [] if why else [Reason("Ghi vì sao thôi dùng.", "why")]


@dataclass(frozen=True)
class OccasionTyped:
    name: str
    first_on: dt.date | None
    last_on: dt.date | None
    level: str
    role: str
    theme: str = ""
    document: str = ""
    lead: str = ""
    items: Sequence[tuple[str, str]] = ()
    """What and who, in order."""


def occasion_reasons(typed: OccasionTyped, *, levels: Sequence[str], roles: Sequence[str]) -> list[Reason]:
    reasons = []
    if not typed.name:
        reasons.append(Reason("Ghi tên đợt hưởng ứng, sự kiện.", "name"))
    if typed.first_on is None:
        reasons.append(Reason("Ghi ngày bắt đầu.", "first_on"))
    elif typed.last_on is not None and typed.last_on < typed.first_on:
        reasons.append(Reason("Ngày kết thúc ở trước ngày bắt đầu.", "last_on"))
    elif typed.last_on is not None and (typed.last_on - typed.first_on).days >= MOST_DAYS:
        reasons.append(Reason(f"Dài quá {MOST_DAYS} ngày. Việc cả năm thì ghi là phong trào.", "last_on"))
    if typed.level not in levels:
        reasons.append(Reason("Chọn sự kiện cấp nào.", "level"))
    if typed.role not in roles:
        reasons.append(Reason("Chọn địa phương tổ chức hay tham gia.", "role"))
    elif typed.level == "international" and typed.role == "organiser" and not typed.document:
        reasons.append(Reason("Tổ chức sự kiện quốc tế: ghi văn bản cho phép.", "document"))
    if len(typed.items) > MOST_ITEMS:
        reasons.append(Reason(f"Nhiều nhất {MOST_ITEMS} việc trong một kế hoạch.", "items"))
    for row, (what, who) in enumerate(typed.items, start=1):
        if not what:
            reasons.append(Reason(f"Dòng {row} của kế hoạch: ghi việc trước dấu “|”.", "items"))
        if len(what) > 300 or len(who) > 200:
            reasons.append(Reason(f"Dòng {row} của kế hoạch quá dài. Tách thành hai dòng.", "items"))
    return reasons


def items_from(text: str) -> list[tuple[str, str]]:
    """One on each line: what, and behind "|" who."""
    found = []
    for line in text.splitlines():
        if line.strip():
            what, _, who = line.partition("|")
            found.append((" ".join(what.split()), " ".join(who.split())))
    return found


def link_reasons(
    *, event: Span, first: dt.date, last: dt.date, is_cancelled: bool, title: str
) -> list[Reason]:
    """What keeps an activity from being one of an event's."""
    if is_cancelled:
        return [Reason(f"“{title}” đã hủy, không ghi vào kết quả được.", "activities")]
    if not Span(event.first - MARGIN, event.last + MARGIN).meets(first, last):
        return [
            Reason(
                f"“{title}” ngày {format_date(first)}, cách đợt này quá {MARGIN.days} ngày. Bỏ chọn hoạt động ấy.",
                "activities",
            )
        ]
    return []


def result_reasons(text: str, *, first_on: dt.date, today: dt.date) -> list[Reason]:
    if not text:
        return [Reason("Ghi kết quả chính của đợt.", "results")]
    if today < first_on:
        return [Reason(f"Đợt này bắt đầu ngày {format_date(first_on)}, chưa có kết quả để ghi.", "results")]
    return []
