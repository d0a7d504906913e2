"""The stages of a complaint. They can come after the round is closed: only the decision stands behind them."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.recognition.complaints import rules
from hoctap.recognition.complaints.models import (
    COMPLAINT_TRANSITIONS,
    Complaint,
    ComplaintState,
    Settlement,
)
from hoctap.recognition.models import RecognitionDecision


@transaction.atomic
def receive_complaint(
    decision: RecognitionDecision,
    *,
    dossier_id: UUID | None = None,
    complainant: str,
    received_on: dt.date | None,
    content: str,
    authority: str,
    due_on: dt.date | None = None,
    by: Actor,
) -> Complaint:
    """Khiếu nại about a decision in effect; `due_on` is the last day of taking it up, as an officer read it in the law."""
    by.must(Permission.DECISION_PREPARE, at=decision.round.place)
    reasons = rules.receipt_reasons(
        complainant=clean(complainant),
        content=content.strip(),
        authority=clean(authority),
        received_on=received_on,
        due_on=due_on,
        effective_on=decision.effective_on,
        is_named=dossier_id is None or decision.lines.filter(dossier=dossier_id).exists(),
        today=today(),
    )
    if reasons or received_on is None:
        raise Refused(reasons)
    complaint = Complaint.objects.create(
        decision=decision,
        dossier_id=dossier_id,
        complainant=clean(complainant)[:200],
        received_on=received_on,
        content=content.strip()[:2000],
        authority=clean(authority)[:200],
        due_on=due_on,
        recorded_by=by.described,
    )
    audit.record(by, "recognition.complaint.received", complaint)
    return complaint


@transaction.atomic
def take_up_complaint(
    complaint: Complaint, *, taken_up_on: dt.date | None, due_on: dt.date | None = None, by: Actor
) -> Complaint:
    """Thụ lý; `due_on` is now the last day of settling it."""
    complaint = _lock(complaint, by)
    _move(complaint, ComplaintState.TAKEN_UP)
    reasons = rules.taking_up_reasons(
        taken_up_on=taken_up_on, due_on=due_on, received_on=complaint.received_on, today=today()
    )
    if reasons:
        raise Refused(reasons)
    complaint.taken_up_on, complaint.due_on = taken_up_on, due_on
    return _saved(complaint, "recognition.complaint.taken_up", by)


@transaction.atomic
def settle_complaint(
    complaint: Complaint, *, settlement: str, paper_number: str, ended_on: dt.date | None, by: Actor
) -> Complaint:
    """What the paper that settles it says. A title is not touched by it: another decision corrects or withdraws."""
    complaint = _lock(complaint, by)
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
    return _saved(complaint, "recognition.complaint.settled", by)


@transaction.atomic
def close_complaint(
    complaint: Complaint, *, state: str, why: str, ended_on: dt.date | None, by: Actor
) -> Complaint:
    """Không thụ lý, or withdrawn by who complained."""
    complaint = _lock(complaint, by)
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
    return _saved(complaint, "recognition.complaint.closed", by)


def _lock(complaint: Complaint, by: Actor) -> Complaint:
    complaint = (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("decision__round__place")
        .get(pk=complaint.pk)
    )
    by.must(Permission.DECISION_PREPARE, at=complaint.decision.round.place)
    return complaint


def _move(complaint: Complaint, wanted: ComplaintState) -> None:
    if not complaint.is_open:
        raise Refused([Reason(f"Khiếu nại này đã kết thúc: {complaint.get_state_display()}.")])
    check_move(ComplaintState(complaint.state), wanted, COMPLAINT_TRANSITIONS)
    complaint.state = wanted


def _saved(complaint: Complaint, event: str, by: Actor) -> Complaint:
    complaint.changed_by, complaint.changed_at = by.described, timezone.now()
    complaint.save()
    audit.record(by, event, complaint)
    return complaint
