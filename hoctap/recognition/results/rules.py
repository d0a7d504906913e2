"""What a result from the association's software must say, and what it means beside what is here already. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria import scoring
from hoctap.criteria.scoring import FrozenEdition


@dataclass(frozen=True)
class Told:
    """One result, read from a form or a list."""

    total: Decimal | None
    passed: bool | None
    result_on: dt.date | None
    confirmed_by: str


def passed_words(passed: bool) -> str:
    return "đạt" if passed else "chưa đạt"


def result_reasons(edition: FrozenEdition, told: Told, *, year: int, today: dt.date) -> list[Reason]:
    """Empty where the result can be one of this round."""
    reasons: list[Reason] = []
    if told.total is None:
        reasons.append(Reason("Chưa ghi tổng điểm.", "total"))
    else:
        reasons += scoring.total_reasons(edition, told.total, field="total")
    if told.passed is None:
        reasons.append(Reason("Chưa ghi đạt hay chưa đạt.", "passed"))
    elif told.passed and told.total is not None and told.total < edition.threshold:
        reasons.append(
            Reason(
                f"Ghi đạt mà tổng điểm {format_number(told.total)} dưới mức đạt {format_number(edition.threshold)}. "
                "Xem lại trên phần mềm của Hội.",
                "passed",
            )
        )
    if told.result_on is None:
        reasons.append(Reason("Chưa ghi ngày có kết quả.", "result_on"))
    elif told.result_on > today:
        reasons.append(Reason("Ngày có kết quả ở sau ngày hôm nay.", "result_on"))
    elif told.result_on.year not in (year, year + 1):
        reasons.append(
            Reason(
                f"Kết quả ngày {format_date(told.result_on)} không phải của năm {year}. Xem lại ngày, hoặc ghi vào đợt của năm đó.",
                "result_on",
            )
        )
    if not told.confirmed_by:
        reasons.append(Reason("Chưa ghi người xác nhận kết quả.", "confirmed_by"))
    return reasons


class Beside(StrEnum):
    """What a result is beside what stands in the dossier."""

    NEW = "new"
    SAME = "same"
    AGREES = "agrees"
    DIFFERS = "differs"
    CLOSED = "closed"


@dataclass(frozen=True)
class DossierFacts:
    closed: str
    """Why it takes no result; empty while it does."""
    here: Decimal | None
    """The total that was scored here, by the Tổ, ấp or else by the citizen himself."""
    here_passes: bool | None
    counted: Told | None
    """The result that counts now."""
    known: Sequence[Told] = field(default_factory=tuple)
    """Every result on record that was not taken back or replaced."""


@dataclass(frozen=True)
class Compared:
    beside: Beside
    why: str = ""


def compare(facts: DossierFacts, told: Told) -> Compared:
    """A result is recorded, is here already, or differs from what is here: then a person chooses."""
    if any(_same(told, one) for one in facts.known):
        return Compared(Beside.SAME, "Kết quả này đã ghi.")
    if facts.closed:
        return Compared(Beside.CLOSED, facts.closed)
    wanted = f"{_points(told.total)}, {passed_words(bool(told.passed))}"
    if facts.counted is not None:
        day = format_date(facts.counted.result_on) if facts.counted.result_on else ""
        return Compared(
            Beside.DIFFERS,
            f"Đã nhận {_points(facts.counted.total)}, {passed_words(bool(facts.counted.passed))} (ngày {day}); lần này {wanted}.",
        )
    if facts.here is not None:
        if facts.here == told.total and facts.here_passes in (None, told.passed):
            return Compared(Beside.AGREES, "Bằng điểm đã chấm tại đây.")
        return Compared(Beside.DIFFERS, f"Chấm tại đây {_points(facts.here)}; phần mềm của Hội {wanted}.")
    return Compared(Beside.NEW)


def _same(told: Told, other: Told) -> bool:
    return (told.total, told.passed, told.result_on) == (other.total, other.passed, other.result_on)


def _points(total: Decimal | None) -> str:
    return "chưa có điểm" if total is None else f"{format_number(total)} điểm"


def settling_reasons(*, waits: bool, closed: str, why: str) -> list[Reason]:
    """A difference is settled once, with a reason, while the dossier is open."""
    if not waits:
        return [Reason("Kết quả này không còn chờ chọn. Tải lại trang.")]
    if closed:
        return [Reason(closed)]
    return [] if why else [Reason("Ghi lý do chọn.", "why")]


def taking_back_reasons(*, counts: bool, closed: str, why: str) -> list[Reason]:
    if not counts:
        return [Reason("Kết quả này không phải kết quả đang tính. Tải lại trang.")]
    if closed:
        return [Reason(closed)]
    return [] if why else [Reason("Ghi lý do bỏ kết quả.", "why")]
