"""Which places the screens of this app are about, and who they offer."""

from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.movements.seeing import above
from hoctap.places.models import Level, Place

UPPER = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""Whose calendar and movements there are: a hamlet has those of its commune."""


def places_to_keep(actor: Actor, permission: Permission, *, with_hamlets: bool = False) -> list[Place]:
    levels = [*UPPER, Level.HAMLET] if with_hamlets else [*UPPER]
    rows = Place.objects.reached_by(actor, permission).filter(level__in=levels, valid_to__isnull=True)
    return sorted(rows, key=lambda place: (len(place.path), place.sort_key))


def own_places(actor: Actor) -> QuerySet[Place]:
    """Those where the actor was given sight; of a hamlet its commune."""
    ids = actor.places_with(Permission.MOVEMENT_READ)
    lower = Place.objects.filter(pk__in=ids).exclude(level__in=UPPER).values_list("path", flat=True)
    communes = Q(pk__in={pk for path in lower for pk in path}, level=Level.COMMUNE)
    return Place.objects.filter(Q(pk__in=ids, level__in=UPPER) | communes).order_by("sort_key", "id")


def place_near(actor: Actor, pk: UUID | None) -> Place | None:
    """One of the actor's, below or above; without `pk` his first."""
    if pk is None:
        return own_places(actor).first()
    row = Place.objects.filter(pk=pk, level__in=UPPER).first()
    if row is None:
        return None
    ids = actor.places_with(Permission.MOVEMENT_READ)
    return row if set(ids) & set(row.path) or row.pk in above(ids) else None


def place_below(actor: Actor, pk: UUID | None) -> Place | None:
    """One of the actor's or below, whose figures he may read; without `pk` the first that he was given."""
    rows = Place.objects.visible_to(actor, Permission.MOVEMENT_READ).filter(level__in=UPPER)
    if pk is not None:
        return rows.filter(pk=pk).first()
    own = rows.filter(pk__in=actor.places_with(Permission.MOVEMENT_READ))
    return own.order_by("sort_key", "id").first()


def own_place_in(upper: Place, actor: Actor) -> Place | None:
    """The first that the actor was given within a place above, a hamlet too."""
    ids = actor.places_with(Permission.MOVEMENT_READ)
    return Place.objects.filter(pk__in=ids, path__contains=[upper.pk]).order_by("sort_key", "id").first()
