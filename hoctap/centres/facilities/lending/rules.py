"""What can be lent, and how it comes back."""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number

LONGEST = dt.timedelta(days=366)


def loan_blockers(
    *,
    name: str,
    quantity: int,
    there: int,
    borrower: str,
    purpose: str,
    out_on: dt.date,
    due_on: dt.date,
    today: dt.date,
    is_dropped: bool,
) -> list[Reason]:
    """`there`: usable and not lent already."""
    if is_dropped:
        return [Reason(f"{name} đã thôi theo dõi, không còn để cho mượn.", field="equipment")]
    reasons = []
    if quantity < 1:
        reasons.append(Reason("Hãy ghi số lượng cho mượn, từ 1.", field="quantity"))
    elif quantity > there:
        told = (
            f"chỉ còn {format_number(there)} dùng tốt ở nhà" if there else "không còn cái nào dùng tốt ở nhà"
        )
        reasons.append(Reason(f"{name} {told}. Hãy bớt số lượng hoặc ghi trả lượt trước.", field="quantity"))
    if not borrower:
        reasons.append(Reason("Hãy ghi đơn vị mượn.", field="borrower"))
    if not purpose:
        reasons.append(Reason("Hãy ghi mượn để dùng vào việc gì.", field="purpose"))
    if out_on > today:
        reasons.append(Reason(f"Ngày {format_date(out_on)} chưa tới. Khi giao hãy ghi.", field="out_on"))
    if due_on < out_on:
        reasons.append(Reason("Ngày hẹn trả phải từ ngày mượn trở đi.", field="due_on"))
    elif due_on - out_on > LONGEST:
        reasons.append(
            Reason("Hẹn trả trong một năm. Lâu hơn thì giao hẳn, ghi thôi theo dõi.", field="due_on")
        )
    return reasons


def return_blockers(
    *,
    quantity: int,
    good: int,
    repair: int,
    broken: int,
    out_on: dt.date,
    back_on: dt.date,
    today: dt.date,
    returned_on: dt.date | None,
    note: str,
) -> list[Reason]:
    if returned_on is not None:
        return [Reason(f"Lượt mượn này đã trả ngày {format_date(returned_on)}, không ghi trả lần nữa.")]
    reasons = []
    if good + repair + broken != quantity:
        reasons.append(
            Reason(
                f"Đã cho mượn {format_number(quantity)}; trả dùng tốt, cần sửa, hỏng hoặc mất phải cộng lại đúng số ấy.",
                field="back_good",
            )
        )
    if (repair or broken) and not note:
        reasons.append(
            Reason("Có cái cần sửa, hỏng hoặc mất: hãy ghi tình trạng khi trả.", field="back_note")
        )
    if back_on > today:
        reasons.append(Reason(f"Ngày {format_date(back_on)} chưa tới.", field="back_on"))
    elif back_on < out_on:
        reasons.append(Reason(f"Mượn ngày {format_date(out_on)}: ngày trả phải từ đó.", field="back_on"))
    return reasons
