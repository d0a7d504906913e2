"""Since when a hamlet is difficult, and until when."""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


def mark_blockers(
    *,
    is_hamlet: bool,
    place_name: str,
    since: dt.date,
    basis: str,
    today: dt.date,
    is_marked: bool,
    last_until: dt.date | None,
) -> list[Reason]:
    reasons = []
    if not is_hamlet:
        reasons.append(Reason(f"{place_name} không phải ấp, khóm. Hãy chọn một ấp, khóm.", field="hamlet"))
    if is_marked:
        reasons.append(Reason(f"{place_name} đang được ghi là khó khăn rồi.", field="hamlet"))
    if since > today:
        reasons.append(
            Reason(f"Ngày {format_date(since)} chưa tới. Hãy ghi ngày trên văn bản.", field="since")
        )
    elif last_until is not None and since < last_until:
        reasons.append(
            Reason(
                f"{place_name} đã được ghi khó khăn đến {format_date(last_until)}. Hãy chọn từ ngày ấy trở đi.",
                "since",
            )
        )
    if not basis:
        reasons.append(Reason("Hãy ghi căn cứ, ví dụ: Quyết định 12/QĐ-UBND ngày 05/01/2026.", field="basis"))
    return reasons


def end_blockers(*, since: dt.date, until: dt.date, today: dt.date, has_ended: bool) -> list[Reason]:
    reasons = []
    if has_ended:
        reasons.append(Reason("Ấp, khóm này đã được ghi hết khó khăn."))
    if until <= since:
        reasons.append(Reason(f"Ngày hết khó khăn phải sau {format_date(since)}.", field="until"))
    if until > today:
        reasons.append(Reason(f"Ngày {format_date(until)} chưa tới.", field="until"))
    return reasons
