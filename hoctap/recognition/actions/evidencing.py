"""Evidence of a dossier: added to a criterion, used again, taken off it. One piece may serve many criteria, titles and years."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import Evidence
from hoctap.evidence.registry import hold_records
from hoctap.evidence.rules import Confirmation
from hoctap.recognition.evidence_uses import subject_of, subjects_of
from hoctap.recognition.models import OPEN_STATES, REVIEW_STATES, Dossier, EvidenceUse
from hoctap.recognition.rows import lock_dossier, record_moves, refuse_unless, save_all
from hoctap.recognition.stale import points_looked_at


@transaction.atomic
def attach_evidence(
    dossier: Dossier,
    criterion_code: str,
    *,
    kind: str,
    text: str = "",
    content: bytes | None = None,
    confirmation: Confirmation | None = None,
    by: Actor,
) -> Evidence:
    """Add one file, note or confirmation to a criterion of a dossier."""
    by.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    contents = [content] if content is not None else []
    (evidence,) = attach_several(
        dossier,
        criterion_code,
        kind=kind,
        text=text,
        contents=contents,
        confirmation=confirmation,
        by=by,
    )
    return evidence


@transaction.atomic
def attach_several(
    dossier: Dossier,
    criterion_code: str,
    *,
    kind: str,
    text: str = "",
    contents: Sequence[bytes] = (),
    confirmation: Confirmation | None = None,
    by: Actor,
) -> list[Evidence]:
    """What one form brought for a criterion: all of it or nothing."""
    by.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    dossier = _lock(dossier)
    _must_have(dossier, [criterion_code])
    added = evidence_actions.add_several(
        kind=kind,
        place=dossier.hamlet,
        subject=subject_of(dossier),
        text=text,
        contents=contents,
        confirmation=confirmation,
        by=by,
    )
    _use(dossier, added, [criterion_code], by=by)
    return added


@transaction.atomic
def reuse_evidence(
    dossier: Dossier, evidence: Sequence[Evidence], criterion_codes: Sequence[str], *, by: Actor
) -> int:
    """“Dùng lại minh chứng đã có”: pieces that the family has already, for one or more criteria. Returns how many uses are new."""
    by.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    dossier = _lock(dossier)
    if not evidence:
        raise Refused([Reason("Hãy chọn ít nhất một minh chứng.", "evidence")])
    _must_have(dossier, criterion_codes)
    ids = [one.pk for one in evidence]
    # In key order: nobody withdraws a piece meanwhile, and two who choose the same never wait crosswise.
    locked = list(Evidence.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    subjects = set(subjects_of(dossier))
    reasons = []
    for one in locked:
        if one.subject not in subjects:
            reasons.append(Reason("Có minh chứng không phải của hộ này. Tải lại trang.", "evidence"))
        elif one.withdrawn_at is not None or one.erased_on is not None:
            reasons.append(Reason(f"{one.text or one.kind_label}: đã rút hoặc đã xóa.", "evidence"))
    if reasons:
        raise Refused(reasons)
    return _use(dossier, locked, criterion_codes, by=by)


@transaction.atomic
def attach_record(
    dossier: Dossier, record_kind: str, record_id: str, criterion_codes: Sequence[str], *, by: Actor
) -> Evidence:
    """A record of this system as evidence: a title of an earlier year, work in a unit, a signed paper."""
    by.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    hold_records([(record_kind, record_id)])
    dossier = _lock(dossier)
    _must_have(dossier, criterion_codes)
    evidence = evidence_actions.add_record(
        subject_of(dossier),
        record_kind,
        record_id,
        subjects=subjects_of(dossier),
        place=dossier.hamlet,
        by=by,
    )
    _use(dossier, [evidence], criterion_codes, by=by)
    return evidence


@transaction.atomic
def use_chosen(
    dossier: Dossier,
    *,
    evidence: Sequence[Evidence],
    records: Sequence[tuple[str, str]],
    criterion_codes: Sequence[str],
    by: Actor,
) -> None:
    """What was ticked on one page, pieces and records together: all of it or nothing."""
    by.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    hold_records(records)
    if evidence or not records:
        reuse_evidence(dossier, evidence, criterion_codes, by=by)
    for record_kind, record_id in records:
        attach_record(dossier, record_kind, record_id, criterion_codes, by=by)


@transaction.atomic
def detach_evidence(use: EvidenceUse, why: str, *, by: Actor) -> None:
    """It serves this criterion no more; the evidence itself stays, and the history says why."""
    by.must(Permission.EVIDENCE_ADD, at=use.dossier.hamlet)
    dossier = _lock(use.dossier)
    use = EvidenceUse.objects.select_for_update().get(pk=use.pk)
    if use.detached_at is not None:
        raise Refused("Minh chứng này đã gỡ khỏi tiêu chí rồi.")
    why = clean(why)[:200]
    if not why:
        raise Refused([Reason("Hãy ghi lý do gỡ, ví dụ: chọn nhầm tiêu chí.", "why")])
    use.detached_at, use.detached_by, use.detached_why = timezone.now(), by.described, why
    use.save(update_fields=["detached_at", "detached_by", "detached_why"])
    copies = dossier.answers.get(use.criterion, {}).get("evidence", [])
    if str(use.evidence_id) in copies:
        copies.remove(str(use.evidence_id))
    dossier.version += 1
    save_all([dossier])
    audit.record(by, "recognition.dossier.evidence_detached", dossier, fields=[use.criterion])


@transaction.atomic
def keep_points(dossier: Dossier, why: str, *, by: Actor) -> Dossier:
    """Evidence went after the points were given: somebody looked, and they stay as they are, for this reason."""
    permission = Permission.DOSSIER_ENTER if dossier.state in OPEN_STATES else Permission.DOSSIER_REVIEW
    by.must(permission, at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    if dossier.stale_at is None:
        raise Refused("Điểm của hồ sơ này không có gì phải xem lại. Tải lại trang.")
    if permission == Permission.DOSSIER_ENTER and dossier.state not in OPEN_STATES:
        raise Refused("Hồ sơ vừa được gửi lên xã. Tải lại trang.")
    why = clean(why)
    if not why:
        raise Refused([Reason("Hãy ghi vì sao giữ điểm, ví dụ: còn ba buổi học khác đủ điểm.", "keep_why")])
    told = f"Giữ điểm sau khi minh chứng bị bỏ: {why}. {dossier.stale_why}"
    points_looked_at(dossier)
    dossier.version += 1
    save_all([dossier])
    record_moves([(dossier, dossier.state)], by=by, why=told)
    audit.record(by, "recognition.dossier.points_kept", dossier)
    return dossier


def _lock(dossier: Dossier) -> Dossier:
    dossier = lock_dossier(dossier)
    refuse_unless(dossier, OPEN_STATES | REVIEW_STATES)
    return dossier


def _must_have(dossier: Dossier, codes: Sequence[str]) -> None:
    if not codes:
        raise Refused([Reason("Hãy chọn tiêu chí.", "criterion")])
    if not set(codes) <= {criterion.code for criterion in dossier.round.edition.criteria.all()}:
        raise Refused([Reason("Tiêu chí này không có trong bộ tiêu chí của đợt.", "criterion")])


def _use(dossier: Dossier, evidence: Sequence[Evidence], codes: Sequence[str], *, by: Actor) -> int:
    """What is used there already is left as it is."""
    there = set(
        dossier.evidence_uses.filter(detached_at=None, evidence__in=evidence).values_list(
            "evidence_id", "criterion"
        )
    )
    new = [
        EvidenceUse(evidence=one, dossier=dossier, criterion=code, attached_by=by.described)
        for code in dict.fromkeys(codes)
        for one in evidence
        if (one.pk, code) not in there
    ]
    EvidenceUse.objects.bulk_create(new)
    for use in new:
        # Yesterday's program still reads the ids here; they go with the next version.
        copies = dossier.answers.setdefault(use.criterion, {}).setdefault("evidence", [])
        if str(use.evidence_id) not in copies:
            copies.append(str(use.evidence_id))
    if new:
        dossier.version += 1
        save_all([dossier])
        codes_used = sorted({use.criterion for use in new})
        audit.record(by, "recognition.dossier.evidence_attached", dossier, fields=codes_used, count=len(new))
    return len(new)
