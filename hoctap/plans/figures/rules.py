"""A dated figure of a target, and where a target stands: on track, at risk or late, with the arithmetic."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hoctap.core.refusals import Reason

PERCENT_KIND, GROWTH = "percent", "growth"


@dataclass(frozen=True)
class FigureDetails:
    year: int
    as_of: dt.date
    source: str
    value: Decimal | None = None
    """Without one it is worked out from the numerator and the denominator."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    paper: str = ""


def figure_blockers(details: FigureDetails, *, divides: bool, on: dt.date) -> list[Reason]:
    """`divides`: the measure is one number over another."""
    reasons = []
    if not details.source:
        reasons.append(Reason("Ghi nguồn của số liệu, ví dụ báo cáo, sổ theo dõi, biên bản.", field="source"))
    if details.as_of > on:
        reasons.append(Reason("Ngày của số liệu không được sau hôm nay.", field="as_of"))
    if divides:
        if details.numerator is None or details.denominator is None:
            reasons.append(Reason("Ghi cả tử số và mẫu số.", field="numerator"))
        elif details.denominator <= 0:
            reasons.append(Reason("Mẫu số phải lớn hơn 0.", field="denominator"))
        elif not 0 <= details.numerator <= details.denominator:
            reasons.append(Reason("Tử số từ 0 đến mẫu số.", field="numerator"))
    elif details.value is None:
        reasons.append(Reason("Ghi giá trị.", field="value"))
    elif details.value < 0:
        reasons.append(Reason("Giá trị không được âm.", field="value"))
    return reasons


class Outlook(StrEnum):
    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    OPEN = "open"
    """Nothing can be said before the last day: a level is reached or not."""
    UNKNOWN = "unknown"
    STOPPED = "stopped"


OUTLOOK_WORDS = {
    Outlook.MET: "đã đạt",
    Outlook.ON_TRACK: "đúng tiến độ",
    Outlook.AT_RISK: "có nguy cơ không đạt",
    Outlook.LATE: "hết hạn, chưa đạt",
    Outlook.OPEN: "chưa đến hạn",
    Outlook.UNKNOWN: "chưa có số liệu",
    Outlook.STOPPED: "thôi theo dõi",
}


@dataclass(frozen=True)
class Earlier:
    """A figure of an earlier day, from which a trend is read."""

    on: dt.date
    value: Decimal


@dataclass(frozen=True)
class Judged:
    outlook: Outlook
    arithmetic: str
    """How it was worked out, in words that can be checked by hand."""

    @property
    def label(self) -> str:
        return OUTLOOK_WORDS[self.outlook]


GROWS_EVENLY = ("percent", "ratio", "frequency", "count")
LEAST_SHARE = Decimal("0.1")
"""Before a tenth of the time has gone, nothing is foretold from the time alone."""


def judge(
    kind: str,
    value: Decimal,
    result: Decimal | None,
    *,
    met: bool | None,
    first: dt.date,
    last: dt.date,
    on: dt.date,
    earlier: Earlier | None = None,
    unit: str = "%",
) -> Judged:
    """`first` and `last`: the days in which the target is to be reached. `on`: the day of the result."""
    if result is None:
        return Judged(Outlook.UNKNOWN, "")
    result = result.quantize(Decimal("0.01"))
    if kind == "zero":
        return _judge_zero(result, on, last)
    if met:
        return Judged(Outlook.MET, f"{_told(result)} {unit}, chỉ tiêu {_told(value)} {unit}.")
    if on > last:
        words = f"Hạn cuối {last:%d/%m/%Y} đã qua: {_told(result)} {unit}, chỉ tiêu {_told(value)} {unit}."
        return Judged(Outlook.LATE, words)
    if kind not in GROWS_EVENLY:
        return Judged(Outlook.OPEN, f"Nay {_told(result)} {unit}, còn {(last - on).days} ngày.")
    days, gone = (last - first).days + 1, max(0, (on - first).days + 1)
    share = Decimal(gone) / Decimal(days)
    wanted = (value * share).quantize(Decimal("0.1"))
    words = (
        f"Đã qua {gone}/{days} ngày ({_told((share * 100).quantize(Decimal(1)))} %). "
        f"Đi đều thì nay cần {_told(wanted)} {unit}, đang có {_told(result)} {unit}. "
    )
    if earlier and earlier.on < on:
        slope = (result - earlier.value) / Decimal((on - earlier.on).days)
        end = result + slope * Decimal((last - on).days)
        words += f"Từ {earlier.on:%d/%m} đến {on:%d/%m}: {_told(earlier.value)} → {_told(result)}; "
        words += f"cứ đà ấy đến hạn được {_told(end.quantize(Decimal('0.1')))} {unit}."
        return Judged(Outlook.ON_TRACK if end >= value else Outlook.AT_RISK, words)
    if share < LEAST_SHARE:
        return Judged(Outlook.OPEN, words.strip())
    return Judged(Outlook.ON_TRACK if result >= wanted else Outlook.AT_RISK, words.strip())


def _judge_zero(result: Decimal, on: dt.date, last: dt.date) -> Judged:
    if result > 0:
        return Judged(Outlook.LATE, f"Đã có {_told(result)} trường hợp; chỉ tiêu là không có.")
    if on > last:
        return Judged(Outlook.MET, "Cả kỳ không có trường hợp nào.")
    return Judged(Outlook.ON_TRACK, f"Đến {on:%d/%m/%Y} chưa có trường hợp nào.")


def average_growth(
    base_year: int | None, base: Decimal | None, year: int, value: Decimal
) -> tuple[Decimal | None, str]:
    """Compound average a year in percent, and its arithmetic; None when the base is missing or zero."""
    if base_year is None or base is None or base <= 0:
        return None, "Chưa tính được mức tăng: chưa ghi năm gốc và giá trị năm gốc (lớn hơn 0)."
    years = year - base_year
    if years <= 0:
        return None, "Chưa tính được mức tăng: năm gốc phải trước năm của chỉ tiêu."
    growth = (((value / base) ** (Decimal(1) / Decimal(years)) - 1) * 100).quantize(Decimal("0.01"))
    words = f"({_told(value)} / {_told(base)})^(1/{years}) − 1 = {_told(growth)} % mỗi năm, so với năm {base_year}."
    return growth, words


def _told(value: Decimal) -> str:
    plain = f"{value.normalize():f}"
    whole, _, part = plain.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"
