"""What recognition tells evidence of the papers of results: where they are used, what keeps them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.evidence.models import Evidence
from hoctap.evidence.registry import Use
from hoctap.recognition.models import Dossier, DossierState
from hoctap.recognition.results.models import ElsewhereResult

_DECIDED = [DossierState.RECOGNISED, DossierState.REVOKED]


def uses_by_results(ids: Sequence[UUID], by: Actor) -> dict[UUID, list[Use]]:
    """One query, and one for the dossiers that the actor may open."""
    results = list(
        ElsewhereResult.objects.filter(evidence__in=ids)
        .select_related("dossier")
        .order_by("recorded_at", "id")
    )
    visible = Dossier.objects.visible_to(by).filter(pk__in=[one.dossier_id for one in results])
    may_open = set(visible.order_by().values_list("pk", flat=True)) if results else set()
    found: dict[UUID, list[Use]] = defaultdict(list)
    for one in results:
        assert one.evidence_id is not None
        found[one.evidence_id].append(
            Use(
                f"Kết quả từ phần mềm của Hội, năm {one.dossier.year}",
                url=reverse("dossier_detail", args=[one.dossier_id]) if one.dossier_id in may_open else "",
                ended=one.why if one.standing == ElsewhereResult.Standing.TAKEN_BACK else "",
            )
        )
    return found


def decided_on_result(evidence: Evidence) -> list[Reason]:
    """The paper of a result that a decision stands on stays."""
    standing = ElsewhereResult.objects.filter(
        evidence=evidence, standing=ElsewhereResult.Standing.COUNTS, dossier__state__in=_DECIDED
    )
    if not standing.exists():
        return []
    return [Reason("Kết quả kèm giấy này đã vào quyết định công nhận, không rút được.")]
