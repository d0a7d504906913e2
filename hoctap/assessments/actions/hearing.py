"""Phản ánh before the decision on a file, khiếu nại after it: taken, answered, settled; the title changes by a decision only."""

import datetime as dt

from django.db import transaction

from hoctap.assessments import following_contents, rules
from hoctap.assessments.models import Assessment, FileComplaint, FileObjection
from hoctap.assessments.rows import holder_of, issuer_of, issuer_of_authority, lock_file
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.content import RecordContent
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import Organisation
from hoctap.recognition.complaints import stages


@transaction.atomic
def take_file_objection(
    assessment: Assessment,
    *,
    content: str,
    handler: str,
    received_on: dt.date | None,
    from_whom: str = "",
    by: Actor,
) -> FileObjection:
    """By whoever holds the file now. Until it is answered the file is not sent, concluded or decided."""
    assessment = lock_file(assessment)
    place, permission = holder_of(assessment, by)
    by.must(permission, at=place)
    reasons = rules.objection_reasons(
        state=assessment.state,
        content=content.strip(),
        handler=clean(handler),
        received_on=received_on,
        today=today(),
    )
    if reasons or received_on is None:
        raise Refused(reasons)
    objection = FileObjection.objects.create(
        assessment=assessment,
        place=place,
        received_on=received_on,
        content=content.strip()[:2000],
        from_whom=clean(from_whom)[:120],
        handler=clean(handler)[:120],
        recorded_by=by.described,
    )
    audit.record(by, "assessments.objection.taken", objection)
    return objection


@transaction.atomic
def answer_file_objection(
    objection: FileObjection, *, answer: str, answered_on: dt.date | None, by: Actor
) -> FileObjection:
    objection = _lock_objection(objection, by)
    reasons = rules.answer_reasons(
        is_open=objection.is_open,
        answer=answer.strip(),
        answered_on=answered_on,
        received_on=objection.received_on,
        today=today(),
    )
    if reasons or answered_on is None:
        raise Refused(reasons)
    objection.answer, objection.answered_on = answer.strip()[:2000], answered_on
    objection.answered_by = by.described
    objection.save(update_fields=["answer", "answered_on", "answered_by"])
    audit.record(by, "assessments.objection.answered", objection)
    return objection


@transaction.atomic
def make_answer_paper(objection: FileObjection, *, by: Actor) -> Paper:
    """Văn bản trả lời; who spoke is named only as its receiver."""
    objection = _lock_objection(objection, by)
    if objection.is_open:
        raise Refused("Ghi nội dung và ngày trả lời rồi mới lập văn bản.")
    issuer = _issuer(objection.assessment, objection.place_id)
    objection.paper = _laid_out(
        objection.paper,
        "file_answer",
        following_contents.answer(objection, issuer),
        issuer,
        objection.assessment,
        f"Trả lời phản ánh về hồ sơ của {objection.assessment.subject_name}",
        About("assessments.fileobjection", str(objection.pk)),
        by=by,
    )
    objection.save(update_fields=["paper"])
    audit.record(by, "assessments.objection.paper_made", objection)
    return objection.paper


@transaction.atomic
def receive_file_complaint(
    assessment: Assessment,
    *,
    complainant: str,
    received_on: dt.date | None,
    content: str,
    authority: str,
    due_on: dt.date | None = None,
    by: Actor,
) -> FileComplaint:
    """`due_on`: the last day of taking it up, as an officer read it in the law."""
    assessment = lock_file(assessment)
    place, permission = holder_of(assessment, by)
    by.must(permission, at=place)
    if assessment.decided_on is None:
        raise Refused("Hồ sơ chưa có quyết định: trước quyết định thì ghi phản ánh, kiến nghị.")
    fields = stages.received(
        complainant=complainant,
        received_on=received_on,
        content=content,
        authority=authority,
        due_on=due_on,
        effective_on=assessment.decided_on,
        by=by,
    )
    complaint = FileComplaint.objects.create(assessment=assessment, place=place, **fields)
    audit.record(by, "assessments.complaint.received", complaint)
    return complaint


