"""What the record of a complaint must hold. How many days each stage may take is the law's: an officer types the day, nothing is reckoned."""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


def receipt_reasons(
    *,
    complainant: str,
    content: str,
    authority: str,
    received_on: dt.date | None,
    due_on: dt.date | None,
    effective_on: dt.date | None,
    is_named: bool,
    today: dt.date,
) -> list[Reason]:
    """`effective_on` is the decision's; `is_named` says that the dossier, where one is named, stands in it."""
    reasons = []
    if effective_on is None:
        reasons.append(
            Reason(
                "Quyết định chưa có hiệu lực: trước quyết định thì ghi phản ánh, kiến nghị, ở trang của đợt."
            )
        )
    if not is_named:
        reasons.append(Reason("Hồ sơ này không thuộc quyết định. Tải lại trang."))
    for value, field, label in (
        (complainant, "complainant", "người khiếu nại"),
        (content, "content", "nội dung khiếu nại"),
        (authority, "authority", "người, cơ quan có thẩm quyền giải quyết"),
    ):
        if not value:
            reasons.append(Reason(f"Ghi {label}.", field))
    if received_on is None:
        reasons.append(Reason("Ghi ngày nhận đơn.", "received_on"))
    elif received_on > today:
        reasons.append(Reason("Ngày nhận đơn ở sau ngày hôm nay.", "received_on"))
    elif effective_on is not None and received_on < effective_on:
        reasons.append(
            Reason(f"Ngày nhận đơn ở trước ngày quyết định ({format_date(effective_on)}).", "received_on")
        )
    return reasons + _due_reasons(due_on, received_on)


def taking_up_reasons(
    *, taken_up_on: dt.date | None, due_on: dt.date | None, received_on: dt.date, today: dt.date
) -> list[Reason]:
    reasons = []
    if taken_up_on is None:
        reasons.append(Reason("Ghi ngày thụ lý.", "taken_up_on"))
    elif taken_up_on > today:
        reasons.append(Reason("Ngày thụ lý ở sau ngày hôm nay.", "taken_up_on"))
    elif taken_up_on < received_on:
        reasons.append(Reason("Ngày thụ lý ở trước ngày nhận đơn.", "taken_up_on"))
    return reasons + _due_reasons(due_on, taken_up_on)


def _due_reasons(due_on: dt.date | None, since: dt.date | None) -> list[Reason]:
    if due_on is not None and since is not None and due_on < since:
        return [Reason("Hạn ở trước ngày bắt đầu của bước này.", "due_on")]
    return []


def settling_reasons(
    *,
    settlement: str,
    paper_number: str,
    ended_on: dt.date | None,
    taken_up_on: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if settlement not in ("keep", "correct", "cancel"):
        reasons.append(Reason("Chọn kết quả: giữ nguyên, sửa hoặc hủy quyết định.", "settlement"))
    if not paper_number:
        reasons.append(Reason("Ghi số văn bản giải quyết.", "paper_number"))
    return reasons + _ended_reasons(ended_on, taken_up_on, today, "văn bản giải quyết")


def closing_reasons(
    *, state: str, why: str, ended_on: dt.date | None, received_on: dt.date, today: dt.date
) -> list[Reason]:
    reasons = []
    if state not in ("not_taken_up", "withdrawn"):
        reasons.append(Reason("Chọn: không thụ lý, hoặc người khiếu nại rút đơn.", "state"))
    if not why:
        reasons.append(Reason("Ghi lý do.", "why"))
    return reasons + _ended_reasons(ended_on, received_on, today, "kết thúc")


def _ended_reasons(
    ended_on: dt.date | None, since: dt.date | None, today: dt.date, what: str
) -> list[Reason]:
    if ended_on is None:
        return [Reason(f"Ghi ngày {what}.", "ended_on")]
    if ended_on > today:
        return [Reason(f"Ngày {what} ở sau ngày hôm nay.", "ended_on")]
    if since is not None and ended_on < since:
        return [Reason(f"Ngày {what} ở trước ngày {format_date(since)} của bước trước.", "ended_on")]
    return []
