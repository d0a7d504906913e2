"""The stages of a complaint. They can come after the round is closed: only the decision stands behind them."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.recognition.complaints import stages
from hoctap.recognition.complaints.models import Complaint
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
    fields = stages.received(
        complainant=complainant,
        received_on=received_on,
        content=content,
        authority=authority,
        due_on=due_on,
        effective_on=decision.effective_on,
        is_named=dossier_id is None or decision.lines.filter(dossier=dossier_id).exists(),
        by=by,
    )
    complaint = Complaint.objects.create(decision=decision, dossier_id=dossier_id, **fields)
    audit.record(by, "recognition.complaint.received", complaint)
    return complaint


@transaction.atomic
def take_up_complaint(
    complaint: Complaint, *, taken_up_on: dt.date | None, due_on: dt.date | None = None, by: Actor
) -> Complaint:
    complaint = _lock(complaint, by)
    stages.take_up(complaint, taken_up_on=taken_up_on, due_on=due_on)
    return stages.keep(complaint, "recognition.complaint.taken_up", by)


@transaction.atomic
def settle_complaint(
    complaint: Complaint, *, settlement: str, paper_number: str, ended_on: dt.date | None, by: Actor
) -> Complaint:
    complaint = _lock(complaint, by)
    stages.settle(complaint, settlement=settlement, paper_number=paper_number, ended_on=ended_on)
    return stages.keep(complaint, "recognition.complaint.settled", by)


@transaction.atomic
def close_complaint(
    complaint: Complaint, *, state: str, why: str, ended_on: dt.date | None, by: Actor
) -> Complaint:
    complaint = _lock(complaint, by)
    stages.close(complaint, state=state, why=why, ended_on=ended_on)
    return stages.keep(complaint, "recognition.complaint.closed", by)


def _lock(complaint: Complaint, by: Actor) -> Complaint:
    complaint = (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("decision__round__place")
        .get(pk=complaint.pk)
    )
    by.must(Permission.DECISION_PREPARE, at=complaint.decision.round.place)
    return complaint
