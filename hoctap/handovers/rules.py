"""When open work may go over from one position to another, today or on a day to come. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason

LONGEST_AGO = 31
LONGEST_AHEAD = 366
SHORTEST_WHY = 5


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
    """On the day of the handover; for one of today or before: now."""
    receiver_can_sign_in: bool
    receiver_name: str
    missing: Sequence[Missing]
    waits_for: dt.date | None = None
    """The day of another handover that was planned for the giver."""


def handover_blockers(facts: HandoverFacts) -> list[Reason]:
    reasons = []
    if facts.is_same:
        return [_SAME]
    if facts.handed_on > facts.today:
        reasons.append(Reason("Ngày bàn giao chưa tới; việc chỉ chuyển đi từ ngày ấy.", "handed_on"))
    if (facts.today - facts.handed_on).days > LONGEST_AGO:
        reasons.append(Reason("Ngày bàn giao đã quá một tháng. Hãy xem lại ngày trên biên bản.", "handed_on"))
    return reasons + _of_the_two(facts)


def plan_blockers(facts: HandoverFacts) -> list[Reason]:
    """For a day to come. On the day itself `handover_blockers` is asked again, of what is then."""
    reasons = []
    if facts.is_same:
        return [_SAME]
    if facts.handed_on <= facts.today:
        reasons.append(Reason("Ngày này không còn ở phía trước; hãy bàn giao ngay.", "handed_on"))
    if (facts.handed_on - facts.today).days > LONGEST_AHEAD:
        reasons.append(Reason("Chỉ định trước ngày bàn giao trong vòng một năm.", "handed_on"))
    return reasons + _of_the_two(facts)


def call_off_blockers(why: str) -> list[Reason]:
    if len(why) >= SHORTEST_WHY:
        return []
    return [Reason("Hãy ghi vì sao hủy, ví dụ: quyết định đã được thay.", "why")]


_SAME = Reason("Người giao và người nhận là cùng một tư cách. Hãy chọn người nhận khác.", "receiver")


def _of_the_two(facts: HandoverFacts) -> list[Reason]:
    reasons = []
    if facts.waits_for is not None:
        reasons.append(
            Reason(
                f"Tư cách này đã định bàn giao ngày {facts.waits_for:%d/%m/%Y}. Hãy hủy lần ấy trước.",
                "receiver",
            )
        )
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
