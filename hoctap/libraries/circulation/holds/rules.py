"""Who may ask for a book in advance, and until when it is put aside. Values in, reasons out."""

import datetime as dt
import re

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

MOST_OPEN = 5
"""Of one borrower at a library: who asks for everything would keep it from the others."""
_PHONE = re.compile(r"0\d{8,10}")


def phone_of(typed: str) -> str:
    digits = re.sub(r"[\s.\-+()]", "", typed)
    return "0" + digits[2:] if re.fullmatch(r"84\d{9}", digits) else digits


def hold_blockers(
    *,
    lends: bool,
    copies: int,
    has_card: bool,
    card_usable: bool,
    name: str,
    phone: str,
    asked_already: bool,
    at_home_already: bool,
    open_holds: int,
) -> list[Reason]:
    """`copies`: of this title that the library has at all, on the shelf or lent."""
    if not lends:
        return [Reason("Nơi này không cho mượn sách hoặc đã thôi hoạt động.")]
    reasons = []
    if not copies:
        reasons.append(
            Reason("Thư viện này không có bản nào của sách ấy. Hãy chọn thư viện khác.", field="title")
        )
    if has_card:
        if not card_usable:
            reasons.append(Reason("Thẻ này không còn dùng. Hãy cấp thẻ mới rồi đặt trước.", field="borrower"))
        if asked_already:
            reasons.append(Reason("Thẻ này đã đặt trước sách ấy rồi.", field="title"))
        if at_home_already:
            reasons.append(Reason("Thẻ này đang giữ một bản của sách ấy rồi.", field="title"))
        if open_holds >= MOST_OPEN:
            reasons.append(Reason(f"Mỗi thẻ đặt trước nhiều nhất {MOST_OPEN} sách cùng lúc.", field="title"))
    else:
        if not clean(name):
            reasons.append(Reason("Hãy ghi họ tên người đặt, hoặc số thẻ.", field="name"))
        if not _PHONE.fullmatch(phone):
            reasons.append(Reason("Hãy ghi số điện thoại như 0912345678, để báo khi sách về.", field="phone"))
        if asked_already:
            reasons.append(Reason("Số điện thoại này đã đặt trước sách ấy rồi.", field="phone"))
    return reasons


def kept_until(today: dt.date, hold_days: int) -> dt.date:
    return today + dt.timedelta(days=hold_days)


def dropping_blockers(why: str, *, is_open: bool) -> list[Reason]:
    if not is_open:
        return [Reason("Lượt đặt trước này đã xong, không cần bỏ.")]
    if not clean(why):
        return [Reason("Hãy ghi lý do bỏ.", field="why")]
    return []
