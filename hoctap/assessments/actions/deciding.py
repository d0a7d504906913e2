"""Decisions: drafted for those concluded, in effect by number, date and signed copy; or taken down from a paper that came from outside."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoctap.assessments import contents, judging, rules
from hoctap.assessments.models import (
    Assessment,
    AssessmentDecision,
    AssessmentDecisionLine,
    FileState,
)
from hoctap.assessments.roads import file_road
from hoctap.assessments.rows import issuer_of_authority, judged, lock_file, move_file, waiting_objections
from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import Paper, PaperState

Kind = AssessmentDecision.Kind


@transaction.atomic
def draft_decision(
    assessments: Sequence[Assessment], kind: str, *, why: str = "", by: Actor
) -> AssessmentDecision:
    """One paper for several files of one title, year and authority; a refusal is a letter to one. `why`: of a revocation."""
    if not assessments:
        raise Refused("Chọn ít nhất một hồ sơ.")
    locked = [lock_file(one) for one in sorted(assessments, key=lambda one: one.pk)]
    for one in locked:
        if one.authority_place is None:
            raise Refused(f"{one.subject_name}: cơ quan quyết định ở ngoài hệ thống.")
        by.must(Permission.ASSESSMENT_JUDGE, at=one.authority_place)
    first = locked[0]
    reasons = _drafting_reasons(locked, kind, clean(why))
    if reasons:
        raise Refused(reasons)
    locked.sort(key=lambda one: (one.place.sort_key, one.subject_name, one.pk))
    issuer = issuer_of_authority(first)
    made = AssessmentDecision(
        kind=kind, place=first.authority_place or first.place, title=first.title, year=first.year
    )
    act = {
        Kind.RECOGNISE: "Công nhận",
        Kind.REFUSE: "Chưa công nhận",
        Kind.REVOKE: "Thu hồi danh hiệu",
    }[Kind(kind)]
    title = f"{act} “{first.title_name}” năm {first.year}"
    content = (
        contents.refusal(made, issuer, first)
        if kind == Kind.REFUSE
        else contents.decision(made, issuer, locked, title=title)
    )
    made.paper = paper_actions.create_paper(
        "assessment_refusal" if kind == Kind.REFUSE else "assessment_decision",
        issuer=issuer,
        place=made.place,
        year=today().year,
        title=title,
        content=content,
        about=About("assessments.assessmentdecision", str(made.pk)),
        by=by,
    )
    made.save()
    AssessmentDecisionLine.objects.bulk_create(
        AssessmentDecisionLine(decision=made, assessment=one, position=position, why=clean(why)[:1000])
        for position, one in enumerate(locked, start=1)
    )
    audit.record(by, "assessments.decision.drafted", made, count=len(locked))
    return made


@transaction.atomic
def decision_took_effect(paper: Paper, *, by: Actor) -> None:
    """What follows from the signature; runs in its transaction (registered for the kinds of these papers)."""
    made = AssessmentDecision.objects.select_for_update(of=("self",)).select_related("place").get(paper=paper)
    by.must(Permission.ASSESSMENT_DECIDE, at=made.place)
    if not paper.is_signed or paper.dated_on is None:
        raise Refused("Văn bản chưa ký.")
    for line in made.lines.select_related("assessment"):
        one = lock_file(line.assessment)
        if made.kind == Kind.REVOKE:
            one.revoked_on, one.revoked_why = paper.dated_on, line.why[:300]
            words = f"Quyết định {paper.full_number}: {line.why}"
            one.certificates.filter(ended_on=None).update(ended_on=paper.dated_on, ended_why=words[:300])
            move_file(one, FileState.REVOKED, why=words, by=by)
        else:
            _decide(
                one,
                recognised=made.kind == Kind.RECOGNISE,
                number=paper.full_number,
                on=paper.dated_on,
                issuer=paper.issuer.name,
                by=by,
            )
    made.effective_on = paper.dated_on
    made.save(update_fields=["effective_on"])
    audit.record(by, "assessments.decision.took_effect", made)


@transaction.atomic
def record_outside_decision(
    assessment: Assessment,
    *,
    agrees: bool | None,
    number: str,
    decided_on: dt.date | None,
    issuer: str = "",
    why: str = "",
    level: str = "",
    copy: bytes | None,
    by: Actor,
) -> Assessment:
    """The authority does not work with hoctap: number, day and the signed copy are taken down from what came back."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_file(assessment)
    if assessment.state != FileState.SENT or assessment.sent_on is None:
        raise Refused("Chỉ ghi quyết định nhận từ ngoài khi hồ sơ đã gửi và cơ quan ấy chưa tiếp nhận ở đây.")
    reasons = rules.outside_reasons(
        number=clean(number),
        decided_on=decided_on,
        sent_on=assessment.sent_on,
        has_copy=bool(copy),
        agrees=agrees,
        why=clean(why),
        today=today(),
    )
    if reasons or decided_on is None or copy is None:
        raise Refused(reasons)
    stored = files.take(copy, allowed=files.IMAGE_TYPES | {files.PDF})
    assessment.outside_sha256, assessment.outside_media_type = stored.sha256, stored.media_type
    assessment.concluded_ok = agrees
    assessment.concluded_level = level or assessment.level or assessment.grade
    assessment.refusal_reasons = [] if agrees else [["", clean(why)[:500]]]
    _decide(
        assessment,
        recognised=bool(agrees),
        number=clean(number),
        on=decided_on,
        issuer=clean(issuer) or assessment.receives,
        by=by,
    )
    audit.record(by, "assessments.decision.from_outside", assessment)
    return assessment


