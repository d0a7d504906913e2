"""When a body may ask for a report. Values in, reasons out."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.reports.periodic.rules import ReceiverFacts, Term, receiver_blockers
from hoctap.reports.quantities.periods import Period


@dataclass(frozen=True)
class CallFacts:
    period: Period
    before_on: dt.date
    today: dt.date
    type_name: str
    type_term: Term
    asked: int
    """How many places below are to answer."""
    receiver: ReceiverFacts
    open_already: bool


def call_blockers(facts: CallFacts) -> list[Reason]:
    reasons = []
    if facts.open_already:
        reasons.append(Reason(f"“{facts.type_name}” {facts.period.label} đã có yêu cầu.", "type"))
    if not facts.type_term.touches(facts.period):
        reasons.append(Reason(f"“{facts.type_name}” không dùng cho {facts.period.label}.", "type"))
    if facts.before_on <= facts.period.starts_on:
        reasons.append(Reason("Hạn báo cáo phải sau ngày đầu của kỳ.", "before_on"))
    if not facts.asked:
        reasons.append(Reason("Không có nơi nào bên dưới phải lập loại báo cáo này trong kỳ.", "type"))
    reasons += receiver_blockers([facts.receiver], facts.today)
    return reasons
