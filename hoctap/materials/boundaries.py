"""Materials in a change of boundaries: a commune's go on in the one it went into as a whole, its hamlets' with the hamlet.

Of a commune that was divided they stay with the old name, to be read; a person writes them anew where they are needed. What was handed
out stays where it was.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.centres.boundaries import sole_successors
from hoctap.core.refusals import Reason
from hoctap.materials import listing
from hoctap.materials.models import OPEN, Handout, Material
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, OpenWork, recorded_since, waiting_at


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    rows = Material.objects.filter(place__in=place_ids, versions__state__in=[one.value for one in OPEN])
    words = "{n} học liệu chưa công bố: sang xã mới; nếu xã chia cho nhiều xã thì soạn lại ở từng xã"
    return waiting_at(rows, "place", words, reverse("material_list"))


def carry(carriage: Carriage) -> dict[str, Any]:
    moved: dict[str, list[str]] = {}
    for old, new in [*sole_successors(carriage).items(), *carriage.hamlets.items()]:
        if old == new:
            continue
        ids = list(Material.objects.filter(place=old).order_by("pk").values_list("pk", flat=True))
        if ids:
            moved[str(old)] = [str(pk) for pk in ids]
            _move(ids, new)
    return {"materials": moved}


def undo(_carriage: Carriage, kept: dict[str, Any]) -> None:
    for old, ids in kept.get("materials", {}).items():
        _move([UUID(pk) for pk in ids], UUID(old))


def _move(ids: list[UUID], place: UUID) -> None:
    Material.objects.filter(pk__in=ids).update(place=place)
    for material in Material.objects.filter(pk__in=ids, listing__isnull=False).select_related("place"):
        listing.refresh(material)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    carried = [pk for ids in kept.get("materials", {}).values() for pk in ids]
    return [
        *recorded_since(
            Material.objects.filter(place__in=carriage.made).exclude(pk__in=carried), "{n} học liệu"
        ),
        *recorded_since(Handout.objects.filter(place__in=carriage.made), "{n} lần phát học liệu"),
    ]


MATERIALS = BoundaryCarrier(open_work=open_work, carry=carry, undo=undo, undo_blockers=undo_blockers)
