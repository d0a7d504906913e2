"""Take somebody out of a signed tờ trình before the decision; take that back while its paper is not signed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import UNSIGNED, PaperState
from hoctap.recognition import contents
from hoctap.recognition.correcting import rules
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    Submission,
    SubmissionCorrection,
    TakenOut,
)
from hoctap.recognition.rows import committee_of, lock_dossiers, lock_open_round, move_all


@transaction.atomic
def take_out_of_submission(
    submission: Submission, whys: Mapping[UUID, str], *, by: Actor
) -> SubmissionCorrection:
    """Those named go back to the commune's desk; a correcting tờ trình names them with their reasons, and the decision waits for it."""
    by.must(Permission.SUBMISSION_PREPARE, at=submission.round.place)
    season = lock_open_round(submission.round)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round__place", "round__edition", "paper__issuer")
        .get(pk=submission.pk)
    )
    waiting = lock_dossiers(submission.standing.filter(state=DossierState.PROPOSED))
    cleaned = {pk: clean(why)[:300].rstrip(".") for pk, why in whys.items()}
    chosen = {pk: one for pk, one in waiting.items() if pk in cleaned}
    drafts = submission.decisions.filter(effective_on=None).exclude(paper__state=PaperState.VOID)
    reasons = rules.correction_reasons(
        is_signed=submission.paper.is_signed,
        has_draft=drafts.exists(),
        has_open_correction=submission.corrections.filter(paper__state__in=UNSIGNED).exists(),
        whys=cleaned,
        names={pk: one.subject_name for pk, one in chosen.items()},
        word=season.subject_word,
    )
    if reasons:
        raise Refused(reasons)
    taken_out = _ordered(chosen.values())
    association = submission.paper.issuer
    move_all(
        taken_out,
        DossierState.NOMINATED,
        by=by,
        why=f"Đưa ra khỏi Tờ trình {submission.paper.full_number}",
    )
    paper = paper_actions.create_paper(
        "submission",
        issuer=association,
        place=season.place,
        year=season.year,
        title=f"Điều chỉnh danh sách kèm theo Tờ trình {submission.paper.full_number}",
        content=contents.submission_correction(
            submission,
            association,
            committee_of(season),
            [(one, cleaned[one.pk]) for one in taken_out],
            standing=_ordered(one for pk, one in waiting.items() if pk not in chosen),
        ),
        about=About("recognition.recognitionround", str(season.pk)),
        by=by,
    )
    correction = SubmissionCorrection.objects.create(submission=submission, paper=paper, made_by=by.described)
    TakenOut.objects.bulk_create(
        [TakenOut(correction=correction, dossier=one, why=cleaned[one.pk]) for one in taken_out]
    )
    audit.record(by, "recognition.submission.corrected", correction, count=len(taken_out))
    return correction


@transaction.atomic
def drop_correction(correction: SubmissionCorrection, *, by: Actor) -> None:
    """Not signed yet: its paper is dropped, and who was taken out waits for the decision as before."""
    correction = SubmissionCorrection.objects.select_related("submission__round__place", "paper").get(
        pk=correction.pk
    )
    season = correction.submission.round
    by.must(Permission.SUBMISSION_PREPARE, at=season.place)
    lock_open_round(season)
    paper_actions.void_paper(correction.paper, by=by)
    dossiers = list(lock_dossiers(Dossier.objects.filter(taken_out__correction=correction)).values())
    moved = [one.subject_name for one in dossiers if one.state != DossierState.NOMINATED]
    if moved:
        raise Refused(
            [
                Reason(
                    f"{name}: hồ sơ đã đi bước khác sau khi đưa ra, không trở lại tờ trình được. "
                    "Ký tờ trình điều chỉnh này, rồi trình hồ sơ ấy ở tờ trình sau."
                )
                for name in moved
            ]
        )
    why = "Bỏ tờ trình điều chỉnh"
    move_all(dossiers, DossierState.ACCEPTED, by=by, why=why)
    move_all(dossiers, DossierState.PROPOSED, by=by, why=why)
    audit.record(by, "recognition.submission.correction_dropped", correction, count=len(dossiers))


def _ordered(dossiers: Iterable[Dossier]) -> list[Dossier]:
    return sorted(dossiers, key=lambda one: (one.hamlet.sort_key, one.sort_key, one.pk))
