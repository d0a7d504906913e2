"""What may be written down as a culture or sport event."""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

KINDS = ("culture", "sport", "event")


def event_blockers(
    *,
    kind: str,
    title: str,
    on: dt.date,
    place_name: str,
    is_commune_or_hamlet: bool,
    is_topic_offered: bool,
    is_venue_there: bool,
    is_written_already: bool,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if kind not in KINDS:
        reasons.append(Reason("Chọn văn hóa, văn nghệ; thể dục, thể thao; hoặc sự kiện khác.", field="kind"))
    if not title:
        reasons.append(Reason("Hãy ghi tên hoạt động, ví dụ: Giải bóng chuyền mừng xuân.", field="title"))
    if not is_commune_or_hamlet:
        reasons.append(Reason(f"Hoạt động là của xã hoặc ấp, khóm; {place_name} không phải.", field="place"))
    if not is_topic_offered:
        reasons.append(Reason("Lĩnh vực này nơi đang chọn không dùng. Hãy chọn lĩnh vực khác.", "topic"))
    if not is_venue_there:
        reasons.append(
            Reason("Địa điểm này không thuộc xã đang chọn, hoặc đã thôi dùng. Hãy chọn nơi khác.", "venue")
        )
    if on > today:
        reasons.append(
            Reason(f"Ngày {format_date(on)} chưa tới. Hãy ghi sau khi hoạt động đã diễn ra.", field="on")
        )
    elif is_written_already:
        reasons.append(
            Reason(f"{title}, ngày {format_date(on)} ở {place_name} đã ghi rồi, không ghi lần nữa.", "title")
        )
    return reasons
