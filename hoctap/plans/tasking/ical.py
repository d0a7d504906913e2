"""iCalendar (RFC 5545): the last days of work as all-day events."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from hoctap.core.dates import ONE_DAY
from hoctap.plans.tasking.queries import Due

_LONGEST = 73  # octets of a line before it is folded


def calendar_of(dues: Iterable[Due], *, name: str, host: str, made_at: dt.datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//hoctap//plans//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ]
    for due in dues:
        key = str(due.instance.pk) if due.instance else f"{due.plan.pk}-{due.on:%Y%m%d}-{_digest(due.title)}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@{host}",
            f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{due.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due.on + ONE_DAY:%Y%m%d}",
            f"SUMMARY:{_escaped('Hạn cuối: ' + due.title[:180])}",
            f"DESCRIPTION:{_escaped(f'{due.body}. {due.plan.label}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """No line longer than 75 octets, and no letter cut in two."""
    parts, part, size = [], "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _LONGEST:
            parts.append(part)
            part, size = "", 0
        part, size = part + letter, size + length
    return "\r\n ".join([*parts, part])
