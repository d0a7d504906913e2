"""What changes a plan as a whole, and what differs between two of its states."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoctap.core.refusals import Reason
from hoctap.plans.rules import LATEST_YEAR


@dataclass(frozen=True)
class ProgrammeDetails:
    number: str
    dated_on: dt.date | None = None
    issuer: str = ""
    name: str = ""
    year_from: int | None = None
    year_to: int | None = None


def paper_blockers(number: str, dated_on: dt.date | None, *, on: dt.date) -> list[Reason]:
    reasons = []
    if not number:
        reasons.append(Reason("Ghi số, ký hiệu của văn bản.", field="paper_number"))
    if dated_on is None:
        reasons.append(Reason("Ghi ngày của văn bản.", field="paper_date"))
    elif dated_on > on:
        reasons.append(Reason("Ngày văn bản không được sau hôm nay.", field="paper_date"))
    return reasons


def issue_blockers(
    number: str, dated_on: dt.date | None, *, on: dt.date, tasks: int, targets: int
) -> list[Reason]:
    """A plan may be issued here without its number or day: the paper may not say them."""
    reasons = []
    if dated_on is not None and dated_on > on:
        reasons.append(Reason("Ngày ban hành không được sau hôm nay.", field="dated_on"))
    if not tasks and not targets:
        reasons.append(Reason("Kế hoạch chưa có chỉ tiêu hoặc việc nào. Nhập trước khi ban hành.", field=""))
    return reasons


def extension_blockers(year_to: int, *, now_to: int) -> list[Reason]:
    if now_to < year_to <= LATEST_YEAR:
        return []
    return [Reason(f"Năm kết thúc mới phải sau năm {now_to}.", field="year_to")]


@dataclass(frozen=True)
class Difference:
    """One thing that two states of a plan do not share. An empty side: it was added, or dropped."""

    what: str
    label: str
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Of snapshots: {'facts': {label: words}, 'targets': {id: {label, words}}, 'tasks': {…}, …}."""
    found = [
        Difference("", label, str(before.get("facts", {}).get(label, "")), str(words))
        for label, words in after.get("facts", {}).items()
        if str(before.get("facts", {}).get(label, "")) != str(words)
    ]
    for what in ("targets", "tasks", "bases", "funding", "recipients"):
        old, new = before.get(what, {}), after.get(what, {})
        for key in [*old, *(key for key in new if key not in old)]:
            one, other = old.get(key), new.get(key)
            if one != other:
                label = (other or one)["label"]
                found.append(Difference(what, label, _words(one), _words(other)))
    return found


def _words(one: Mapping[str, str] | None) -> str:
    return f"{one['label']}: {one['words']}".rstrip(": ") if one else ""
