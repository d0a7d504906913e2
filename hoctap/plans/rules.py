"""What a plan and a target must be, what a deadline in words means, and whether a result meets a target."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from hoctap.core.dates import ONE_DAY
from hoctap.core.refusals import Reason

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
PERCENT = "%"


DRAFT, ISSUED, EXTENDED, ENDED = "draft", "issued", "extended", "ended"


@dataclass(frozen=True)
class PlanDetails:
    """What a plan says of itself. What the document does not say stays empty."""

    number: str
    dated_on: dt.date | None
    issuer: str
    title: str
    year_from: int
    year_to: int
    kind: str = "plan"
    date_partial: str = ""
    """'2023-07' where only the month is written."""
    issued_at: str = ""
    issuer_body_id: UUID | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    period_precision: str = "year"
    open_ended: bool = False
    lead_name: str = ""
    lead_body_id: UUID | None = None
    focal_name: str = ""
    focal_body_id: UUID | None = None
    focal_with: str = ""
    focal_condition: str = ""
    decider_name: str = ""
    signer_name: str = ""
    signer_title: str = ""
    signed_for: str = ""


@dataclass(frozen=True)
class TargetDetails:
    wording: str
    value: Decimal
    year: int
    measure: str = ""
    comparator: str = ">="
    value_max: Decimal | None = None
    unit: str = PERCENT
    before_on: dt.date | None = None
    kind: str = "percent"
    subject: str = ""
    level: str = ""
    section: str = ""
    base_year: int | None = None
    base_value: Decimal | None = None
    grade_min: str = ""
    parent_id: UUID | None = None
    source_from: int | None = None
    source_to: int | None = None
    source_page: int | None = None


def plan_blockers(details: PlanDetails, *, target_years: Collection[int] = ()) -> list[Reason]:
    reasons = []
    if not details.issuer.strip():
        reasons.append(Reason("Ghi cơ quan ban hành kế hoạch.", field="issuer"))
    if not details.title.strip():
        reasons.append(Reason("Ghi tên kế hoạch.", field="title"))
    if not EARLIEST_YEAR <= details.year_from <= LATEST_YEAR:
        reasons.append(Reason(f"Năm bắt đầu từ {EARLIEST_YEAR} đến {LATEST_YEAR}.", field="year_from"))
    if details.year_to < details.year_from:
        reasons.append(Reason("Năm kết thúc không được trước năm bắt đầu.", field="year_to"))
    elif details.year_to > LATEST_YEAR:
        reasons.append(Reason(f"Năm kết thúc không quá {LATEST_YEAR}.", field="year_to"))
    if details.date_partial:
        if details.dated_on:
            reasons.append(
                Reason("Đã có ngày ban hành thì bỏ trống phần chỉ có tháng.", field="date_partial")
            )
        elif not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", details.date_partial):
            reasons.append(Reason("Ghi tháng ban hành theo dạng 2023-07.", field="date_partial"))
    if details.period_from and details.period_to and details.period_to < details.period_from:
        reasons.append(Reason("Ngày kết thúc không được trước ngày bắt đầu.", field="period_to"))
    # A plan is often signed at the end of the year before its own, seldom after its last.
    if details.dated_on and not details.year_from - 2 <= details.dated_on.year <= details.year_to:
        reasons.append(
            Reason(
                f"Ngày ban hành không khớp với các năm {details.year_from}–{details.year_to} của kế hoạch.",
                field="dated_on",
            )
        )
    outside = sorted(year for year in target_years if not details.year_from <= year <= details.year_to)
    if outside:
        years = ", ".join(str(year) for year in outside)
        reasons.append(Reason(f"Kế hoạch đang có chỉ tiêu của năm {years}.", field="year_to"))
    return reasons


def target_blockers(
    details: TargetDetails,
    plan: PlanDetails,
    *,
    known_units: dict[str, str],
    taken: Collection[tuple[str, int]] = (),
) -> list[Reason]:
    """`known_units`: unit of each measure by its code. `taken`: (measure, year) of the other targets."""
    reasons = []
    if not details.wording.strip():
        reasons.append(Reason("Ghi nội dung chỉ tiêu như trong kế hoạch.", field="wording"))
    if details.measure and details.measure not in known_units:
        reasons.append(Reason("Số liệu này không có trong danh mục.", field="measure"))
    elif details.measure and details.unit not in (PERCENT, known_units[details.measure]):
        reasons.append(
            Reason(f"Đơn vị tính của số liệu này là % hoặc {known_units[details.measure]}.", field="unit")
        )
    if not details.unit.strip():
        reasons.append(Reason("Ghi đơn vị tính.", field="unit"))
    reasons += _value_blockers(details)
    reasons += _kind_blockers(details)
    if not plan.year_from <= details.year <= plan.year_to:
        reasons.append(
            Reason(f"Năm của chỉ tiêu phải trong {plan.year_from}–{plan.year_to} của kế hoạch.", field="year")
        )
    elif details.before_on and not details.year <= details.before_on.year <= details.year + 1:
        reasons.append(
            Reason(f"Hạn phải trong năm {details.year} hoặc đầu năm {details.year + 1}.", field="before_on")
        )
    if details.measure and (details.measure, details.year) in taken:
        reasons.append(
            Reason(f"Kế hoạch này đã có chỉ tiêu cho số liệu này trong năm {details.year}.", field="measure")
        )
    return reasons


def _value_blockers(details: TargetDetails) -> list[Reason]:
    reasons = []
    if details.value < 0:
        reasons.append(Reason("Giá trị không được âm.", field="value"))
    if details.unit == PERCENT and details.value > 100:
        reasons.append(Reason("Tỷ lệ phần trăm từ 0 đến 100.", field="value"))
    if details.comparator == "range":
        if details.value_max is None:
            reasons.append(Reason("Ghi giá trị cao nhất của khoảng.", field="value_max"))
        elif details.value_max < details.value:
            reasons.append(Reason("Giá trị cao nhất phải lớn hơn giá trị thấp nhất.", field="value_max"))
        elif details.unit == PERCENT and details.value_max > 100:
            reasons.append(Reason("Tỷ lệ phần trăm từ 0 đến 100.", field="value_max"))
    elif details.value_max is not None:
        reasons.append(Reason("Chỉ tiêu trong khoảng mới có giá trị cao nhất.", field="value_max"))
    return reasons


def _kind_blockers(details: TargetDetails) -> list[Reason]:
    reasons = []
    if details.kind == "zero" and details.value != 0:
        reasons.append(Reason("“Không để xảy ra” thì giá trị là 0.", field="value"))
    if details.kind == "boolean" and details.value not in (0, 1):
        reasons.append(Reason("“Có hay không” thì giá trị là 1 (có) hoặc 0 (không).", field="value"))
    if details.kind in ("level", "frequency") and details.unit == PERCENT:
        reasons.append(Reason("Mức độ và số lần không tính bằng %. Ghi đơn vị tính khác.", field="unit"))
    if details.base_year is not None and details.base_year > details.year:
        reasons.append(Reason("Năm gốc không được sau năm của chỉ tiêu.", field="base_year"))
    if details.base_value is not None and details.base_year is None:
        reasons.append(Reason("Có giá trị năm gốc thì ghi năm gốc.", field="base_year"))
    return reasons


def share_blockers(
    kind: str, unit: str, value: Decimal, shares: dict[str, Decimal], *, all_places: int
) -> list[Reason]:
    """Whether what is handed down to places fits the whole. `shares`: value by the name of its place.

    Only quantities are added up, and only once every place has its share; percentages are compared place by place.
    """
    reasons = [
        Reason(f"{name}: giá trị giao không được âm.", field="shares")
        for name, one in shares.items()
        if one < 0
    ]
    if unit == PERCENT:
        reasons += [
            Reason(f"{name}: tỷ lệ phần trăm từ 0 đến 100.", field="shares")
            for name, one in shares.items()
            if one > 100
        ]
    elif kind == "count" and len(shares) == all_places and sum(shares.values()) < value:
        total = sum(shares.values(), Decimal(0))
        reasons.append(
            Reason(
                f"Cộng các nơi được {total.normalize():f}, ít hơn chỉ tiêu chung {value.normalize():f}. "
                "Giao thêm, hoặc sửa chỉ tiêu chung.",
                field="shares",
            )
        )
    return reasons


def descent_blockers(*, own_level: int, parent_level: int, own_from: int, parent_to: int) -> list[Reason]:
    """`…_level`: how deep the place of each plan lies; a plan descends from one of its own place or a place above."""
    reasons = []
    if parent_level > own_level:
        reasons.append(Reason("Kế hoạch gốc phải là của cấp trên hoặc của chính nơi này.", field="parent"))
    if own_from > parent_to:
        reasons.append(
            Reason(f"Kế hoạch gốc đã hết thời gian từ năm {parent_to}, trước kế hoạch này.", field="parent")
        )
    return reasons


_DAY = re.compile(r"(?P<day>\d{1,2})\s*[/.\-]\s*(?P<month>\d{1,2})(?:\s*[/.\-]\s*(?P<year>\d{4}))?")
_SPELLED = re.compile(r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>\d{4}))?")
_INCLUSIVE = re.compile(r"^(đến hết|đến|chậm nhất|hạn cuối|hạn chót)\b")
_EXCLUSIVE = re.compile(r"^trước\b")


def read_deadline(text: str, year: int) -> dt.date | None:
    """'trước 15/11' of 2024 is 15/11/2024, 'đến hết ngày 14/11' the same; None when nothing is written.

    Stored is the day *before* which the work is due. Raises ValueError when the words are not understood.
    """
    words = " ".join(text.lower().split())
    if not words:
        return None
    found = _DAY.search(words) or _SPELLED.search(words)
    if not found:
        raise ValueError(text)
    day = dt.date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    opening = words[: found.start()].replace("ngày", "").strip()
    if _INCLUSIVE.match(opening):
        return day + ONE_DAY
    if opening and not _EXCLUSIVE.match(opening):
        raise ValueError(text)
    return day


class Standing(StrEnum):
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


def standing(comparator: str, value: Decimal, value_max: Decimal | None, result: Decimal) -> Standing:
    """Where a result lies; both in the unit of the target.

    '>=' compares exactly: 84,96 % is below 85 %. '=' compares after rounding the result to the target's own
    decimals: against 85 %, 84,96 % counts as equal and 85,5 % as above. A range has both its ends within. '<=' is left only upwards.
    """
    if comparator == "<=":
        return Standing.ABOVE if result > value else Standing.WITHIN
    if comparator == "=":
        result = result.quantize(Decimal(1).scaleb(-_decimals(value)), rounding=ROUND_HALF_UP)
    highest = value_max if comparator == "range" else value if comparator == "=" else None
    if result < value:
        return Standing.BELOW
    return Standing.ABOVE if highest is not None and result > highest else Standing.WITHIN


def is_met(comparator: str, value: Decimal, value_max: Decimal | None, result: Decimal | None) -> bool | None:
    """None when there is no result. Above a range is met; '=' is met only by equality."""
    if result is None:
        return None
    at = standing(comparator, value, value_max, result)
    return at == Standing.WITHIN or (at == Standing.ABOVE and comparator == "range")


def _decimals(value: Decimal) -> int:
    """Of the number as it was meant: 85.00 has none, 12.50 has one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
