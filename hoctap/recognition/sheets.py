"""What the papers of a season would say if they were printed now: compared with a signed sheet before it is filed.

A later step does not make an earlier paper wrong. A household that the commune returned stays on the list that named it; one that
registered after the tờ trình was printed is not missing from it. What the papers state and the records no longer say is a difference.
"""

import dataclasses
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hoctap.core import reading
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.papers.content import (
    DecisionContent,
    MinutesContent,
    NominationContent,
    NominationRow,
    PaperContent,
    SubmissionContent,
    SubmissionRow,
)
from hoctap.papers.models import Paper
from hoctap.recognition import contents
from hoctap.recognition.meetings import contents as meeting_contents
from hoctap.recognition.models import (
    DecisionLine,
    Dossier,
    DossierState,
    NominationList,
    RecognitionDecision,
    Submission,
    SubmissionCorrection,
    TakenOut,
    VillageMeeting,
)
from hoctap.recognition.rows import committee_of

_OFF_THE_LIST = {DossierState.LISTED, DossierState.REGISTERED}
_SCORED_ANEW = {DossierState.SCORED, DossierState.RETURNED, DossierState.NOT_NOMINATED}


def minutes_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    meeting = VillageMeeting.objects.select_related("hamlet__parent").filter(minutes=paper).first()
    if meeting is None or not isinstance(printed, MinutesContent):
        return None
    # As many had registered on that evening as the minutes say: later ones were not there.
    said = {vote.title_name: vote.registered for vote in printed.votes}
    votes = list(meeting.votes.select_related("round__edition"))
    registered = {vote.round_id: said.get(vote.title_name) or 0 for vote in votes if vote.round_id}
    return meeting_contents.minutes(meeting, votes, registered=registered)


def nomination_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    nomination = (
        NominationList.objects.select_related("round__edition", "round__place", "hamlet__parent", "meeting")
        .filter(paper=paper)
        .first()
    )
    if nomination is None or not isinstance(printed, NominationContent):
        return None
    standing = [
        dossier
        for dossier in _with_names(nomination.dossiers.all())
        if DossierState(dossier.state) not in _OFF_THE_LIST
    ]
    now = contents.nomination(
        nomination.round,
        nomination.hamlet,
        standing,
        met_on=nomination.meeting.held_on if nomination.meeting else None,
    )
    on_paper = {(row.head_name, row.birth_year): row for row in printed.rows}
    later = {dossier.pk for dossier in standing if DossierState(dossier.state) in _SCORED_ANEW}
    rows = tuple(
        _noted_then(_points_of_paper(row, on_paper) if dossier.pk in later else row, on_paper)
        for row, dossier in zip(now.rows, standing, strict=True)
    )
    return dataclasses.replace(now, rows=rows)


def submission_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    submission = (
        Submission.objects.select_related("round__place", "round__edition", "paper__issuer")
        .filter(paper=paper)
        .first()
    )
    if not isinstance(printed, SubmissionContent):
        return None
    if submission is None:
        return _correction_now(paper, printed)
    taken_out = set(TakenOut.objects.of(submission).values_list("dossier_id", flat=True))
    dossiers = [
        dossier
        for dossier in _with_names(submission.dossiers.all())
        if dossier.pk in taken_out
        or DossierState(dossier.state)
        in (DossierState.PROPOSED, DossierState.RECOGNISED, DossierState.REVOKED)
    ]
    now = contents.submission(
        submission.round, submission.paper.issuer, committee_of(submission.round), dossiers
    )
    before = {row.hamlet_name: row for row in printed.rows}
    rows = tuple(_without_latecomers(row, before.get(row.hamlet_name)) for row in now.rows)
    total = _without_latecomers(now.total, printed.total) if now.total else None
    # Who waited for an answer on the day of the print is said as it was then.
    closing = (*printed.closing[:-1], *now.closing[-1:])
    return dataclasses.replace(now, rows=rows, total=total, closing=closing)


