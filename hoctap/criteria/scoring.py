"""The only place where points are added up and held against a threshold. Plain values in, values or reasons out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
class FrozenEdition:
    code: str
    threshold: Decimal
    is_sample: bool
    criteria: tuple[FrozenCriterion, ...]
    least_each: Decimal | None = None
    """No criterion below this, whatever the total (QĐ 324/QĐ-KHVN: 5)."""

    @property
    def max_total(self) -> Decimal:
        return sum((criterion.max_points for criterion in self.criteria), Decimal(0))


@dataclass(frozen=True)
class Score:
    """The sum of what was scored; `missing` names the criteria without points, `too_low` those below the least of each.

    Reaching the threshold needs neither.
    """

    total: Decimal
    missing: tuple[str, ...]
    reaches: bool
    too_low: tuple[str, ...] = ()


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
    """Add the points of one column (gia đình, Tổ ấp, or xã)."""
    missing = tuple(criterion.code for criterion in edition.criteria if criterion.code not in points)
    total = sum(
        (points[criterion.code] for criterion in edition.criteria if criterion.code in points), Decimal(0)
    )
    too_low = tuple(
        criterion.code
        for criterion in edition.criteria
        if edition.least_each is not None
        and points.get(criterion.code, edition.least_each) < edition.least_each
    )
    return Score(
        total=total,
        missing=missing,
        reaches=not missing and not too_low and total >= edition.threshold,
        too_low=too_low,
    )


def reaches(edition: FrozenEdition, total: Decimal | None, *, none_too_low: bool = False) -> bool | None:
    """Whether a total entered by list reaches the threshold; None when there is no total.

    `none_too_low`: the signed sheet says that no criterion is below the least of each, which a total alone cannot tell.
    """
    if total is None:
        return None
    return total >= edition.threshold and (edition.least_each is None or none_too_low)


def _is_in_tenths(points: Decimal) -> bool:
    return points == points.quantize(Decimal("0.1"))
