"""The only place where points are added up and held against a threshold. Plain values in, values or reasons out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_number


@dataclass(frozen=True)
class FrozenCriterion:
    code: str
    group: str
    label: str
    clause: str
    max_points: Decimal
    needs_evidence: bool
    verification: str
    help: str = ""


@dataclass(frozen=True)
class Grade:
    """Tốt, Khá, Trung bình: reached from so many points, up to the next."""

    code: str
    label: str
    least: Decimal


@dataclass(frozen=True)
class FrozenEdition:
    code: str
    threshold: Decimal
    is_sample: bool
    criteria: tuple[FrozenCriterion, ...]
    least_each: Decimal | None = None
    """No criterion below this, whatever the total (QĐ 324/QĐ-KHVN: 5)."""
    grades: tuple[Grade, ...] = ()
    """The lowest first; empty where it knows only đạt."""

    @property
    def max_total(self) -> Decimal:
        return sum((criterion.max_points for criterion in self.criteria), Decimal(0))

    def grade_of(self, total: Decimal | None) -> Grade | None:
        """The grade of a total that reaches; None below the lowest, or where the edition has none."""
        if total is None:
            return None
        return next((grade for grade in reversed(self.grades) if total >= grade.least), None)

    @cached_property
    def limits(self) -> tuple[tuple[str, Decimal], ...]:
        """Each criterion's code and its most, as the scorer walks through them: read once for all dossiers of a round."""
        return tuple((criterion.code, criterion.max_points) for criterion in self.criteria)


class Deciding(Enum):
    """The rule that settled the result: the first of these that applies."""

    MISSING = "còn mục chưa chấm"
    TOO_LOW = "có mục dưới mức thấp nhất"
    BELOW = "tổng dưới mức đạt"
    REACHED = "đạt"


class Line(NamedTuple):
    """One criterion in the trace. `points` is None where it was not scored, `least` where the edition has none of each."""

    code: str
    points: Decimal | None
    most: Decimal
    least: Decimal | None

    @property
    def is_too_low(self) -> bool:
        return self.points is not None and self.least is not None and self.points < self.least


class Score(NamedTuple):
    """The sum of what was scored, and how it came about: a line for each criterion, the threshold, the rule that decided.

    `missing` names the criteria without points, `too_low` those below the least of each. Reaching the threshold needs neither.
    """

    total: Decimal
    missing: tuple[str, ...]
    too_low: tuple[str, ...]
    threshold: Decimal
    decided_by: Deciding
    lines: tuple[Line, ...]

    @property
    def reaches(self) -> bool:
        return self.decided_by is Deciding.REACHED


_ZERO = Decimal(0)
_POINTS = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{0,6})?")


def parse_points(text: str) -> Decimal | None:
    """'7', '7,5' and '7.5' as a user types them; None for an empty field; `ValueError` for anything else."""
    text = text.strip()
    if not text:
        return None
    if not _POINTS.fullmatch(text):
        raise ValueError(text[:20])
    return Decimal(text.replace(",", ".")) + 0  # '-0' is 0


def point_reasons(criterion: FrozenCriterion, points: Decimal) -> list[Reason]:
    if points < 0 or points > criterion.max_points:
        return [
            Reason(
                f"Tiêu chí {criterion.code}: ghi {format_number(points)} điểm, chỉ được từ 0 đến {format_number(criterion.max_points)}.",
                field=f"points-{criterion.code}",
            )
        ]
    if not _is_in_tenths(points):
        return [
            Reason(
                f"Tiêu chí {criterion.code}: điểm lẻ nhất là 0,5 hoặc 0,1.", field=f"points-{criterion.code}"
            )
        ]
    return []


def total_reasons(edition: FrozenEdition, total: Decimal, *, field: str = "") -> list[Reason]:
    if total < 0 or total > edition.max_total:
        return [
            Reason(
                f"Tổng điểm {format_number(total)} không hợp lệ: chỉ được từ 0 đến {format_number(edition.max_total)}.",
                field=field,
            )
        ]
    if not _is_in_tenths(total):
        # Kept as typed or not at all: a total rounded up could reach the threshold by itself.
        return [
            Reason(
                f"Tổng điểm {format_number(total)} không hợp lệ: điểm lẻ nhất là 0,5 hoặc 0,1.", field=field
            )
        ]
    return []


def score(edition: FrozenEdition, points: Mapping[str, Decimal]) -> Score:
    """Add the points of one column (gia đình, Tổ ấp, or xã). In one pass: a round of 5,000 is scored while somebody waits."""
    least = edition.least_each
    total = _ZERO
    missing: list[str] = []
    too_low: list[str] = []
    lines: list[Line] = []
    for code, most in edition.limits:
        given = points.get(code)
        lines.append(Line(code, given, most, least))
        if given is None:
            missing.append(code)
            continue
        total += given
        if least is not None and given < least:
            too_low.append(code)
    if missing:
        decided_by = Deciding.MISSING
    elif too_low:
        decided_by = Deciding.TOO_LOW
    else:
        decided_by = Deciding.REACHED if total >= edition.threshold else Deciding.BELOW
    return Score(total, tuple(missing), tuple(too_low), edition.threshold, decided_by, tuple(lines))


def reaches(edition: FrozenEdition, total: Decimal | None, *, none_too_low: bool = False) -> bool | None:
    """Whether a total entered by list reaches the threshold; None when there is no total.

    `none_too_low`: the signed sheet says that no criterion is below the least of each, which a total alone cannot tell.
    """
    if total is None:
        return None
    return total >= edition.threshold and (edition.least_each is None or none_too_low)


def _is_in_tenths(points: Decimal) -> bool:
    return points == points.quantize(Decimal("0.1"))
