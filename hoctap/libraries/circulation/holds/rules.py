"""Who may ask for a book in advance, and until when it is put aside. Values in, reasons out."""

import datetime as dt
import re

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

MOST_OPEN = 5
"""Of one borrower at a library: who asks for everything would keep it from the others."""
LONGEST_WAIT = 90
"""Days of who left a name without a card; then the name goes."""
_PHONE = re.compile(r"0\d{8,10}")


def phone_of(typed: str) -> str:
    digits = re.sub(r"[\s.\-+()]", "", typed)
    return "0" + digits[2:] if re.fullmatch(r"84\d{9}", digits) else digits


def is_phone(phone: str) -> bool:
    return bool(_PHONE.fullmatch(phone))


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
    card: str = "",
) -> list[Reason]:
    """`copies`: of this title that the library has at all, on the shelf or lent. `card`: only written down, from outside."""
    if not lends:
        return [Reason("Nơi này không cho mượn sách hoặc đã thôi hoạt động. Hãy chọn thư viện khác.")]
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
            reasons.append(
                Reason(
                    f"Mỗi thẻ đặt trước nhiều nhất {MOST_OPEN} sách cùng lúc. Bỏ một lượt đang đặt trước.",
                    field="title",
                )
            )
    elif not card:
        if not clean(name):
            reasons.append(Reason("Hãy ghi họ tên người đặt, hoặc số thẻ.", field="name"))
        if not is_phone(phone):
            reasons.append(Reason("Hãy ghi số điện thoại như 0912345678, để báo khi sách về.", field="phone"))
        if asked_already:
            reasons.append(Reason("Số điện thoại này đã đặt trước sách ấy rồi.", field="phone"))
    return reasons


def kept_until(today: dt.date, hold_days: int) -> dt.date:
    return today + dt.timedelta(days=hold_days)


def waits_since(today: dt.date) -> dt.date:
    """Who asked before this day waits no longer under a name alone."""
    return today - dt.timedelta(days=LONGEST_WAIT)


def card_blockers(
    *, is_open: bool, is_known: bool, of_library: bool, usable: bool, asked_already: bool
) -> list[Reason]:
    """Whoever left his name came with a card, or was given one."""
    if not is_open:
        return [Reason("Lượt đặt trước này đã xong, không cần ghi thẻ.")]
    if not is_known or not of_library:
        return [Reason("Không có thẻ số này ở đây. Hãy xem lại số, hoặc cấp thẻ trước.", field="card")]
    if not usable:
        return [Reason("Thẻ này không còn dùng. Hãy cấp thẻ mới rồi ghi lại.", field="card")]
    if asked_already:
        return [Reason("Thẻ này đã đặt trước sách ấy rồi. Hãy bỏ một trong hai lượt.", field="card")]
    return []


def dropping_blockers(why: str, *, is_open: bool) -> list[Reason]:
    if not is_open:
        return [Reason("Lượt đặt trước này đã xong, không cần bỏ.")]
    if not clean(why):
        return [Reason("Hãy ghi lý do bỏ.", field="why")]
    return []
