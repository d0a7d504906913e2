"""What is taken about levels, children at school, relapses into illiteracy, and visits to those who left school."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date

_MOST = 1_000_000
OLDEST = 60
"""Xóa mù chữ mức 2 reaches people up to this age."""


@dataclass(frozen=True)
class TypedLevel:
    level: str = ""
    """Empty: nothing is said of it."""
    decision: str = ""
    decided_on: dt.date | None = None


@dataclass(frozen=True)
class TypedEnrolment:
    children: str = ""
    enrolled: str = ""


@dataclass(frozen=True)
class TypedYear:
    """All that is written down of a commune's year in one go."""

    year: int
    system_day: dt.date
    levels: Mapping[str, TypedLevel] = field(default_factory=dict)
    enrolments: Mapping[str, TypedEnrolment] = field(default_factory=dict)
    relapsed: str = ""
    learning: str = ""
    follow_up: str = ""
    why: str = ""


@dataclass(frozen=True)
class ReadYear:
    """The same in numbers."""

    levels: dict[str, tuple[int, str, dt.date | None]]
    enrolments: dict[str, tuple[int, int]]
    relapse: tuple[int, int, str] | None

    @property
    def is_empty(self) -> bool:
        return not (self.levels or self.enrolments or self.relapse)


def whole_number(typed: str) -> int | None:
    text = clean(typed).replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text, re.ASCII):
        text = text.replace(".", "").replace(",", "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) and int(text) <= _MOST else None


def read_year(
    typed: TypedYear,
    *,
    highest: Mapping[str, int],
    labels: Mapping[str, str],
    taken: Iterable[str],
    today: dt.date,
) -> tuple[ReadYear, list[Reason]]:
    """`labels`: of aims, and of school levels under 'school-…'. `taken`: what the year says already, by the same keys and 'relapse'."""
    reasons = []
    if typed.system_day > today:
        reasons.append(Reason(f"Ngày {format_date(typed.system_day)} chưa tới.", "system_day"))
    if not 2000 <= typed.year <= today.year:
        reasons.append(Reason(f"Năm {typed.year} không đúng hoặc chưa tới.", "year"))
    levels = {}
    for aim, one in typed.levels.items():
        number = whole_number(one.level) if clean(one.level) else None
        decision = clean(one.decision)
        if not clean(one.level):
            if decision or one.decided_on:
                reasons.append(Reason(f"{labels[aim]}: có quyết định thì chọn mức độ.", f"level-{aim}"))
            continue
        if number is None or number > highest[aim]:
            reasons.append(Reason(f"{labels[aim]}: không có mức độ {clean(one.level)}.", f"level-{aim}"))
            continue
        if one.decided_on is not None and one.decided_on > today:
            reasons.append(Reason(f"{labels[aim]}: ngày quyết định chưa tới.", f"decided-{aim}"))
        if one.decided_on is not None and not decision:
            reasons.append(Reason(f"{labels[aim]}: có ngày thì ghi số quyết định.", f"decision-{aim}"))
        levels[aim] = (number, decision, one.decided_on)
    enrolments = {}
    for school, counted in typed.enrolments.items():
        both = [clean(counted.children), clean(counted.enrolled)]
        if not any(both):
            continue
        children, enrolled = (whole_number(text) for text in both)
        label = labels[f"school-{school}"]
        if children is None or enrolled is None:
            reasons.append(
                Reason(f"{label}: hãy ghi số trẻ trong độ tuổi và số đang học.", f"children-{school}")
            )
        elif enrolled > children:
            reasons.append(
                Reason(f"{label}: {enrolled} đang học nhiều hơn {children} trẻ.", f"enrolled-{school}")
            )
        else:
            enrolments[school] = (children, enrolled)
    relapse, wrong = _read_relapse(typed)
    reasons += wrong
    read = ReadYear(levels, enrolments, relapse)
    if read.is_empty and not reasons:
        reasons.append(Reason("Chưa ghi gì cho năm này."))
    told = {*levels, *(f"school-{one}" for one in enrolments), *(["relapse"] if relapse else [])}
    if told & set(taken) and not clean(typed.why):
        reasons.append(Reason("Năm này đã có số liệu ấy. Ghi lại thì hãy ghi lý do.", "why"))
    return read, reasons


def _read_relapse(typed: TypedYear) -> tuple[tuple[int, int, str] | None, list[Reason]]:
    people_text, learning_text = clean(typed.relapsed), clean(typed.learning)
    if not people_text:
        if learning_text or clean(typed.follow_up):
            return None, [Reason("Hãy ghi số người tái mù chữ; không có ai thì ghi 0.", "relapsed")]
        return None, []
    people = whole_number(people_text)
    learning = whole_number(learning_text) if learning_text else 0
    if people is None or learning is None:
        return None, [Reason("Số người tái mù chữ và số đang học lại phải là số.", "relapsed")]
    if learning > people:
        return None, [Reason(f"{learning} người học lại nhiều hơn {people} người tái mù chữ.", "learning")]
    return (people, learning, clean(typed.follow_up)), []


# ---------------------------------------------------------------- the visit list


@dataclass(frozen=True)
class PupilDetails:
    full_name: str
    birth_year: int
    school_level: str
    year: int


def pupil_blockers(
    details: PupilDetails,
    *,
    is_hamlet: bool,
    taken: Iterable[tuple[str, int]],
    today: dt.date,
) -> list[Reason]:
    """`taken`: name and birth year of who waits in the list of the hamlet already."""
    reasons = []
    if not is_hamlet:
        reasons.append(Reason("Hãy chọn ấp, khóm nơi em ở.", "hamlet"))
    if not details.full_name:
        reasons.append(Reason("Hãy ghi họ và tên.", "full_name"))
    if not today.year - OLDEST <= details.birth_year <= today.year - 3:
        reasons.append(
            Reason(f"Năm sinh {details.birth_year} không thuộc độ tuổi vận động ra lớp.", "birth_year")
        )
    if not 2000 <= details.year <= today.year:
        reasons.append(Reason(f"Năm {details.year} không đúng hoặc chưa tới.", "year"))
    key = (details.full_name.casefold(), details.birth_year)
    if key in {(name.casefold(), year) for name, year in taken}:
        reasons.append(Reason(f"{details.full_name} đã có trong danh sách của ấp.", "full_name"))
    return reasons


def visit_blockers(
    *,
    on: dt.date,
    visitors: str,
    outcome: str,
    next_on: dt.date | None,
    is_waiting: bool,
    last: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if not is_waiting:
        reasons.append(Reason("Em này không còn trong danh sách cần vận động."))
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới. Hẹn thì ghi ở ô hẹn đến lại.", "on"))
    if last is not None and outcome in ("returned", "moved") and on < last:
        reasons.append(
            Reason(f"Lần đến gần nhất là {format_date(last)}. Kết quả cuối cùng phải sau ngày ấy.", "on")
        )
    if not visitors:
        reasons.append(Reason("Hãy ghi ai đến vận động.", "visitors"))
    if next_on is not None:
        if outcome in ("returned", "moved"):
            reasons.append(Reason("Đã ra lớp hoặc chuyển đi thì không hẹn nữa.", "next_on"))
        elif next_on <= on:
            reasons.append(Reason("Ngày hẹn phải sau ngày đến.", "next_on"))
    return reasons