def _correction_now(paper: Paper, printed: SubmissionContent) -> SubmissionContent | None:
    """Whom it names, and why. How many were left on its day stays as it was printed."""
    correction = (
        SubmissionCorrection.objects.select_related(
            "submission__round__place", "submission__round__edition", "submission__paper__issuer"
        )
        .filter(paper=paper)
        .first()
    )
    if correction is None:
        return None
    whys = dict(correction.taken_out.values_list("dossier_id", "why"))
    named = _with_names(Dossier.objects.filter(pk__in=whys))
    body = contents.correction_body(
        correction.submission, paper.issuer, [(one, whys[one.pk]) for one in named]
    )
    return dataclasses.replace(printed, body=body)


def decision_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    decision = _decision_of(paper)
    if decision is None or not isinstance(printed, DecisionContent):
        return None
    lines = list(decision.lines.all())
    now = _names_now([line.dossier_id for line in lines])
    for line in lines:
        line.head_name, line.hamlet_name = now[line.dossier_id]
    return contents.decision(decision, lines, title=paper.title)


@transaction.atomic
def decision_follows(paper: Paper, *, by: Actor) -> None:
    """The annex of a decision that nobody signed yet names people and places as the register does now."""
    by.must(Permission.PAPER_FILE, at=paper.place)
    decision = _decision_of(paper)
    if decision is None or decision.effective_on is not None:
        return
    lines = list(decision.lines.select_for_update(of=("self",)))
    now = _names_now([line.dossier_id for line in lines])
    changed = []
    for line in lines:
        if (line.head_name, line.hamlet_name) != now[line.dossier_id]:
            line.head_name, line.hamlet_name = now[line.dossier_id]
            changed.append(line)
    DecisionLine.objects.bulk_update(changed, ["head_name", "hamlet_name"], batch_size=500)


def _decision_of(paper: Paper) -> RecognitionDecision | None:
    found = RecognitionDecision.objects.select_related(
        "round__place", "round__edition", "issuer", "submission__paper__issuer", "amends__paper__issuer"
    )
    return found.filter(paper=paper).first()


def _with_names(dossiers: QuerySet[Dossier]) -> list[Dossier]:
    """In the order of a printed list; read to compare with, not to show: whoever sees the paper is noted with the paper."""
    with reading.not_shown():
        found = dossiers.select_related("household__head", "person", "hamlet")
        return sorted(found, key=lambda dossier: (dossier.hamlet.sort_key, dossier.sort_key))


def _names_now(dossiers: list[UUID]) -> dict[UUID, tuple[str, str]]:
    return {
        dossier.pk: (dossier.subject_name, dossier.hamlet.full_name)
        for dossier in _with_names(Dossier.objects.filter(pk__in=dossiers))
    }


def _points_of_paper(
    row: NominationRow, on_paper: dict[tuple[str, int | None], NominationRow]
) -> NominationRow:
    before = on_paper.get((row.head_name, row.birth_year))
    return dataclasses.replace(row, total_points=before.total_points) if before else row


def _noted_then(row: NominationRow, on_paper: dict[tuple[str, int | None], NominationRow]) -> NominationRow:
    """A family that moved after the list was printed does not make it wrong."""
    before = on_paper.get((row.head_name, row.birth_year))
    return dataclasses.replace(row, note=before.note) if before else row


def _without_latecomers(now: SubmissionRow, printed: SubmissionRow | None) -> SubmissionRow:
    """Households that came into the round, or registered, after the print: the paper said what held on its day."""
    if printed is None:
        return now
    return dataclasses.replace(
        now,
        households_total=_not_more(now.households_total, printed.households_total),
        registered=_not_more(now.registered, printed.registered),
    )


def _not_more(now: int | None, printed: int | None) -> int | None:
    return min(now, printed) if now is not None and printed is not None else now
