"""When centres may be merged, suspended, allowed to work again, dissolved."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

# An early word before the twelve months without any activity after which a centre is suspended.
SILENT_MONTHS = 9


@dataclass(frozen=True)
class Part:
    """A centre that is to go into the successor."""

    name: str
    since: dt.date
    ended_on: dt.date | None
    is_near: bool
    """In the successor's commune, or in one that went into it."""


def merger_blockers(
    *,
    parts: Sequence[Part],
    successor: Part,
    on: dt.date,
    decision_number: str,
    decision_on: dt.date,
    today: dt.date,
) -> list[Reason]:
    reasons = _decision_reasons(decision_number, decision_on, on, today)
    if not parts:
        reasons.append(Reason("Hãy chọn ít nhất một trung tâm được nhập vào.", field="centres"))
    if successor.ended_on is not None:
        reasons.append(
            Reason(f"{successor.name} đã kết thúc từ {format_date(successor.ended_on)}.", field="centres")
        )
    for one in parts:
        if one.ended_on is not None:
            reasons.append(Reason(f"{one.name} đã kết thúc từ {format_date(one.ended_on)}.", field="centres"))
        elif one.since >= on:
            reasons.append(
                Reason(
                    f"{one.name} thành lập ngày {format_date(one.since)}; ngày sáp nhập phải sau đó.", "on"
                )
            )
        if not one.is_near:
            reasons.append(
                Reason(f"{one.name} không ở xã này, cũng không ở xã đã nhập vào xã này.", field="centres")
            )
    return reasons


def standing_blockers(
    *,
    kind: str,
    now: str,
    since: dt.date,
    last_on: dt.date | None,
    on: dt.date,
    why: str,
    decision_number: str,
    decision_on: dt.date,
    today: dt.date,
) -> list[Reason]:
    """`now`: "working", "suspended" or "ended"; `last_on`: of the last act."""
    reasons = _decision_reasons(decision_number, decision_on, on, today)
    if now == "ended":
        reasons.append(Reason("Trung tâm đã kết thúc."))
    elif kind == "suspended" and now == "suspended":
        reasons.append(Reason("Trung tâm đang bị đình chỉ.", field="kind"))
    elif kind == "resumed" and now == "working":
        reasons.append(Reason("Trung tâm đang hoạt động, không cần cho phép trở lại.", field="kind"))
    if on <= (last_on or since):
        reasons.append(Reason(f"Phải sau ngày {format_date(last_on or since)}.", field="on"))
    if kind != "resumed" and not why:
        reasons.append(Reason("Hãy ghi lý do.", field="why"))
    return reasons


def _decision_reasons(number: str, decided: dt.date, on: dt.date, today: dt.date) -> list[Reason]:
    reasons = []
    if not number:
        reasons.append(Reason("Hãy ghi số quyết định.", field="decision_number"))
    if decided > today:
        reasons.append(Reason(f"Ngày quyết định {format_date(decided)} chưa tới.", field="decision_on"))
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới; hãy ghi khi đến ngày ấy.", field="on"))
    return reasons


@dataclass(frozen=True)
class Silence:
    """How long a centre has been without an activity. `last_on` None: none on record."""

    last_on: dt.date | None
    since: dt.date
    """The day from which it is reckoned: the last activity, else the day the centre began to work."""
    months: int

    @property
    def is_warned(self) -> bool:
        return self.months >= SILENT_MONTHS


def silence(last_on: dt.date | None, working_since: dt.date, today: dt.date) -> Silence:
    since = max(last_on, working_since) if last_on is not None else working_since
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    return Silence(last_on, since, max(0, months))


def differing(counted: Iterable[tuple[str, int, int]]) -> list[Reason]:
    """What is not the same before and after."""
    return [
        Reason(f"{label}: trước {before}, sau {after}. Chưa sáp nhập gì.")
        for label, before, after in counted
        if before != after
    ]
