"""Numbers, shares and dates as a Vietnamese office writes them: 1.234,5 · 85 % · 15/11/2024.

Missing (None) becomes a dash, never 0. A share is never rounded up to a target it has not reached: 84,96 %
against 85 % is shown with as many decimals as it takes to stay below.
"""

import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils import timezone

MISSING = "—"
_NBSP = "\N{NO-BREAK SPACE}"

type Number = int | float | Decimal


def format_number(value: Number | None, places: int | None = None) -> str:
    """1234.5 → '1.234,5'. Without `places` the digits are those of the value, without closing zeros."""
    if value is None:
        return MISSING
    number = _decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", "-"):
        text = "0"
    return text.translate(str.maketrans(",.", ".,"))


def format_percent(value: Number | None, places: int = 1) -> str:
    """A share in percent points: Decimal('82.89') → '82,9 %', 85 → '85 %'."""
    if value is None:
        return MISSING
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{format_number(rounded)}{_NBSP}%"


def percent_of(numerator: Number | None, denominator: Number | None) -> Decimal | None:
    """The share in percent points, unrounded; None where a part is missing or nothing is to be counted."""
    if numerator is None or not denominator:
        return None
    return _decimal(numerator) * 100 / _decimal(denominator)


def format_share(value: Number | None, target: Number | None = None) -> str:
    """A share beside its target: rounding never lifts it to a target it has not reached."""
    if value is None:
        return MISSING
    share = _decimal(value)
    if target is not None and share < _decimal(target):
        for places in (1, 2, 3, 4):
            if share.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) < _decimal(target):
                return format_percent(share, places)
        return format_percent(share.quantize(Decimal("0.0001"), rounding=ROUND_DOWN), 4)
    return format_percent(share)


def format_date(value: datetime.date | None) -> str:
    """15/11/2024."""
    if value is None:
        return MISSING
    if isinstance(value, datetime.datetime):
        value = _local(value)
    return f"{value:%d/%m/}{value.year:04d}"


def format_datetime(value: datetime.datetime | None) -> str:
    """15/11/2024 09:41, on the clock of the office."""
    if value is None:
        return MISSING
    return f"{format_date(value)} {format_time(value)}"


def format_time(value: datetime.datetime | datetime.time | None) -> str:
    """09:41, on the clock of the office."""
    if value is None:
        return MISSING
    if isinstance(value, datetime.datetime):
        value = _local(value)
    return f"{value:%H:%M}"


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _decimal(value: Number) -> Decimal:
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)
