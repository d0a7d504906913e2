"""Which places and libraries a page of reading offers."""

from typing import cast

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions.asking import kept
from hoctap.libraries.models import LENDING_KINDS, Library, LibraryQuerySet
from hoctap.places.models import Level, Place

KEEP, READ = Permission.LIBRARY_KEEP, Permission.LIBRARY_READ


def places_kept(actor: Actor, *, hamlets: bool = False) -> list[Place]:
    """Where the actor keeps libraries: communes and what lies above; with hamlets where they are asked for."""
    rows = Place.objects.visible_to(actor, KEEP).filter(valid_to__isnull=True)
    levels = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE] + ([Level.HAMLET] if hamlets else [])
    return list(rows.filter(level__in=levels).order_by("sort_key", "id"))


def shelves_kept(actor: Actor) -> list[Library]:
    """Where books are lent and the actor keeps."""
    return list(kept(actor).filter(kind__in=LENDING_KINDS))


def shelves_seen(actor: Actor) -> list[Library]:
    rows = cast(LibraryQuerySet, Library.objects.visible_to(actor)).standing_on(today()).lending()
    return list(rows.select_related("place").order_by("place__sort_key", "sort_key", "id"))


def libraries_below(place: Place) -> LibraryQuerySet:
    """That stand today, at or below a place."""
    rows = Library.objects.standing_on(today()).filter(place__path__contains=[place.pk])
    return rows.select_related("place").order_by("place__sort_key", "sort_key", "id")
