"""What a library, bookcase, museum or culture house may be, by which rules it lends, how it ends."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_DAYS, MOST_COPIES, MOST_RENEWALS = 365, 50, 10

# At which level of place each kind lies; what is not named lies in a commune or a hamlet.
_LEVELS = {"province": ("province",), "district": ("district", "commune"), "museum": (), "culture_house": ()}
_LEVEL_WORDS = {
    "province": "Thư viện tỉnh ghi ở cấp tỉnh.",
    "district": "Thư viện huyện ghi ở huyện, hoặc ở xã nay quản lý.",
}


@dataclass(frozen=True)
class LibraryDetails:
    kind: str
    name: str
    address: str = ""
    keeper_name: str = ""
    reading_area: Decimal | None = None
    valid_from: dt.date | None = None
    is_planned: bool = False


@dataclass(frozen=True)
class LendingRules:
    loan_days: int | None
    loan_limit: int | None
    renewals: int | None
    hold_days: int | None


def library_blockers(
    details: LibraryDetails, *, level: str, place_name: str, taken: Iterable[str], today: dt.date
) -> list[Reason]:
    """`taken`: names of others that stand at the place."""
    reasons = []
    levels = _LEVELS.get(details.kind, ("commune", "hamlet"))
    if levels and level not in levels:
        words = _LEVEL_WORDS.get(
            details.kind, f"Nơi này ghi ở một xã hoặc một ấp; {place_name} không phải. Hãy chọn lại."
        )
        reasons.append(Reason(words, field="place"))
    if not details.name:
        reasons.append(Reason("Hãy ghi tên, ví dụ: Thư viện xã Hưng Thạnh.", field="name"))
    elif details.name.casefold() in {one.casefold() for one in taken}:
        reasons.append(
            Reason(
                f"{place_name} đã có {details.name}. Hãy mở nơi ấy ra ghi tiếp, hoặc đặt tên khác.", "name"
            )
        )
    if details.reading_area is not None and not 0 < details.reading_area <= 100_000:
        reasons.append(
            Reason("Diện tích đọc chưa đúng: ghi số mét vuông, chưa biết thì để trống.", "reading_area")
        )
    if details.valid_from is None:
        reasons.append(
            Reason("Hãy ghi ngày bắt đầu hoạt động; nhớ năm thì ghi ngày 1 tháng 1 năm ấy.", "valid_from")
        )
    elif details.valid_from > today and not details.is_planned:
        reasons.append(
            Reason(
                f"Ngày {format_date(details.valid_from)} chưa tới. Nơi mới dự kiến thì đánh dấu “mới có trong quy hoạch”.",
                "valid_from",
            )
        )
    return reasons


def lending_blockers(rules: LendingRules) -> list[Reason]:
    reasons = []
    for value, least, most, field, what in (
        (rules.loan_days, 1, MOST_DAYS, "loan_days", "Số ngày được mượn"),
        (rules.loan_limit, 1, MOST_COPIES, "loan_limit", "Số bản được mượn cùng lúc"),
        (rules.renewals, 0, MOST_RENEWALS, "renewals", "Số lần được gia hạn"),
        (rules.hold_days, 0, MOST_DAYS, "hold_days", "Số ngày giữ sách đặt trước"),
    ):
        if value is None or not least <= value <= most:
            reasons.append(Reason(f"{what}: ghi số từ {least} đến {most}.", field))
    return reasons


def ending_blockers(
    *,
    on: dt.date | None,
    why: str,
    since: dt.date,
    today: dt.date,
    lent: int,
    held: int,
    successor: bool,
) -> list[Reason]:
    """`lent`: copies out; `held`: copies that would stand at a place that is no more."""
    reasons = []
    if on is None:
        reasons.append(Reason("Hãy ghi ngày thôi hoạt động.", "ended_on"))
    elif on < since:
        reasons.append(
            Reason(f"Nơi này hoạt động từ {format_date(since)}, không thể thôi trước ngày ấy.", "ended_on")
        )
    elif on > today:
        reasons.append(Reason("Ngày ấy chưa tới. Đến ngày thì ghi.", "ended_on"))
    if not why:
        reasons.append(Reason("Hãy ghi lý do: sáp nhập, giải thể, hết kinh phí…", "why"))
    if lent:
        reasons.append(Reason(f"Còn {lent} bản đang cho mượn. Nhận trả hoặc ghi mất trước đã."))
    if held and not successor:
        reasons.append(
            Reason(
                f"Còn {held} bản trong kho. Chọn nơi nhận sách, hoặc ghi thanh lọc, chuyển đi từng bản trước.",
                "successor",
            )
        )
    return reasons
