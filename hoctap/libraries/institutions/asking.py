"""Which library a page was asked for, and those that a person keeps."""

from uuid import UUID

from django.db.models import Case, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from hoctap.audit.registry import is_uuid
from hoctap.core.actor import Actor
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.libraries.models import LENDING_KINDS, Library, LibraryKind
from hoctap.places.models import Place


def library(request: Request, permission: Permission = Permission.LIBRARY_READ) -> Library | None:
    """That of `?library=`; none where nothing is asked, not found where it is not this person's."""
    asked = request.GET.get("library", "")
    if not asked:
        return None
    return one(request, asked, permission)


def one(request: Request, pk: UUID | str, permission: Permission = Permission.LIBRARY_READ) -> Library:
    """Not found where the actor has not the right there."""
    rows = Library.objects.visible_to(request.actor).select_related("place", "venue", "organisation")
    found = get_object_or_404(rows, pk=pk if is_uuid(str(pk)) else None)
    if not request.actor.may(permission, at=found):
        raise Http404
    return found


def place(request: Request) -> Place | None:
    """That of `?place=`; not found where the actor reads no library of it."""
    asked = request.GET.get("place", "")
    if not asked:
        return None
    seen = Place.objects.visible_to(request.actor, Permission.LIBRARY_READ)
    return get_object_or_404(seen, pk=asked if is_uuid(asked) else None)


def kept(actor: Actor, permission: Permission = Permission.LIBRARY_KEEP) -> QuerySet[Library]:
    """Libraries of today where the actor keeps."""
    rows = Library.objects.filter(valid_to=None).select_related("place")
    if not actor.system_job:
        rows = rows.filter(place__path__overlap=actor.places_with(permission))
    return rows.order_by("place__sort_key", "sort_key", "id")


def usual(actor: Actor) -> Library | None:
    """Where books are added when none is named: the library of the commune rather than the first bookcase of a hamlet."""
    first = Case(When(kind=LibraryKind.COMMUNE, then=0), default=1)
    rows = kept(actor).filter(kind__in=LENDING_KINDS)
    return rows.order_by(first, "place__path__len", "place__sort_key", "sort_key", "id").first()
