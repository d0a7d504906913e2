"""When a session counts as held, by whichever way its people are counted."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


@dataclass(frozen=True)
class SessionFacts:
    on: dt.date
    is_cancelled: bool
    is_class: bool
    has_speaker: bool


def held_blockers(session: SessionFacts, *, today: dt.date) -> list[Reason]:
    """Asked by a headcount and by a roll-call alike."""
    reasons = []
    if session.is_cancelled:
        reasons.append(Reason("Buổi này đã hủy, không ghi người dự được. Hãy thêm một buổi khác."))
    elif session.on > today:
        reasons.append(
            Reason(
                f"Buổi này là ngày {format_date(session.on)}, chưa tới. Hãy ghi người dự từ ngày ấy, "
                "hoặc sửa ngày của buổi nếu đã học sớm hơn."
            )
        )
    if session.is_class and not session.has_speaker:
        reasons.append(
            Reason("Lớp này chưa ghi báo cáo viên, giáo viên. Hãy ghi người dạy trước khi ghi buổi đã học.")
        )
    return reasons
