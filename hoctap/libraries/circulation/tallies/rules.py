"""Counts of a notebook, entered later. Values in, reasons out."""

import calendar
import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date, format_number

MOST = 100_000


@dataclass(frozen=True)
class TallyTyped:
    first: dt.date
    last: dt.date
    taken_home: int
    read_here: int = 0
    group: str = ""
    readers: str = ""


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def tally_blockers(
    typed: TallyTyped,
    *,
    library_name: str,
    opened_on: dt.date,
    ended_on: dt.date | None,
    lends: bool,
    named_loans: int,
    overlapping: str,
    same: bool,
    coarser: bool,
    today: dt.date,
) -> list[Reason]:
    """`named_loans`: written one by one in the period. `overlapping`: another period already counted that shares days with this one.
    `same`: this very line is there. `coarser`: the period stands there undivided, or divided where this line is not.
    """
    if not lends:
        return [Reason(f"{library_name} là bảo tàng hoặc nhà văn hóa, không có lượt mượn sách.")]
    reasons = []
    if typed.taken_home < 0 or typed.read_here < 0 or typed.taken_home + typed.read_here == 0:
        reasons.append(Reason("Hãy ghi số lượt mượn về hoặc đọc tại chỗ, từ 1.", field="taken_home"))
    elif max(typed.taken_home, typed.read_here) > MOST:
        reasons.append(Reason(f"Số lượt lớn quá {format_number(MOST)}. Hãy xem lại.", field="taken_home"))
    if typed.first > today:
        reasons.append(Reason(f"Ngày {format_date(typed.first)} chưa tới. Hãy xem lại ngày.", field="on"))
    if typed.last < opened_on or (ended_on is not None and typed.first >= ended_on):
        reasons.append(Reason(f"{library_name} không hoạt động vào lúc đó. Hãy xem lại ngày.", field="on"))
    if named_loans and typed.taken_home:
        reasons.append(
            Reason(
                f"Trong thời gian này đã ghi {format_number(named_loans)} lượt mượn theo từng cuốn, số theo sổ tay sẽ tính hai lần. "
                "Hãy ghi tiếp từng lượt; hoặc chỉ ghi lượt đọc tại chỗ, để số mượn về bằng 0.",
                field="taken_home",
            )
        )
    if overlapping:
        reasons.append(
            Reason(
                f"Đã ghi số của {overlapping}, trùng ngày với số này. Hãy bỏ số ấy, hoặc ghi theo cùng kỳ.",
                field="on",
            )
        )
    elif same:
        reasons.append(
            Reason("Kỳ này đã ghi số cho đúng môn loại, bạn đọc ấy. Muốn sửa thì bỏ số cũ rồi ghi lại.", "on")
        )
    elif coarser:
        reasons.append(
            Reason(
                "Kỳ này đã ghi số theo cách chia khác. Hãy chia môn loại, bạn đọc giống các số đã ghi, để khỏi cộng trùng.",
                field="group",
            )
        )
    return reasons


def dropping_blockers(why: str, *, is_dropped: bool) -> list[Reason]:
    if is_dropped:
        return [Reason("Số này đã bỏ rồi.")]
    if not clean(why):
        return [Reason("Hãy ghi lý do bỏ số này.", field="why")]
    return []
