"""Whose readers somebody sees. The right to lend is given at a place, but at one place each institution has readers of its own.

A library that belongs to a school, a club, a private owner is lent at by the people of that body, and by who has the right at the place in
Ủy ban nhân dân or the learning centre. Who acts for a school with a library has the readers of his school and no others.
"""

from django.db.models import Exists, Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, OrganisationKind

_FOR_ALL = (OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.CENTRE)


def lent_by(actor: Actor, library: str = "") -> Q:
    """Rows whose library (`library`: the way to it, "library__") this actor lends at. Asks nothing by itself."""
    if actor.system_job:
        return Q()
    at_place = Q(**{f"{library}place__path__overlap": actor.places_with(Permission.LIBRARY_LEND)})
    if actor.capacity_id is None:
        return at_place
    mine = Organisation.objects.filter(capacities=actor.capacity_id).order_by()
    owner = f"{library}organisation"
    for_all = Q(Exists(mine.filter(kind__in=_FOR_ALL)))
    own = Q(**{f"{owner}__in": mine})
    of_a_body = Q(**{f"{owner}__in": Organisation.objects.filter(kind=OrganisationKind.OTHER).order_by()})
    for_a_school = Q(Exists(mine.filter(kind=OrganisationKind.OTHER, libraries__kind="school")))
    return at_place & (for_all | own | (~of_a_body & ~for_a_school))
