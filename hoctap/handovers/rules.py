"""When open work may go over from one position to another. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason

LONGEST_AGO = 31


@dataclass(frozen=True)
class Missing:
    """A kind of open work that the receiver has no right to go on with."""

    label: str
    permission: str
    count: int


@dataclass(frozen=True)
class HandoverFacts:
    handed_on: dt.date
    today: dt.date
    decision: str
    is_same: bool
    giver: str
    giver_starts_on: dt.date
    giver_ended_on: dt.date | None
    receiver: str
    receiver_holds: bool
    receiver_can_sign_in: bool
    receiver_name: str
    missing: Sequence[Missing]


def handover_blockers(facts: HandoverFacts) -> list[Reason]:
    reasons = []
    if facts.is_same:
        return [Reason("Người giao và người nhận là cùng một tư cách. Hãy chọn người nhận khác.", "receiver")]
    if facts.handed_on > facts.today:
        reasons.append(
            Reason("Ngày bàn giao chưa tới. Bàn giao ghi vào đúng ngày giao nhận hoặc sau đó.", "handed_on")
        )
    if (facts.today - facts.handed_on).days > LONGEST_AGO:
        reasons.append(Reason("Ngày bàn giao đã quá một tháng. Hãy xem lại ngày trên biên bản.", "handed_on"))
    if facts.handed_on <= facts.giver_starts_on:
        reasons.append(
            Reason(
                f"{facts.giver} giữ chức vụ từ {facts.giver_starts_on:%d/%m/%Y}: ngày bàn giao phải sau ngày ấy.",
                "handed_on",
            )
        )
    if facts.giver_ended_on is not None and facts.giver_ended_on < facts.handed_on:
        reasons.append(
            Reason(
                f"{facts.giver} đã thôi giữ từ {facts.giver_ended_on:%d/%m/%Y}, không còn việc để giao ngày này.",
                "handed_on",
            )
        )
    if not facts.decision:
        reasons.append(Reason("Hãy ghi văn bản là căn cứ bàn giao: số, ngày.", "decision"))
    if not facts.receiver_holds:
        reasons.append(
            Reason(f"{facts.receiver} chưa bắt đầu hoặc đã kết thúc; chưa nhận việc được.", "receiver")
        )
    if not facts.receiver_can_sign_in:
        reasons.append(
            Reason(f"Tài khoản của {facts.receiver_name} đang khóa. Mở lại trước khi bàn giao.", "receiver")
        )
    reasons += [
        Reason(
            f"Người nhận chưa có quyền “{one.permission}” nên không nhận được: {one.label} ({one.count}). "
            "Đánh dấu “Giao luôn vai trò”, hoặc giao vai trò cho người nhận trước.",
            "gave_roles",
        )
        for one in facts.missing
    ]
    return reasons
