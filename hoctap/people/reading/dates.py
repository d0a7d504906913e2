"""Nothing finer than the year of birth, and no class of a pupil, leaves the child."""

import datetime as dt
import re

from hoctap.people.reading.fields import Field

BIRTHS = (Field.BIRTH, Field.BIRTH_MALE, Field.BIRTH_FEMALE)
WHOLE_DATE = re.compile(
    r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*((?:18|19|20)\d\d)(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
_SHORT_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d\d)")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\s*[/.\-]\s*((?:18|19|20)\d\d)")
_ISO_DATE = re.compile(r"((?:18|19|20)\d\d)-\d\d-\d\d(?:[ T].*)?")
_CLASS = re.compile(
    r"(?:lớp|lop|l)?\s*\.?\s*(?:\d{1,2})\s*(?:[a-zđ]\d{0,2}|/\d{1,2}|\.\d{1,2})?", re.IGNORECASE
)


def reduced(text: str, kind: str, *, serial_dates: bool) -> str:
    """Nothing finer than the year of birth; no class."""
    if kind in (*BIRTHS, "", Field.LEFT):
        year = _year_of_date(text, kind in BIRTHS)
        if year:
            return year
        if serial_dates and re.fullmatch(r"[1-4]\d{4}", text):
            return year_of_serial(int(text))
    if kind == Field.SCHOOLING and _CLASS.fullmatch(text) and text not in ("0", "1"):
        return "đang học"
    return text


def _year_of_date(text: str, is_birth: bool) -> str:
    """The year of a date typed as text; "" where it is none, so that it is shown as typed and asked about."""
    if iso := _ISO_DATE.fullmatch(text):
        return iso.group(1)
    if date := WHOLE_DATE.fullmatch(text) or (_SHORT_DATE.fullmatch(text) if is_birth else None):
        first, second = int(date.group(1)), int(date.group(2))
        return date.group(3) if 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31 else ""
    if is_birth and (month := _MONTH.fullmatch(text)):
        return month.group(1)
    return ""


def year_of_serial(days: int) -> str:
    return str((dt.date(1899, 12, 30) + dt.timedelta(days=days)).year)