@transaction.atomic
def take_up_file_complaint(
    complaint: FileComplaint, *, taken_up_on: dt.date | None, due_on: dt.date | None = None, by: Actor
) -> FileComplaint:
    complaint = _lock_complaint(complaint, by)
    stages.take_up(complaint, taken_up_on=taken_up_on, due_on=due_on)
    return stages.keep(complaint, "assessments.complaint.taken_up", by)


@transaction.atomic
def settle_file_complaint(
    complaint: FileComplaint, *, settlement: str, paper_number: str, ended_on: dt.date | None, by: Actor
) -> FileComplaint:
    complaint = _lock_complaint(complaint, by)
    stages.settle(complaint, settlement=settlement, paper_number=paper_number, ended_on=ended_on)
    return stages.keep(complaint, "assessments.complaint.settled", by)


@transaction.atomic
def close_file_complaint(
    complaint: FileComplaint, *, state: str, why: str, ended_on: dt.date | None, by: Actor
) -> FileComplaint:
    complaint = _lock_complaint(complaint, by)
    stages.close(complaint, state=state, why=why, ended_on=ended_on)
    return stages.keep(complaint, "assessments.complaint.closed", by)


@transaction.atomic
def make_complaint_receipt(complaint: FileComplaint, *, by: Actor) -> Paper:
    """Giấy biên nhận đơn."""
    complaint = _lock_complaint(complaint, by)
    issuer = _issuer(complaint.assessment, complaint.place_id)
    complaint.receipt = _laid_out(
        complaint.receipt,
        "file_receipt",
        following_contents.complaint_receipt(complaint, issuer),
        issuer,
        complaint.assessment,
        f"Biên nhận đơn khiếu nại ngày {complaint.received_on:%d/%m/%Y}",
        About("assessments.filecomplaint", str(complaint.pk)),
        by=by,
    )
    complaint.save(update_fields=["receipt"])
    audit.record(by, "assessments.complaint.receipt_made", complaint)
    return complaint.receipt


def _laid_out(
    paper: Paper | None,
    kind: str,
    content: RecordContent,
    issuer: Organisation,
    assessment: Assessment,
    title: str,
    about: About,
    *,
    by: Actor,
) -> Paper:
    if paper is not None and paper.state in (PaperState.SIGNED, PaperState.FILED):
        raise Refused(f"“{paper.title}” đã ký: không lập lại.")
    if paper is None or paper.state == PaperState.VOID:
        return paper_actions.create_paper(
            kind,
            issuer=issuer,
            place=issuer.place,
            year=today().year,
            title=title,
            content=content,
            about=about,
            by=by,
        )
    return paper_actions.new_version(paper, content, why="Lập lại", by=by)


def _issuer(assessment: Assessment, place_id: object) -> Organisation:
    """Of the papers of whoever holds the matter."""
    if place_id == assessment.authority_place_id and not assessment.outside_sha256:
        return issuer_of_authority(assessment)
    return issuer_of(assessment, "letter")


def _lock_objection(objection: FileObjection, by: Actor) -> FileObjection:
    found = (
        FileObjection.objects.select_for_update(of=("self",))
        .select_related("place", "paper")
        .get(pk=objection.pk)
    )
    _must_hold(found, by)
    found.assessment = lock_file(found.assessment)
    return found


def _lock_complaint(complaint: FileComplaint, by: Actor) -> FileComplaint:
    found = (
        FileComplaint.objects.select_for_update(of=("self",))
        .select_related("place", "receipt")
        .get(pk=complaint.pk)
    )
    _must_hold(found, by)
    found.assessment = lock_file(found.assessment)
    return found


def _must_hold(one: FileObjection | FileComplaint, by: Actor) -> None:
    is_author = by.may(Permission.ASSESSMENT_ENTER, at=one.place)
    by.must(Permission.ASSESSMENT_ENTER if is_author else Permission.ASSESSMENT_JUDGE, at=one.place)
