"""A record that evidence was taken from is no more (somebody was not at the class after all): what stands on it.

Points that were given with it in view may be too many. An undecided dossier says so until somebody has given its points again or has said that
they stay; till then it goes no further. A decided one stays as it was decided: its history says what went, and when.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import reading
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.evidence.models import Evidence
from hoctap.evidence.registry import RecordEnding
from hoctap.recognition.models import Dossier, EvidenceUse


def _users(ids: Sequence[UUID]) -> frozenset[UUID]:
    uses = EvidenceUse.objects.filter(evidence__in=ids, detached_at=None)
    return frozenset(uses.values_list("dossier_id", flat=True))


def _hold(dossiers: frozenset[UUID]) -> None:
    """As `rows.lock_dossiers` does, so that a decision that is being signed comes before or after."""
    list(
        Dossier.objects.select_for_update(of=("self",))
        .filter(pk__in=dossiers)
        .order_by("pk")
        .values_list("pk")
    )


def _end(evidence: Sequence[Evidence], why: str, by: Actor) -> None:
    uses = EvidenceUse.objects.filter(evidence__in=evidence, detached_at=None).order_by("criterion")
    codes: dict[UUID, list[str]] = {}
    for dossier_id, criterion in uses.values_list("dossier_id", "criterion"):
        if criterion not in codes.setdefault(dossier_id, []):
            codes[dossier_id].append(criterion)
    with reading.not_shown():
        dossiers = list(Dossier.objects.filter(pk__in=codes).select_related("hamlet").order_by("pk"))
    for dossier in dossiers:
        if dossier.is_decided:
            uses.filter(dossier=dossier).update(is_lost_after_decision=True)
            audit.record(by, "recognition.dossier.evidence_lost_after_decision", dossier)
            continue
        told = f"Tiêu chí {', '.join(codes[dossier.pk])}: {why}"
        dossier.stale_at = timezone.now()
        dossier.stale_why = "; ".join(part for part in (dossier.stale_why, told) if part)[:300]
        dossier.version += 1
        dossier.save(update_fields=["stale_at", "stale_why", "version"])
        audit.record(by, "recognition.dossier.made_stale", dossier, fields=codes[dossier.pk])


ENDING = RecordEnding(_users, _hold, _end)


def stale_reasons(dossiers: Iterable[Dossier]) -> list[Reason]:
    return [
        Reason(
            f"{dossier.subject_name}: sau khi chấm, minh chứng đã bị bỏ ({dossier.stale_why}). "
            "Mở hồ sơ để chấm lại, hoặc ghi lý do giữ điểm, rồi làm tiếp.",
            f"why-{dossier.pk}",
        )
        for dossier in dossiers
        if dossier.stale_at is not None
    ]


def points_looked_at(dossier: Dossier) -> None:
    """Given anew, or confirmed: the mark goes. The caller saves."""
    dossier.stale_at, dossier.stale_why = None, ""
