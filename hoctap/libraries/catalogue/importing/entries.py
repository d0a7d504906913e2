"""A row or record of a list as an entry of a catalogue, and what is wrong with it. Pure: used in the child process."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from hoctap.core.text import clean
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.rules import TitleDetails


@dataclass(frozen=True)
class CopyEntry:
    code: str = ""
    price: int | None = None
    acquired_on: str = ""
    """As in ISO 8601, empty where the list does not say."""
    giver: str = ""
    source: str = ""


@dataclass(frozen=True)
class Entry:
    number: int
    details: TitleDetails
    copies: tuple[CopyEntry, ...] = ()
    likeness: str = ""


@dataclass(frozen=True)
class Fault:
    number: int
    text: str
    name: str = ""
    """By which a person finds the record again, where so much of it could be read."""


def judged(
    number: int, details: TitleDetails, copies: tuple[CopyEntry, ...], this_year: int
) -> Entry | Fault:
    """An entry that can be entered as it is, or the first thing that is wrong with it."""
    cut = (clean(one)[: rules.LONGEST_SUBJECT] for one in details.subjects)
    tidied: dict[str, Any] = {name: clean(getattr(details, name)) for name in rules.LONGEST}
    tidied["subjects"] = tuple(dict.fromkeys(filter(None, cut)))[: rules.MOST_SUBJECTS]
    details = replace(details, **tidied, summary=details.summary.strip())
    reasons = [one.text for one in rules.title_blockers(details, this_year=this_year)]
    codes = [one.code for one in copies if one.code]
    reasons += [fault for code in codes if (fault := rules.code_fault(code))]
    if len(set(codes)) < len(codes):
        reasons.append("Một mã bản ghi hai lần trong cùng biểu ghi.")
    if len(copies) > rules.MOST_AT_ONCE:
        reasons.append(
            f"Có {len(copies)} bản; nhiều nhất {rules.MOST_AT_ONCE} bản một dòng. Hãy xem lại số bản."
        )
    if reasons:
        return Fault(number, " ".join(reasons[:2])[:500], details.name[:120])
    details = replace(details, isbn=rules.read_isbn(details.isbn)[0])
    alike = rules.likeness(details.name, details.authors, details.publisher, details.year)
    return Entry(number, details, copies, alike)


def day_in(text: str) -> str:
    """ISO date out of '2024-05-01', '01/05/2024', '20240501', '2024'; empty for anything else."""
    text = text.strip()[:19]
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y%m%d", "%Y-%m-%d %H:%M:%S"):
        try:
            day = dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
        return day.isoformat() if 1950 <= day.year <= 2200 else ""
    return f"{text}-01-01" if re.fullmatch(r"(19|20)[0-9]{2}", text, re.ASCII) else ""


def money_in(text: str) -> int | None:
    digits = re.sub(r"[.,](?=[0-9]{3}(?:\D|$))", "", text.strip())
    found = re.match(r"[0-9]{1,10}", digits, re.ASCII)
    return int(found[0]) if found else None


# ------------------------------------------------------------------------------------------------ out of the child


def encoded(found: Entry | Fault) -> bytes:
    kind = "entry" if isinstance(found, Entry) else "fault"
    return json.dumps([kind, asdict(found)], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decoded(lines: Iterator[bytes]) -> Iterator[Entry | Fault]:
    for line in lines:
        kind, values = json.loads(line)
        yield Fault(**values) if kind == "fault" else entry_of(values)


def entry_of(values: dict[str, Any]) -> Entry:
    details = TitleDetails(**{**values["details"], "subjects": tuple(values["details"]["subjects"])})
    copies = tuple(CopyEntry(**one) for one in values["copies"])
    return Entry(values["number"], details, copies, values["likeness"])