def _decide(
    assessment: Assessment, *, recognised: bool, number: str, on: dt.date, issuer: str, by: Actor
) -> None:
    """Frozen with its trace: no edition, membership or boundary that changes later changes it."""
    assessment.frozen = judging.stored(assessment, judged(assessment))
    assessment.decided_on = on
    assessment.decision_number, assessment.decision_by = number[:60], issuer[:200]
    road = file_road(assessment.title)
    if recognised:
        assessment.valid_until = rules.valid_until(
            on, assessment.year, assessment.edition.valid_months, after_year=road.valid_after_year
        )
    move_file(
        assessment,
        FileState.RECOGNISED if recognised else FileState.REFUSED,
        why=f"{'Quyết định' if recognised else 'Văn bản'} {number}",
        by=by,
    )


def _drafting_reasons(locked: Sequence[Assessment], kind: str, why: str) -> list[Reason]:
    first = locked[0]
    reasons = []
    if kind not in Kind.values:
        return [Reason("Chọn loại văn bản.", "kind")]
    if kind == Kind.REFUSE and len(locked) > 1:
        reasons.append(Reason("Văn bản từ chối gửi cho từng hồ sơ."))
    if kind == Kind.REVOKE and not why:
        reasons.append(Reason("Ghi lý do thu hồi.", "why"))
    for one in locked:
        if (one.title, one.year, one.authority_place_id) != (
            first.title,
            first.year,
            first.authority_place_id,
        ):
            reasons.append(Reason(f"{one.subject_name}: khác danh hiệu, năm hoặc cơ quan với hồ sơ đầu."))
        if kind == Kind.REVOKE:
            if one.state != FileState.RECOGNISED:
                reasons.append(Reason(f"{one.subject_name}: không đang được công nhận."))
        elif one.state != FileState.CONCLUDED:
            reasons.append(Reason(f"{one.subject_name}: chưa có kết luận."))
        elif one.concluded_ok != (kind == Kind.RECOGNISE):
            reasons.append(
                Reason(
                    f"{one.subject_name}: kết luận là {'đề nghị công nhận' if one.concluded_ok else 'không công nhận'}."
                )
            )
        if kind != Kind.REVOKE:
            reasons += rules.unanswered_reasons(waiting_objections(one), one.subject_name)
        open_drafts = one.decision_lines.exclude(decision__paper__state=PaperState.VOID).filter(
            decision__effective_on=None
        )
        if open_drafts.exists():
            reasons.append(Reason(f"{one.subject_name}: đã có trong một bản soạn chưa ký."))
    return reasons
