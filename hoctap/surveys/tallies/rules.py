"""What may be counted at a meeting."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


@dataclass(frozen=True)
class Line:
    """`topic`: its id as text; empty: in words of their own."""

    topic: str
    text: str
    hands: int


@dataclass(frozen=True)
class TallyDetails:
    held_on: dt.date
    present: int
    households: int | None = None
    note: str = ""
    lines: Sequence[Line] = field(default_factory=tuple)


def tally_blockers(
    details: TallyDetails, *, opens_on: dt.date, today: dt.date, residents: int | None
) -> list[Reason]:
    """`residents`: who lives in the ấp by the register, where it has one; a meeting has guests, so twice as many is the limit."""
    reasons = []
    if details.held_on > today:
        reasons.append(
            Reason(
                f"Ngày {format_date(details.held_on)} chưa tới. Họp xong mới ghi kết quả.", field="held_on"
            )
        )
    if details.held_on < opens_on:
        reasons.append(
            Reason(
                f"Cuộc họp trước ngày bắt đầu đợt {format_date(opens_on)}. Hãy xem lại ngày họp.",
                field="held_on",
            )
        )
    if details.present < 1:
        reasons.append(Reason("Hãy ghi số người dự.", field="present"))
    if residents and details.present > 2 * residents:
        reasons.append(
            Reason(
                f"Sổ hộ ghi ấp có {residents} người, không thể có {details.present} người dự. Hãy xem lại.",
                field="present",
            )
        )
    if details.households is not None and details.households > details.present:
        reasons.append(
            Reason(
                "Số hộ nhiều hơn số người dự. Mỗi hộ có mặt ít nhất một người: hãy xem lại.",
                field="households",
            )
        )
    if not details.lines:
        reasons.append(Reason("Chưa ghi chuyên đề nào có người giơ tay. Hãy ghi ít nhất một."))
    for line in details.lines:
        if line.hands > details.present >= 1:
            reasons.append(
                Reason(
                    f"{line.hands} người giơ tay nhưng chỉ có {details.present} người dự. Hãy xem lại.",
                    field=f"topic-{line.topic}" if line.topic else "other_hands",
                )
            )
    return reasons
