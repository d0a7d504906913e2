"""What others ask of the facilities of places: which institutions stand there, which centres have everything they need."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.centres.models import Centre, Venue, VenueKind
from hoctap.places.models import Place


@dataclass(frozen=True)
class Institution:
    """A thiết chế of a commune or a hamlet: its centre, or a nhà văn hóa. One of the two ids is set."""

    place: Place
    """The commune, or the hamlet of a nhà văn hóa."""
    commune_id: UUID
    name: str
    centre_id: UUID | None = None
    venue_id: UUID | None = None


def institutions(communes: Sequence[UUID], day: dt.date) -> list[Institution]:
    """Centres of these communes and nhà văn hóa in them or in their hamlets that stood on the day. Two queries, whatever their number.

    The denominator of 'thiết chế văn hóa xã, thôn'. Halls, schools and post offices are no institutions of their own here.
    """
    wanted = list(communes)
    centres = (
        Centre.objects.working_on(day)
        .filter(organisation__place__in=wanted)
        .select_related("organisation__place")
        .order_by("organisation__place__sort_key", "organisation__name", "pk")
    )
    houses = (
        standing_on(day)
        .filter(kind=VenueKind.HAMLET_HOUSE, place__path__overlap=wanted)
        .select_related("place")
        .order_by("place__sort_key", "name", "pk")
    )
    found = [Institution(one.place, one.place.pk, one.name, centre_id=one.pk) for one in centres]
    for house in houses:
        commune = next(pk for pk in house.place.path if pk in wanted)
        found.append(Institution(house.place, commune, house.name, venue_id=house.pk))
    return found


def standing_on(day: dt.date) -> QuerySet[Venue]:
    return Venue.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )
