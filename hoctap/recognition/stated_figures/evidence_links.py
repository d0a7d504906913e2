"""What figures that were written down tell evidence: where it is used, and what keeps it."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.evidence.models import Evidence
from hoctap.evidence.registry import Use
from hoctap.recognition.stated_figures.models import StatedFigure


def uses_by_figures(ids: Sequence[UUID], by: Actor) -> dict[UUID, list[Use]]:
    """One query."""
    found: dict[UUID, list[Use]] = defaultdict(list)
    for one in StatedFigure.objects.visible_to(by).filter(evidence__in=ids).order_by("id"):
        url = f"{reverse('statedfigure_list')}?place={one.place_id}&year={one.year}"
        found[one.evidence_id].append(Use(str(one), url=url, ended=one.withdrawn_why))
    return found


def standing_figures(evidence: Evidence) -> list[Reason]:
    return [
        Reason(f"Số liệu “{one}” đang dùng minh chứng này. Bỏ số liệu ấy trước.")
        for one in StatedFigure.objects.standing().filter(evidence=evidence)
    ]
