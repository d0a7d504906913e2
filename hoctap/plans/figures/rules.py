"""A dated figure of a target, and where a target stands: on track, at risk or late, with the arithmetic."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason

PERCENT_KIND, GROWTH = "percent", "growth"


@dataclass(frozen=True)
class FigureDetails:
    year: int
    as_of: dt.date
    source: str
    value: Decimal | None = None
    """Without one it is worked out from the numerator and the denominator."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    paper: str = ""


def figure_blockers(details: FigureDetails, *, divides: bool, on: dt.date) -> list[Reason]:
    """`divides`: the measure is one number over another."""
    reasons = []
    if not details.source:
        reasons.append(Reason("Ghi nguồn của số liệu, ví dụ báo cáo, sổ theo dõi, biên bản.", field="source"))
    if details.as_of > on:
        reasons.append(Reason("Ngày của số liệu không được sau hôm nay.", field="as_of"))
    if divides:
        if details.numerator is None or details.denominator is None:
            reasons.append(Reason("Ghi cả tử số và mẫu số.", field="numerator"))
        elif details.denominator <= 0:
            reasons.append(Reason("Mẫu số phải lớn hơn 0.", field="denominator"))
        elif not 0 <= details.numerator <= details.denominator:
            reasons.append(Reason("Tử số từ 0 đến mẫu số.", field="numerator"))
    elif details.value is None:
        reasons.append(Reason("Ghi giá trị.", field="value"))
    elif details.value < 0:
        reasons.append(Reason("Giá trị không được âm.", field="value"))
    return reasons
