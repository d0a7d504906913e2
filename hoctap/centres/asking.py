"""Which centre and which day a page of a centre's file was asked for."""

import datetime as dt
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.forms import FIRST_YEAR, LAST_YEAR
from hoctap.core.http import Request
from hoctap.core.permissions import Permission


def centres(actor: Actor) -> list[Centre]:
    """Whose file the actor may open, in the order of their communes. One query."""
    rows = Centre.objects.of_own_places(actor).select_related("organisation__place")
    return sorted(rows, key=lambda one: (one.place.sort_key, one.organisation.name))


def centre(request: Request) -> Centre | None:
    """That of `?centre=`; without one the only one there is. None: no centre is meant."""
    asked = request.GET.get("centre", "")
    rows = Centre.objects.of_own_places(request.actor).select_related("organisation__place")
    if asked:
        return get_object_or_404(rows, pk=asked if is_uuid(asked) else None)
    only = list(rows[:2])
    return only[0] if len(only) == 1 else None


def kept_centre(request: Request, pk: UUID) -> Centre:
    """One whose file this actor keeps."""
    rows = Centre.objects.of_own_places(request.actor, Permission.CENTRE_KEEP)
    return get_object_or_404(rows.select_related("organisation__place"), pk=pk)


def read_centre(request: Request, pk: UUID) -> Centre:
    rows = Centre.objects.of_own_places(request.actor)
    return get_object_or_404(rows.select_related("organisation__place"), pk=pk)


def day(request: Request) -> dt.date:
    """That of `?on=`, else today."""
    try:
        found = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else today()


def address(name: str, centre: Centre) -> str:
    return reverse(name, query={"centre": str(centre.pk)})
