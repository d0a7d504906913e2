"""What a person keeps of facilities: his centres, his places, and the centre that the address names."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from hoctap.centres.models import Centre, Venue
from hoctap.core.actor import Actor
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place


def asked_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def asked_centre(request: Request) -> Centre | None:
    """`?centre=`; none where nothing is asked, not found where it is not this person's."""
    asked = request.GET.get("centre", "")
    if not asked:
        return None
    pk = asked_id(asked)
    rows = Centre.objects.visible_to(request.actor).select_related("organisation__place")
    found = rows.filter(pk=pk).first() if pk else None
    if found is None:
        raise Http404
    return found


def kept_places(actor: Actor, permission: Permission = Permission.CENTRE_KEEP) -> QuerySet[Place]:
    """Communes and hamlets of today at which the actor keeps."""
    rows = Place.objects.visible_to(actor, permission)
    return rows.filter(level__in=[Level.COMMUNE, Level.HAMLET], valid_to__isnull=True).order_by(
        "path", "sort_key", "id"
    )


def kept_centres(actor: Actor) -> QuerySet[Centre]:
    rows = Centre.objects.select_related("organisation__place").filter(organisation__valid_to__isnull=True)
    if actor.system_job:
        return rows
    return rows.filter(organisation__place__path__overlap=actor.places_with(Permission.CENTRE_KEEP))


def kept_venues(actor: Actor) -> QuerySet[Venue]:
    rows = Venue.objects.standing().select_related("place").order_by("place__sort_key", "name", "id")
    if actor.system_job:
        return rows
    return rows.filter(place__path__overlap=actor.places_with(Permission.CENTRE_KEEP))
