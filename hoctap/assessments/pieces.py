"""A piece of evidence in use by a line: what files and rankings keep of it, and how it is taken up and let go."""

from typing import Any

from django.db import models
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import Evidence, Subject
from hoctap.places.models import Place


class PieceUse(models.Model):
    """Whoever inherits says of which file, and points at the `evidence`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.CharField(max_length=20)
    attached_by = models.CharField(max_length=300)
    attached_at = models.DateTimeField(default=timezone.now)
    detached_by = models.CharField(max_length=300, blank=True)
    detached_at = models.DateTimeField(null=True, blank=True)
    detached_why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


def piece_for(
    uses: "models.QuerySet[Any]",
    line: str,
    *,
    subject: Subject,
    place: Place,
    right: Permission = Permission.EVIDENCE_ADD,
    kind: str = "",
    text: str = "",
    content: bytes | None = None,
    existing: Evidence | None = None,
    by: Actor,
) -> Evidence:
    """A new piece about this subject, or one that is there already and does not serve this line yet. `uses`: of the file."""
    if existing is None:
        return evidence_actions.add_evidence(
            kind=kind,
            place=place,
            subject_kind=subject.kind,
            subject_id=str(subject.id),
            text=text,
            content=content,
            right=right,
            by=by,
        )
    if existing.subject != subject or existing.withdrawn_at is not None:
        raise Refused([Reason("Minh chứng này của nơi khác hoặc đã rút.", "existing")])
    if uses.filter(line=line, evidence=existing, detached_at=None).exists():
        raise Refused([Reason(f"Minh chứng này đã gắn vào chỉ tiêu {line}.", "existing")])
    return existing


def let_go(use: PieceUse, *, why: str, by: Actor) -> None:
    """The row stays with its reason. The caller locked the file."""
    if use.detached_at is not None:
        raise Refused("Minh chứng này đã gỡ rồi.")
    if not clean(why):
        raise Refused([Reason("Ghi lý do gỡ.", "why")])
    use.detached_at, use.detached_by, use.detached_why = timezone.now(), by.described, clean(why)[:200]
    use.save(update_fields=["detached_at", "detached_by", "detached_why"])
