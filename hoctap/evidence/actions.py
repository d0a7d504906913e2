"""Adding and withdrawing evidence. What it supports is kept by the dossier, not here."""

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.evidence import rules
from hoctap.evidence.models import Evidence, EvidenceKind
from hoctap.evidence.registry import withdrawal_blockers
from hoctap.places.models import Place

ALLOWED = files.IMAGE_TYPES | {files.PDF}


@transaction.atomic
def add_evidence(
    *,
    kind: str,
    place: Place,
    subject_kind: str,
    subject_id: str,
    text: str = "",
    content: bytes | None = None,
    by: Actor,
) -> Evidence:
    """A photo or PDF (kept without its metadata), a note, or a confirmation by the Tổ or hamlet, about a
    subject.
    """
    by.must(Permission.EVIDENCE_ADD, at=place)
    if reasons := rules.evidence_blockers(kind, text, has_content=bool(content)):
        raise Refused(reasons)
    stored = files.take(content or b"", allowed=ALLOWED) if kind == EvidenceKind.FILE else None
    evidence = Evidence.objects.create(
        kind=kind,
        place=place,
        subject_kind=subject_kind,
        subject_id=subject_id,
        text=rules.kept_text(text),
        sha256=stored.sha256 if stored else "",
        media_type=stored.media_type if stored else "",
        size=stored.size if stored else 0,
        added_by_id=by.user_id,
        added_by_label=by.described,
    )
    audit.record(by, "evidence.evidence.added", evidence)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, why: str, *, by: Actor) -> None:
    """It stays in the trail with its reason and is shown to nobody any more."""
    by.must(Permission.EVIDENCE_ADD, at=evidence)
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("place").get(pk=evidence.pk)
    if evidence.withdrawn_at is not None:
        raise Refused("Minh chứng này đã rút rồi.")
    why = rules.kept_text(why)
    if not why:
        raise Refused([Reason("Hãy ghi lý do rút, ví dụ: nhầm hộ, ảnh có giấy tờ riêng.", field="why")])
    if blockers := [reason for blockers in withdrawal_blockers for reason in blockers(evidence)]:
        raise Refused(blockers)
    evidence.withdrawn_at = timezone.now()
    evidence.withdrawn_why = why[:200]
    evidence.save(update_fields=["withdrawn_at", "withdrawn_why"])
    audit.record(by, "evidence.evidence.withdrawn", evidence, fields=["withdrawn_at"])
