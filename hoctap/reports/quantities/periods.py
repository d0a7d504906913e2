"""Periods that reports are written for. Pure: no table, no clock."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models

from hoctap.core.vietnamese import format_date

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class PeriodKind(models.TextChoices):
    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "năm"
    SCHOOL_YEAR = "school_year", "năm học"
    AD_HOC = "ad_hoc", "đột xuất"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
HOW_MANY = {kind: 12 // months for kind, months in _MONTHS.items()} | {PeriodKind.SCHOOL_YEAR: 1}
"""How many periods of a kind a year has."""


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    kind: PeriodKind
    starts_on: dt.date
    ends_on: dt.date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(f"{self.ends_on} comes before {self.starts_on}")

    @property
    def year(self) -> int:
        """Whose records it reads: the year of its last day."""
        return self.ends_on.year

    @property
    def number(self) -> int:
        """Which one of its year: month, quarter, half; 1 of the others."""
        months = _MONTHS.get(self.kind)
        return 1 if months is None else (self.starts_on.month - 1) // months + 1

    @property
    def label(self) -> str:
        """'quý II năm 2026', 'năm học 2025-2026', 'từ 01/3/2026 đến 15/5/2026'."""
        year, number = self.starts_on.year, self.number
        match self.kind:
            case PeriodKind.MONTH:
                return f"tháng {number}/{year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMAN[number]} năm {year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
            case PeriodKind.YEAR:
                return f"năm {year}"
            case PeriodKind.SCHOOL_YEAR:
                return f"năm học {year}-{self.ends_on.year}"
        return f"từ {_day(self.starts_on)} đến {_day(self.ends_on)}"

    @property
    def is_whole_year(self) -> bool:
        """It ends with the records' year, so that what is kept of the year is its figure."""
        return (self.ends_on.month, self.ends_on.day) == (12, 31)

    def before(self) -> "Period":
        """The same period a year earlier; one of other days begins a year earlier and is as long."""
        if self.kind is PeriodKind.AD_HOC:
            starts_on = _years_later(self.starts_on, -1)
            return Period(self.kind, starts_on, starts_on + (self.ends_on - self.starts_on))
        return period_of(self.kind, self.starts_on.year - 1, self.number)

    def previous(self) -> "Period":
        """The period of its kind that ended on the day before it began."""
        day_before = self.starts_on - dt.timedelta(days=1)
        if self.kind is PeriodKind.AD_HOC:
            return Period(self.kind, day_before - (self.ends_on - self.starts_on), day_before)
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return self.before()
        last = HOW_MANY[self.kind]
        year, number = (self.year, self.number - 1) if self.number > 1 else (self.starts_on.year - 1, last)
        return period_of(self.kind, year, number)

    def to_json(self) -> dict[str, str]:
        return {
            "kind": self.kind.value,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        days = (dt.date.fromisoformat(data[name]) for name in ("starts_on", "ends_on"))
        return cls(PeriodKind(data["kind"]), *days)


def _day(day: dt.date) -> str:
    """'01/3/2026': a day below 10 and the months 1 and 2 carry a nought, as papers write them."""
    full = format_date(day)
    return full if day.month in (1, 2) or day.month > 9 else full.replace("/0", "/", 1)


def _years_later(day: dt.date, years: int) -> dt.date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _last_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def school_year_starts(year: int) -> dt.date:
    day, month = (int(part) for part in settings.SCHOOL_YEAR_STARTS.split("/"))
    return dt.date(year, month, day)


def period_of(kind: PeriodKind | str, year: int, number: int = 1) -> Period:
    """`number`: month 1 to 12, quarter 1 to 4, half 1 or 2. The school year 2025 ends in 2026."""
    kind = PeriodKind(kind)
    if kind is PeriodKind.AD_HOC:
        raise ValueError("a period of other days is told by its days")
    if not 1 <= number <= HOW_MANY[kind]:
        raise ValueError(f"{kind.value} {number} of a year")
    if kind is PeriodKind.SCHOOL_YEAR:
        return Period(kind, school_year_starts(year), school_year_starts(year + 1) - dt.timedelta(days=1))
    months = _MONTHS[kind]
    first = (number - 1) * months + 1
    return Period(kind, dt.date(year, first, 1), _last_of_month(year, first + months - 1))


def ad_hoc(starts_on: dt.date, ends_on: dt.date) -> Period:
    return Period(PeriodKind.AD_HOC, starts_on, ends_on)
