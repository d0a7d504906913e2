"""What a settlement after a reorganisation must say."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.refusals import Reason

PLAN, WORK = "plan", "work"
INHERITED, ENDED, WAITING = "inherited", "ended", "waiting"


@dataclass(frozen=True)
class SettlementDetails:
    outcome: str
    paper_number: str = ""
    paper_date: dt.date | None = None
    heir_place_id: UUID | None = None
    heir_body_id: UUID | None = None
    note: str = ""


def settlement_blockers(details: SettlementDetails, *, about: str, on: dt.date) -> list[Reason]:
    reasons = []
    if details.outcome != WAITING:
        if not details.paper_number:
            reasons.append(
                Reason("Ghi số văn bản làm căn cứ; chưa có thì chọn “Chờ hướng dẫn”.", field="paper_number")
            )
        if details.paper_date is None:
            reasons.append(Reason("Ghi ngày văn bản.", field="paper_date"))
        elif details.paper_date > on:
            reasons.append(Reason("Ngày văn bản không được sau hôm nay.", field="paper_date"))
    if details.outcome == INHERITED:
        if about == PLAN and not details.heir_place_id:
            reasons.append(Reason("Chọn nơi kế thừa.", field="heir_place"))
        if about != PLAN and not details.heir_body_id:
            reasons.append(Reason("Chọn cơ quan kế thừa.", field="heir_body"))
    return reasons
