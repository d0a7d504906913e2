"""What this app tells evidence: where it is used, and what keeps it from being withdrawn."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.assessments.models import AT_AUTHORITY, DECIDED_STATES, Assessment, AssessmentEvidence
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.evidence.models import Evidence
from hoctap.evidence.registry import Use


def evidence_uses(ids: Sequence[UUID], by: Actor) -> dict[UUID, list[Use]]:
    """Two queries."""
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
    return found


def decided_on_evidence(evidence: Evidence) -> list[Reason]:
    """A file that was sent or decided stands on it."""
    uses = AssessmentEvidence.objects.filter(
        evidence=evidence, detached_at=None, assessment__state__in=[*AT_AUTHORITY, *DECIDED_STATES]
    ).select_related("assessment__place", "assessment__unit", "assessment__clan")
    return [
        Reason(f"Hồ sơ “{use.assessment}” đã gửi hoặc đã quyết định dựa trên minh chứng này: không rút được.")
        for use in uses
    ]
