"""Which centre, which place and which day a page of a centre's file was asked for."""

import datetime as dt
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.centres.models import Centre, CentreQuerySet
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.forms import FIRST_YEAR, LAST_YEAR
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


def centres(actor: Actor, at: Place | None = None) -> list[Centre]:
    """Whose file the actor may open, in the order of their communes; `at`: those at a place and below. One query."""
    rows = below(Centre.objects.of_own_places(actor).select_related("organisation__place"), at)
    return sorted(rows, key=lambda one: (one.place.sort_key, one.organisation.name))


def centre(request: Request) -> Centre | None:
    """That of `?centre=`; without one the only one there is, or the only one at `?place=`. None: no centre is meant."""
    asked = request.GET.get("centre", "")
    rows = Centre.objects.of_own_places(request.actor).select_related("organisation__place")
    if asked:
        return get_object_or_404(rows, pk=asked if is_uuid(asked) else None)
    only = list(below(rows, place(request))[:2])
    return only[0] if len(only) == 1 else None


def place(request: Request) -> Place | None:
    """That of `?place=`, where a figure of a report leads to; not found where the actor reads no centre of it."""
    asked = request.GET.get("place", "")
    if not asked:
        return None
    seen = Place.objects.visible_to(request.actor, Permission.CENTRE_READ)
    return get_object_or_404(seen, pk=asked if is_uuid(asked) else None)


def below(rows: CentreQuerySet, at: Place | None) -> CentreQuerySet:
    """At a place and below it; all where no place is asked for."""
    return rows if at is None else rows.filter(organisation__place__path__contains=[at.pk])


def kept_centre(request: Request, pk: UUID) -> Centre:
    """One whose file this actor keeps."""
    rows = Centre.objects.of_own_places(request.actor, Permission.CENTRE_KEEP)
    return get_object_or_404(rows.select_related("organisation__place"), pk=pk)


def read_centre(request: Request, pk: UUID) -> Centre:
    rows = Centre.objects.of_own_places(request.actor)
    return get_object_or_404(rows.select_related("organisation__place"), pk=pk)


def day(request: Request) -> dt.date:
    """That of `?on=`, else today."""
    return _day(request, "on") or today()


def span(request: Request) -> tuple[dt.date, dt.date] | None:
    """That of `?from=` and `?until=`, where a figure of part of a year leads to."""
    first, last = _day(request, "from"), _day(request, "until")
    return (first, last) if first and last else None


def _day(request: Request, name: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def address(name: str, centre: Centre) -> str:
    return reverse(name, query={"centre": str(centre.pk)})
