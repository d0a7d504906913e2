"""Where an activity or a club may be: communes, and the hamlets in them."""

import datetime as dt

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place


def commune_of(place: Place) -> Place:
    """Of a hamlet, or the commune itself."""
    if place.level == Level.COMMUNE:
        return place
    return Place.objects.get(pk__in=place.path, level=Level.COMMUNE)


def places_reached(actor: Actor, permission: Permission) -> list[Place]:
    """Communes and hamlets at which the actor holds the right: each commune before its hamlets. One query."""
    rows = Place.objects.visible_to(actor, permission).filter(
        level__in=[Level.COMMUNE, Level.HAMLET], valid_to__isnull=True
    )
    found = list(rows)
    keys = {place.pk: place.sort_key for place in found}
    return sorted(
        found, key=lambda one: ([keys.get(pk, "") for pk in one.path[-2 if one.level == "hamlet" else -1 :]])
    )


def centre_of(commune: Place, day: dt.date) -> Centre | None:
    """The one that works there; where there are two, neither is taken for granted."""
    found = list(Centre.objects.filter(organisation__place=commune).working_on(day)[:2])
    return found[0] if len(found) == 1 else None
