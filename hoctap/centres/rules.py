"""What a centre may be called, and since when it may stand."""

import datetime as dt
from collections.abc import Iterable

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


def centre_blockers(
    *,
    name: str,
    level: str,
    place_name: str,
    founded_on: dt.date | None,
    today: dt.date,
    taken: Iterable[str],
) -> list[Reason]:
    """`taken`: names of organisations that stand at the place."""
    reasons = []
    if level != "commune":
        reasons.append(
            Reason(
                f"Trung tâm học tập cộng đồng là của cấp xã; {place_name} không phải. Hãy chọn xã, phường.",
                field="place",
            )
        )
    if not name:
        reasons.append(
            Reason("Hãy ghi tên trung tâm, ví dụ: Trung tâm Văn hóa – Học tập cộng đồng xã A.", field="name")
        )
    elif name.lower() in {one.lower() for one in taken}:
        reasons.append(Reason(f"{place_name} đã có {name}. Hãy mở trung tâm ấy ra ghi tiếp.", field="name"))
    if founded_on is not None and founded_on > today:
        reasons.append(
            Reason(
                f"Ngày thành lập {format_date(founded_on)} chưa tới. Hãy ghi ngày trên quyết định.",
                "founded_on",
            )
        )
    return reasons
