"""How visits may be counted, and how their growth is reckoned. Plain values in, reasons out."""

import calendar
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number

MOST_A_DAY = 20_000
MOST_A_MONTH = 200_000


@dataclass(frozen=True)
class Spell:
    """Days that are counted already, and how."""

    from_on: dt.date
    to_on: dt.date
    way: str
    way_label: str


def month_of(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def month_reasons(year: int | None, month: int | None) -> list[Reason]:
    reasons = []
    if year is None or not 1900 < year <= 2200:
        reasons.append(Reason("Hãy ghi năm bốn chữ số, như 2025.", "year"))
    if month is None or not 1 <= month <= 12:
        reasons.append(Reason("Hãy chọn tháng.", "month"))
    return reasons


def day_reasons(
    *,
    from_on: dt.date,
    to_on: dt.date,
    way: str,
    counted: Sequence[Spell],
    stood_from: dt.date,
    stood_to: dt.date | None,
    today: dt.date,
    field: str = "on",
) -> list[Reason]:
    """`counted`: the sheets that touch these days. A tally goes on where the same day was tallied before."""
    reasons = []
    if from_on > today:
        reasons.append(
            Reason(f"Ngày {format_date(from_on)} chưa tới. Hãy ghi ngày đã qua hoặc hôm nay.", field)
        )
    elif way == "notebook" and to_on > today:
        reasons.append(
            Reason(f"Tháng này chưa hết (còn đến {format_date(to_on)}). Hãy ghi khi hết tháng.", field)
        )
    if to_on < stood_from:
        reasons.append(
            Reason(f"Nơi này hoạt động từ {format_date(stood_from)}, sau ngày ấy. Hãy xem lại ngày.", field)
        )
    if stood_to is not None and from_on >= stood_to:
        reasons.append(
            Reason(
                f"Nơi này đã thôi hoạt động từ {format_date(stood_to)}, không ghi lượt sau ngày ấy. Hãy xem lại ngày.",
                field,
            )
        )
    for one in counted:
        if way == "tally" and one.way == "tally" and one.from_on == from_on:
            continue
        days = (
            f"Ngày {format_date(one.from_on)}"
            if one.from_on == one.to_on
            else f"Tháng {one.from_on.month}/{one.from_on.year}"
        )
        reasons.append(
            Reason(
                f"{days} đã {one.way_label}. Mỗi ngày chỉ đếm một cách, để không ai bị đếm hai lần; "
                "muốn sửa, hãy mở số đã ghi.",
                field,
            )
        )
        break
    return reasons


def add_reasons(
    *, people: int, purpose: str, who: str, purposes: Collection[str], whos: Collection[str]
) -> list[Reason]:
    reasons = []
    if purpose not in purposes:
        reasons.append(Reason("Hãy chọn mục đích: đọc tại chỗ, mượn trả, học nhóm…", "purpose"))
    if who not in whos:
        reasons.append(Reason("Hãy chọn người lớn hay trẻ em.", "who"))
    if not 1 <= people <= 500:
        reasons.append(Reason("Mỗi lần cộng từ 1 đến 500 lượt.", "people"))
    return reasons


def gate_reasons(*, first: int | None, last: int | None) -> list[Reason]:
    if first is None:
        return [Reason("Hãy ghi số trên máy lúc mở cửa.", "first")]
    if last is None:
        return [Reason("Hãy ghi số trên máy lúc đóng cửa.", "last")]
    if last < first:
        return [
            Reason(
                f"Số lúc đóng cửa ({format_number(last)}) nhỏ hơn lúc mở cửa ({format_number(first)}). "
                "Nếu máy đã quay về 0, hãy ghi số lúc mở cửa là 0 và cộng phần trước đó bằng cách sửa.",
                "last",
            )
        ]
    if last - first > 2 * MOST_A_DAY:
        return [Reason("Một ngày mà quá nhiều lượt qua cửa. Hãy xem lại hai số.", "last")]
    return []


def through_the_gate(first: int, last: int, *, both_ways: bool) -> int:
    """A counter that counts coming and going has counted each person twice; an odd one counts as a person."""
    passed = last - first
    return (passed + 1) // 2 if both_ways else passed


def notebook_reasons(people: Mapping[str, int | None]) -> list[Reason]:
    told = {purpose: number for purpose, number in people.items() if number is not None}
    if not told:
        return [Reason("Hãy ghi ít nhất một số. Cả tháng không có ai thì ghi 0.", "")]
    return [
        Reason(f"Số lượt từ 0 đến {format_number(MOST_A_MONTH)}.", purpose)
        for purpose, number in told.items()
        if not 0 <= number <= MOST_A_MONTH
    ]


def correction_reasons(*, was: int, now: int | None, why: str) -> list[Reason]:
    reasons = []
    if now is None or not 0 <= now <= MOST_A_MONTH:
        reasons.append(Reason("Hãy ghi số đúng, từ 0.", "now"))
    elif now == was:
        reasons.append(Reason("Số này đang là như vậy, không có gì để sửa. Hãy ghi số đúng.", "now"))
    if not why:
        reasons.append(Reason("Hãy ghi vì sao sửa, ví dụ: ghi nhầm ngày, đếm sót buổi tối.", "why"))
    return reasons


# ---------------------------------------------------------------- growth


class Band(StrEnum):
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    MET = "met"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "below": "dưới mức",
            "within": "trong mức",
            "above": "trên mức",
            "met": "đạt",
            "unknown": "chưa tính được",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"below": "returned", "within": "done", "above": "done", "met": "done", "unknown": "neutral"}[
            self.value
        ]


