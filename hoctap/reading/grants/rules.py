"""Bookcases that are given: what must hold."""

import datetime as dt
from collections.abc import Collection

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number


def grant_reasons(
    *,
    kind: str,
    kinds: Collection[str],
    name: str,
    on: dt.date | None,
    books: int | None,
    donor: str,
    is_taken: bool,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if kind not in kinds:
        reasons.append(Reason("Hãy chọn loại điểm nhận.", "kind"))
    if not name:
        reasons.append(Reason("Hãy ghi tên điểm nhận, ví dụ: Nhà văn hóa Ấp 1.", "name"))
    if on is None:
        reasons.append(Reason("Hãy ghi ngày trao.", "on"))
    elif on > today:
        reasons.append(Reason("Ngày trao chưa tới. Trao rồi hãy ghi.", "on"))
    elif is_taken:
        reasons.append(
            Reason(
                f"Đã ghi một tủ sách trao {name} ngày {format_date(on)}. Mở lần ấy để xem, hoặc ghi tên khác.",
                "name",
            )
        )
    if books is None or books < 1:
        reasons.append(Reason("Hãy ghi số bản sách, ít nhất 1.", "books"))
    elif books > 100_000:
        reasons.append(Reason("Số bản lớn quá. Hãy xem lại.", "books"))
    if not donor:
        reasons.append(Reason("Hãy ghi ai trao: hội, đơn vị, nhà hảo tâm.", "donor"))
    return reasons


def visit_reasons(
    *, on: dt.date | None, note: str, books_there: int | None, granted_on: dt.date, today: dt.date
) -> list[Reason]:
    reasons = []
    if on is None:
        reasons.append(Reason("Hãy ghi đến xem ngày nào.", "on"))
    elif on > today:
        reasons.append(Reason("Ngày đến xem chưa tới. Xem rồi hãy ghi.", "on"))
    elif on < granted_on:
        reasons.append(
            Reason(f"Tủ sách trao ngày {format_date(granted_on)}, sau ngày ấy. Hãy xem lại ngày.", "on")
        )
    if not note:
        reasons.append(Reason("Hãy ghi thấy gì: ai giữ, có người đọc không.", "note"))
    if books_there is not None and not 0 <= books_there <= 100_000:
        reasons.append(Reason(f"Số bản còn từ 0 đến {format_number(100_000)}.", "books_there"))
    return reasons
