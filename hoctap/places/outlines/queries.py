"""Outlines shaped for the map and for their page."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place
from hoctap.places.outlines.models import PlaceOutline

type Rings = list[list[list[float]]]


@dataclass(frozen=True)
class Outline:
    rings: Rings
    source: str


def outlines_of(place_ids: Iterable[UUID]) -> dict[UUID, Outline]:
    """One query."""
    rows = PlaceOutline.objects.filter(place__in=list(place_ids)).order_by()
    return {
        pk: Outline(rings, source) for pk, rings, source in rows.values_list("place_id", "rings", "source")
    }


def places_to_load(actor: Actor) -> list[Place]:
    """Where the actor may load outlines: communes and above, the widest first."""
    places = Place.objects.filter(pk__in=actor.places_with(Permission.PLACE_EDIT)).exclude(
        level__in=[Level.HAMLET, Level.GROUP]
    )
    return sorted(places, key=lambda place: (len(place.path), place.sort_key))


def loaded_at(place: Place) -> list[PlaceOutline]:
    rows = (
        PlaceOutline.objects.filter(place__path__contains=[place.pk]).select_related("place").defer("rings")
    )
    return list(rows.order_by("place__sort_key", "id"))
