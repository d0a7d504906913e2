"""What this app tells evidence: where it is used, what keeps it from being withdrawn, which records of a centre can be some."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.assessments.models import (
    AT_AUTHORITY,
    DECIDED_STATES,
    Assessment,
    AssessmentEvidence,
    Ranking,
    RankingEvidence,
    RankingState,
)
from hoctap.assessments.ranking.models import OPEN_STATES
from hoctap.assessments.ranking.queries import CENTRE
from hoctap.audit.registry import is_uuid
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.evidence.models import Evidence, Subject
from hoctap.evidence.registry import RecordKind, RecordOffer, Use
from hoctap.learning.models import Activity


def evidence_uses(ids: Sequence[UUID], by: Actor) -> dict[UUID, list[Use]]:
    """Four queries."""
    uses = list(
        AssessmentEvidence.objects.filter(evidence__in=ids)
        .select_related("assessment__place", "assessment__unit", "assessment__clan")
        .order_by("-assessment__year", "id")
    )
    visible = Assessment.objects.visible_to(by).filter(pk__in=[use.assessment_id for use in uses])
    may_open = set(visible.order_by().values_list("pk", flat=True))
    found: dict[UUID, list[Use]] = defaultdict(list)
    for use in uses:
        found[use.evidence_id].append(
            Use(
                f"{use.assessment.title_name} năm {use.assessment.year}, chỉ tiêu {use.line}",
                url=reverse("assessment_detail", args=[use.assessment_id])
                if use.assessment_id in may_open
                else "",
                ended=use.detached_why,
            )
        )
    _of_rankings(ids, by, found)
    return found


def _of_rankings(ids: Sequence[UUID], by: Actor, found: dict[UUID, list[Use]]) -> None:
    """Two queries."""
    uses = list(
        RankingEvidence.objects.filter(evidence__in=ids)
        .select_related("ranking__centre__organisation")
        .order_by("-ranking__year", "id")
    )
    visible = Ranking.objects.visible_to(by).filter(pk__in=[use.ranking_id for use in uses])
    may_open = set(visible.order_by().values_list("pk", flat=True))
    for use in uses:
        found[use.evidence_id].append(
            Use(
                f"{use.ranking}, tiêu chí {use.line}",
                url=reverse("ranking_detail", args=[use.ranking_id]) if use.ranking_id in may_open else "",
                ended=use.detached_why,
            )
        )


def _offers(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    centres = [one.id for one in subjects if one.kind == CENTRE]
    if not centres:
        return []
    held = Activity.objects.visible_to(by).held().filter(centre__in=centres)
    return [
        RecordOffer(
            id=str(row.pk),
            title=row.title,
            when=f"từ {format_date(row.starts_on)}",
            url=reverse("activity_detail", args=[row.pk]),
        )
        for row in held.order_by("-starts_on", "id")[:OFFERED]
    ]


def _urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    rows = Activity.objects.visible_to(by).filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    return {str(pk): reverse("activity_detail", args=[pk]) for pk in rows.values_list("pk", flat=True)}


OFFERED = 200
ACTIVITIES = RecordKind("Hoạt động của trung tâm", _offers, _urls)


def decided_on_evidence(evidence: Evidence) -> list[Reason]:
    """A file that was sent or decided stands on it."""
    uses = AssessmentEvidence.objects.filter(
        evidence=evidence, detached_at=None, assessment__state__in=[*AT_AUTHORITY, *DECIDED_STATES]
    ).select_related("assessment__place", "assessment__unit", "assessment__clan")
    ranked = RankingEvidence.objects.filter(evidence=evidence, detached_at=None).exclude(
        ranking__state__in=[*OPEN_STATES, RankingState.WITHDRAWN]
    )
    return [
        Reason(f"Hồ sơ “{use.assessment}” đã gửi hoặc đã quyết định dựa trên minh chứng này: không rút được.")
        for use in uses
    ] + [
        Reason(f"{use.ranking}: đã chốt hoặc đã quyết định dựa trên minh chứng này: không rút được.")
        for use in ranked.select_related("ranking__centre__organisation")
    ]