def band_of(growth: Decimal | None, least: Decimal, most: Decimal | None) -> Band:
    """12–15 %: below is not met; within and above are."""
    if growth is None:
        return Band.UNKNOWN
    if growth < least:
        return Band.BELOW
    if most is None:
        return Band.MET
    return Band.ABOVE if growth > most else Band.WITHIN


@dataclass(frozen=True)
class YearOfVisits:
    """Visits of a year by month; a month that nobody counted is not in it. `first` and `last`: the months that are asked for."""

    year: int
    by_month: Mapping[int, int]
    first: int = 1
    last: int = 12
    is_running: bool = False

    @property
    def missing(self) -> list[int]:
        return [month for month in range(self.first, self.last + 1) if month not in self.by_month]

    @property
    def missing_told(self) -> str:
        """'tháng 1–3, 7': empty where none is missing."""
        return told_months(self.missing)

    @property
    def is_whole(self) -> bool:
        return self.first <= self.last and not self.missing and not self.is_running

    @property
    def total(self) -> int | None:
        return sum(self.by_month.values()) if self.by_month else None


def why_no_growth(base: YearOfVisits | None, of: YearOfVisits) -> str:
    """Empty where the growth can be reckoned."""
    if base is None:
        return "chưa chọn năm gốc"
    if of.year <= base.year:
        return "năm gốc phải trước năm đang xem"
    if base.total is None:
        return f"năm gốc {base.year} chưa có lượt nào được ghi"
    if base.is_running:
        return f"năm gốc {base.year} chưa hết"
    if not base.is_whole:
        return f"năm gốc {base.year} thiếu {base.missing_told}"
    if base.total == 0:
        return f"năm gốc {base.year} là 0 lượt, không chia được"
    if of.total is None:
        return f"năm {of.year} chưa có lượt nào được ghi"
    if of.is_running:
        return f"năm {of.year} chưa hết, chưa so được với cả năm {base.year}"
    if not of.is_whole:
        return f"năm {of.year} thiếu {of.missing_told}"
    return ""


def told_months(months: Sequence[int]) -> str:
    """Months that follow each other in one piece: ten numbers in a row are not read."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    pieces = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"tháng {', '.join(pieces)}" if pieces else ""
