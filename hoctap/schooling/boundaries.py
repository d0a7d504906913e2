"""Schooling in a change of boundaries: who waits in the visit list goes with his hamlet; what was counted stays with the old commune."""

from typing import Any

from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, recorded_since
from hoctap.schooling.models import Pupil


def carry(carriage: Carriage) -> dict[str, Any]:
    moved: dict[str, list[str]] = {}
    for old, new in carriage.hamlets.items():
        rows = Pupil.objects.waiting().filter(hamlet=old)
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if ids:
            rows.update(hamlet=new)
            moved[str(old)] = ids
    return {"moved": moved}


def undo(carriage: Carriage, kept: dict[str, Any]) -> None:
    for old, ids in kept.get("moved", {}).items():
        Pupil.objects.filter(pk__in=ids).update(hamlet=old)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    carried = {pk for ids in kept.get("moved", {}).values() for pk in ids}
    new = Pupil.objects.filter(hamlet__in=carriage.made).exclude(pk__in=carried)
    return recorded_since(new, "{n} em trong danh sách vận động ra lớp")


SCHOOLING = BoundaryCarrier(carry=carry, undo=undo, undo_blockers=undo_blockers)
