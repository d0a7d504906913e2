"""The stages of a khiếu nại, whatever the decision is about: what each asks, and what it leaves on the row. Called with the row locked."""

import datetime as dt
from typing import Any

from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.recognition.complaints import rules
from hoctap.recognition.complaints.models import COMPLAINT_TRANSITIONS, ComplaintState, Settlement, Stages


def received(
    *,
    complainant: str,
    received_on: dt.date | None,
    content: str,
    authority: str,
    due_on: dt.date | None,
    effective_on: dt.date | None,
    is_named: bool = True,
    by: Actor,
) -> dict[str, Any]:
    """The fields of a new one; `due_on` is the last day of taking it up, as an officer read it in the law."""
    reasons = rules.receipt_reasons(
        complainant=clean(complainant),
        content=content.strip(),
        authority=clean(authority),
        received_on=received_on,
        due_on=due_on,
        effective_on=effective_on,
        is_named=is_named,
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    return {
        "complainant": clean(complainant)[:200],
        "received_on": received_on,
        "content": content.strip()[:2000],
        "authority": clean(authority)[:200],
        "due_on": due_on,
        "recorded_by": by.described,
    }


def take_up(complaint: Stages, *, taken_up_on: dt.date | None, due_on: dt.date | None) -> None:
    """Thụ lý; `due_on` is now the last day of settling it."""
    _move(complaint, ComplaintState.TAKEN_UP)
    reasons = rules.taking_up_reasons(
        taken_up_on=taken_up_on, due_on=due_on, received_on=complaint.received_on, today=today()
    )
    if reasons:
        raise Refused(reasons)
    complaint.taken_up_on, complaint.due_on = taken_up_on, due_on


def settle(complaint: Stages, *, settlement: str, paper_number: str, ended_on: dt.date | None) -> None:
    """What the paper that settles it says. A title is not touched by it: another decision corrects or withdraws."""
    _move(complaint, ComplaintState.SETTLED)
    reasons = rules.settling_reasons(
        settlement=settlement,
        paper_number=clean(paper_number),
        ended_on=ended_on,
        taken_up_on=complaint.taken_up_on,
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    complaint.settlement, complaint.paper_number = Settlement(settlement), clean(paper_number)[:60]
    complaint.ended_on, complaint.due_on = ended_on, None


def close(complaint: Stages, *, state: str, why: str, ended_on: dt.date | None) -> None:
    """Không thụ lý, or withdrawn by who complained."""
    reasons = rules.closing_reasons(
        state=state,
        why=clean(why),
        ended_on=ended_on,
        received_on=complaint.taken_up_on or complaint.received_on,
        today=today(),
    )
    if state in (ComplaintState.NOT_TAKEN_UP, ComplaintState.WITHDRAWN):
        _move(complaint, ComplaintState(state))
    if reasons:
        raise Refused(reasons)
    complaint.why, complaint.ended_on, complaint.due_on = clean(why)[:300], ended_on, None


def keep[Row: Stages](complaint: Row, event: str, by: Actor) -> Row:
    complaint.changed_by, complaint.changed_at = by.described, timezone.now()
    complaint.save()
    audit.record(by, event, complaint)
    return complaint


def _move(complaint: Stages, wanted: ComplaintState) -> None:
    if not complaint.is_open:
        raise Refused([Reason(f"Khiếu nại này đã kết thúc: {complaint.get_state_display()}.")])
    check_move(ComplaintState(complaint.state), wanted, COMPLAINT_TRANSITIONS)
    complaint.state = wanted
