"""Who sees what is done at a place: its own people, those above it, and those below, for whom it is done too."""

from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


def near(actor: Actor, field: str = "place") -> Q:
    """The actor's places, those below, and those above."""
    ids = actor.places_with(Permission.MOVEMENT_READ)
    return Q(**{f"{field}__path__overlap": ids}) | Q(**{f"{field}__in": above(ids)})


def above(ids: list[UUID]) -> set[UUID]:
    paths = Place.objects.filter(pk__in=ids).values_list("path", flat=True)
    return {pk for path in paths for pk in path}
