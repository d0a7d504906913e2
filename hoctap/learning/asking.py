"""What the lists of a centre's year read from their address: which centre, which place."""

from uuid import UUID

from django.http import Http404

from hoctap.centres.models import Centre
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


def asked_centre(request: Request) -> Centre | None:
    """`?centre=`; one that the actor does not see is not found."""
    pk = _asked_id(request, "centre")
    if pk is None:
        return None
    rows = Centre.objects.visible_to(request.actor).select_related("organisation__place")
    centre = rows.filter(pk=pk).first()
    if centre is None:
        raise Http404
    return centre


def asked_place(request: Request) -> Place | None:
    pk = _asked_id(request, "place")
    if pk is None:
        return None
    place = Place.objects.visible_to(request.actor, Permission.CENTRE_READ).filter(pk=pk).first()
    if place is None:
        raise Http404
    return place


def _asked_id(request: Request, name: str) -> UUID | None:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    try:
        return UUID(asked)
    except ValueError:
        raise Http404 from None
