"""iCalendar (RFC 5545): what stands in a calendar, as a calendar program reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from hoctap.core.dates import ONE_DAY

_LONGEST = 73  # octets of a line before it is folded


@dataclass(frozen=True)
class Entry:
    """All day where `starts` is a day, to the end of the day `ends` where there is one; else from a moment to a moment. `key`: the same for
    the same thing, for ever.
    """

    key: str
    title: str
    starts: dt.date | dt.datetime
    ends: dt.datetime | dt.date | None = None
    text: str = ""
    where: str = ""


def calendar_of(entries: Iterable[Entry], *, name: str, product: str, host: str, made_at: dt.datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//hoctap//{product}//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ]
    for entry in entries:
        lines += ["BEGIN:VEVENT", f"UID:{entry.key}@{host}", f"DTSTAMP:{_moment(made_at)}", *_when(entry)]
        lines += [f"SUMMARY:{_escaped(entry.title)}"]
        lines += [f"DESCRIPTION:{_escaped(entry.text)}"] if entry.text else []
        lines += [f"LOCATION:{_escaped(entry.where)}"] if entry.where else []
        # What lasts all day takes no time of it.
        lines += [] if isinstance(entry.ends, dt.datetime) else ["TRANSP:TRANSPARENT"]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _when(entry: Entry) -> list[str]:
    if isinstance(entry.starts, dt.datetime) and isinstance(entry.ends, dt.datetime):
        return [f"DTSTART:{_moment(entry.starts)}", f"DTEND:{_moment(entry.ends)}"]
    # The end of a day's entry is the first day that is no more of it.
    return [
        f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}",
        f"DTEND;VALUE=DATE:{(entry.ends or entry.starts) + ONE_DAY:%Y%m%d}",
    ]


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


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
