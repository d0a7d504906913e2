"""Which evidence serves which criterion of a dossier, and what recognition tells evidence: uses, records, what keeps it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.evidence.likeness import family_of
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, Subject
from hoctap.evidence.registry import RecordKind, RecordOffer, Use
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import SIGNED, Paper
from hoctap.recognition.models import Dossier, DossierState, EvidenceUse

DECIDED = [DossierState.RECOGNISED, DossierState.REVOKED]
type ByCriterion = dict[str, list[Evidence]]


def subject_of(dossier: Dossier) -> Subject:
    """The citizen, or the family."""
    if dossier.person_id is not None:
        return Subject(PERSON, dossier.person_id)
    return Subject(HOUSEHOLD, dossier.household_id)


def subjects_of(dossier: Dossier) -> Sequence[Subject]:
    """Whose evidence may serve the dossier: the family's own and that of who lives in it; of a citizen his own alone. Two queries."""
    subject = subject_of(dossier)
    return [subject] if subject.kind == PERSON else family_of(subject)


def standing_evidence(dossiers: Iterable[Dossier]) -> dict[UUID, ByCriterion]:
    """Per dossier and criterion what serves it now. One query."""
    found: dict[UUID, ByCriterion] = {dossier.pk: {} for dossier in dossiers}
    uses = EvidenceUse.objects.standing().filter(dossier__in=list(found))
    for use in uses.select_related("evidence"):
        found[use.dossier_id].setdefault(use.criterion, []).append(use.evidence)
    return found


def uses_of(dossier: Dossier) -> list[EvidenceUse]:
    """All there ever were, with their evidence. One query."""
    return list(dossier.evidence_uses.select_related("evidence__place"))


def evidence_events(uses: Sequence[EvidenceUse]) -> list[dict[str, Any]]:
    """What was taken off a criterion or withdrawn, with who and why. A piece that served several is told of once."""
    events: list[dict[str, Any]] = []
    withdrawn: dict[UUID, list[EvidenceUse]] = {}
    for use in uses:
        name = (
            f"{use.evidence.kind_label}: {use.evidence.text}"
            if use.evidence.text
            else use.evidence.kind_label
        )
        if use.detached_at is not None:
            what = f"Gỡ minh chứng khỏi tiêu chí {use.criterion}"
            note = f"{name}. {use.detached_why}"
            events.append(
                {
                    "what": what,
                    "who": use.detached_by,
                    "at": use.detached_at,
                    "note": note,
                    "tone": "returned",
                }
            )
        elif use.evidence.withdrawn_at is not None:
            withdrawn.setdefault(use.evidence_id, []).append(use)
    for of_one in withdrawn.values():
        evidence = of_one[0].evidence
        codes = ", ".join(use.criterion for use in of_one)
        is_after = any(use.is_lost_after_decision for use in of_one)
        events.append(
            {
                "what": f"Rút minh chứng của tiêu chí {codes}",
                "who": evidence.withdrawn_by_label,
                "at": evidence.withdrawn_at,
                "note": f"{evidence.kind_label}: {evidence.withdrawn_why}"
                + (". Hồ sơ đã có quyết định: điểm và quyết định giữ nguyên." if is_after else ""),
                "tone": "refused",
            }
        )
    return events


# ── what evidence asks ───────────────────────────────────────────────────────────────────────────


def evidence_uses(ids: Sequence[UUID], by: Actor) -> dict[UUID, list[Use]]:
    """One query, and one for the dossiers that the actor may open."""
    uses = list(
        EvidenceUse.objects.filter(evidence__in=ids)
        .select_related("dossier")
        .order_by("-dossier__year", "attached_at", "id")
    )
    visible = Dossier.objects.visible_to(by).filter(pk__in=[use.dossier_id for use in uses])
    may_open = set(visible.order_by().values_list("pk", flat=True))
    found: dict[UUID, list[Use]] = defaultdict(list)
    for use in uses:
        found[use.evidence_id].append(
            Use(
                f"{use.dossier.title_name} năm {use.dossier.year}, tiêu chí {use.criterion}",
                url=reverse("dossier_detail", args=[use.dossier_id]) if use.dossier_id in may_open else "",
                ended=use.detached_why,
            )
        )
    return found


def decided_on_evidence(evidence: Evidence) -> list[Reason]:
    """Evidence that a decision stands on is not withdrawn: after the decision nothing changes but by another decision."""
    uses = EvidenceUse.objects.filter(evidence=evidence, detached_at=None, dossier__state__in=DECIDED)
    rounds = {str(use.dossier.round): None for use in uses.select_related("dossier__round").order_by("id")}
    return [
        Reason(
            f"{one}: đã có quyết định dựa trên minh chứng này, không rút được nữa, cũng không bỏ đối chiếu."
        )
        for one in rounds
    ]


# ── records that can be evidence ─────────────────────────────────────────────────────────────────


def _recognised(by: Actor) -> "QuerySet[Dossier]":
    return Dossier.objects.visible_to(by).filter(state=DossierState.RECOGNISED)


def _of(subjects: Sequence[Subject]) -> Q:
    """Dossiers of these families and citizens; a family's do not speak for those who live in it, nor theirs for it."""
    families = [one.id for one in subjects if one.kind == HOUSEHOLD]
    citizens = [one.id for one in subjects if one.kind == PERSON]
    return Q(person__isnull=True, household__in=families) | Q(person__in=citizens)


def _titles(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    return [
        RecordOffer(
            id=str(dossier.pk),
            title=f"Đạt {dossier.title_name} năm {dossier.year}",
            when=f"công nhận ngày {format_date(dossier.decided_on)}",
            url=reverse("dossier_detail", args=[dossier.pk]),
        )
        for dossier in _recognised(by).filter(_of(subjects)).order_by("-year", "id")
    ]


def _title_urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    dossiers = _recognised(by).filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    return {str(dossier.pk): reverse("dossier_detail", args=[dossier.pk]) for dossier in dossiers}


def _signed_papers(by: Actor) -> "QuerySet[Paper]":
    signed = Paper.objects.visible_to(by).filter(state__in=SIGNED)
    return signed.select_related("issuer")


def _papers(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    """Signed papers of a season that name the family or the citizen."""
    dossiers = Dossier.objects.filter(_of(subjects))
    papers = _signed_papers(by).filter(
        Q(meeting__votes__lines__dossier__in=dossiers, meeting__votes__lines__outcome="agreed")
        | Q(nomination_list__dossiers__in=dossiers)
        | Q(recognition_decision__lines__dossier__in=dossiers)
    )
    return [
        RecordOffer(
            id=str(paper.pk),
            title=f"{paper_kinds[paper.kind].label} {paper.full_number}: {paper.title}".replace(" :", ":"),
            when=f"ký ngày {format_date(paper.dated_on)}",
            url=reverse("paper_detail", args=[paper.pk]),
        )
        for paper in papers.distinct().order_by("-dated_on", "-id")
    ]


def _paper_urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    papers = _signed_papers(by).filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    return {str(paper.pk): reverse("paper_detail", args=[paper.pk]) for paper in papers}


TITLES = RecordKind("Danh hiệu đã được công nhận", _titles, _title_urls)
SIGNED_PAPERS = RecordKind("Văn bản đã ký", _papers, _paper_urls)
