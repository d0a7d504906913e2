"""What may be planned, packed, sent and taken back."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number


def leg_reasons(
    *,
    year: int,
    same_library: bool,
    is_lending: bool,
    books: int | None,
    out_on: dt.date | None,
    back_on: dt.date | None,
) -> list[Reason]:
    reasons = []
    if same_library:
        reasons.append(Reason("Nơi gửi và nơi nhận phải là hai nơi khác nhau.", "receiver"))
    if not is_lending:
        reasons.append(Reason("Nơi nhận phải có sách cho đọc: thư viện, tủ sách, điểm bưu điện.", "receiver"))
    if books is None or books < 1:
        reasons.append(Reason("Hãy ghi số bản sẽ luân chuyển.", "books"))
    elif books > 10_000:
        reasons.append(Reason("Số bản lớn quá. Hãy xem lại.", "books"))
    if out_on is None:
        reasons.append(Reason("Hãy ghi ngày đưa đi.", "out_on"))
    elif out_on.year != year:
        reasons.append(Reason(f"Ngày đưa đi phải trong năm {year} của kế hoạch.", "out_on"))
    if back_on is None:
        reasons.append(Reason("Hãy ghi ngày nhận lại.", "back_on"))
    elif out_on is not None and back_on <= out_on:
        reasons.append(Reason("Ngày nhận lại phải sau ngày đưa đi.", "back_on"))
    return reasons


def trip_reasons(
    *,
    same_library: bool,
    as_planned: bool,
    sender_lends: bool,
    receiver_lends: bool,
    due_on: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    """`as_planned`: between the two of its leg, or of no plan at all. `…_lends`: stands today and has books."""
    reasons = []
    if same_library:
        reasons.append(Reason("Nơi gửi và nơi nhận phải là hai nơi khác nhau.", "receiver"))
    elif not as_planned:
        reasons.append(
            Reason(
                "Chuyến theo kế hoạch phải đi đúng nơi gửi, nơi nhận của lượt ấy. "
                "Đi nơi khác thì lập chuyến riêng.",
                "receiver",
            )
        )
    if not sender_lends:
        reasons.append(Reason("Nơi gửi phải đang hoạt động và có sách cho đọc.", "sender"))
    if not receiver_lends:
        reasons.append(Reason("Nơi nhận phải đang hoạt động và có sách cho đọc.", "receiver"))
    if due_on is None or due_on <= today:
        reasons.append(Reason("Hãy ghi ngày hẹn nhận lại, sau hôm nay.", "due_on"))
    return reasons


@dataclass(frozen=True)
class CopyFacts:
    code: str
    is_gone: bool
    on_loan: bool
    is_put_aside: bool
    """For somebody who asked for it in advance."""
    on_trip: str
    """The trip that it is on already; empty for none."""
    stands_at: str
    is_here: bool
    """It stands at the place that sends."""


def pack_reasons(copy: CopyFacts | None, *, code: str, state: str) -> list[Reason]:
    if state != "packing":
        return [Reason("Chuyến này đã gửi đi, không xếp thêm được. Lập chuyến khác cho bản này.", "code")]
    if copy is None:
        return [Reason(f"Không có bản sách nào mang mã “{code}”. Hãy quét hoặc gõ lại.", "code")]
    if copy.is_gone:
        return [
            Reason(
                f"Bản {copy.code} đã ghi thôi giữ (mất, hỏng, thanh lọc). Còn đây thì bấm Đã tìm thấy ở trang đầu sách.",
                "code",
            )
        ]
    if copy.on_loan:
        return [Reason(f"Bản {copy.code} đang có người mượn. Nhận trả trước, rồi mới xếp đi.", "code")]
    if copy.is_put_aside:
        words = "đang để riêng cho người đặt trước. Bỏ lượt đặt ấy ở trang Đặt trước, hoặc xếp bản khác."
        return [Reason(f"Bản {copy.code} {words}", "code")]
    if copy.on_trip:
        return [
            Reason(f"Bản {copy.code} đã xếp cho chuyến {copy.on_trip}. Bỏ ra khỏi chuyến ấy trước.", "code")
        ]
    if not copy.is_here:
        return [
            Reason(
                f"Bản {copy.code} đang ở {copy.stands_at}, không phải ở nơi gửi. Hãy để riêng và xem nhãn.",
                "code",
            )
        ]
    return []


def send_reasons(
    *,
    copies: int,
    counted: int,
    lent: Collection[str],
    gone: Collection[str],
    elsewhere: Collection[str],
    ended: Collection[str],
    put_aside: Collection[str],
    on: dt.date | None,
    due_on: dt.date,
    today: dt.date,
) -> list[Reason]:
    """Codes of packed copies that meanwhile somebody borrowed, that were given up, that moved for good to another library, or that wait for who
    asked in advance. `ended`: names of the two libraries, where one stands no more.
    """
    reasons = [
        Reason(f"{name} đã thôi hoạt động. Hãy bỏ sách ra khỏi chuyến và lập chuyến khác.", "on")
        for name in ended
    ]
    if not copies and not counted:
        reasons.append(Reason("Chưa xếp bản sách nào. Quét mã, hoặc ghi số bản chỉ đếm.", "on"))
    if lent:
        reasons.append(Reason(f"Đang có người mượn: {', '.join(sorted(lent))}. Hãy bỏ ra khỏi chuyến.", "on"))
    if gone:
        reasons.append(Reason(f"Đã ghi thôi giữ: {', '.join(sorted(gone))}. Hãy bỏ ra khỏi chuyến.", "on"))
    if elsewhere:
        told = ", ".join(sorted(elsewhere))
        reasons.append(Reason(f"Nay không còn là sách của nơi gửi: {told}. Hãy bỏ ra khỏi chuyến.", "on"))
    if put_aside:
        told = ", ".join(sorted(put_aside))
        reasons.append(Reason(f"Đang để riêng cho người đặt trước: {told}. Hãy bỏ ra khỏi chuyến.", "on"))
    if on is None:
        reasons.append(Reason("Hãy ghi ngày gửi.", "on"))
    elif on > today:
        reasons.append(Reason("Ngày gửi chưa tới. Gửi đi rồi hãy ghi.", "on"))
    elif on >= due_on:
        reasons.append(Reason(f"Ngày gửi phải trước ngày hẹn nhận lại {format_date(due_on)}.", "on"))
    return reasons


def back_reasons(
    *,
    on: dt.date | None,
    sent_on: dt.date | None,
    counted: int,
    counted_back: int | None,
    unknown: Collection[str],
    lent: Collection[str],
    today: dt.date,
) -> list[Reason]:
    """`unknown`: codes typed that are not of this trip; `lent`: copies said to be back that somebody still has at home."""
    reasons = []
    if on is None:
        reasons.append(Reason("Hãy ghi ngày nhận lại.", "on"))
    elif on > today:
        reasons.append(Reason("Ngày nhận lại chưa tới. Nhận lại rồi hãy ghi.", "on"))
    elif sent_on is not None and on < sent_on:
        reasons.append(Reason(f"Ngày nhận lại không trước ngày gửi {format_date(sent_on)}.", "on"))
    if unknown:
        reasons.append(
            Reason(
                f"Không thuộc chuyến này: {', '.join(sorted(unknown))}. Hãy bỏ ra, để riêng và xem nhãn.",
                "codes",
            )
        )
    if lent:
        reasons.append(
            Reason(
                f"Còn ghi đang cho mượn: {', '.join(sorted(lent))}. Nhận trả ở nơi cho mượn trước.", "codes"
            )
        )
    if counted and counted_back is None:
        reasons.append(Reason("Hãy đếm số bản không có mã nhận lại.", "counted_back"))
    elif counted_back is not None and not 0 <= counted_back <= counted:
        reasons.append(
            Reason(f"Chỉ đếm đi {format_number(counted)} bản, không thể nhận lại nhiều hơn.", "counted_back")
        )
    return reasons
