"""Evidence in a change of boundaries: it stays where it was added."""

from typing import Any

from hoctap.core.refusals import Reason
from hoctap.evidence.models import Evidence
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, recorded_since


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    return recorded_since(Evidence.objects.filter(place__in=carriage.made), "{n} minh chứng")


EVIDENCE = BoundaryCarrier(undo_blockers=undo_blockers)
