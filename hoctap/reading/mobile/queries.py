"""Trips of the travelling library, and which schools it has reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from hoctap.core.actor import Actor
from hoctap.libraries.models import Library, LibraryKind
from hoctap.places.models import Place
from hoctap.reading.models import MobileStop, MobileTrip
from hoctap.reading.visits.queries import institutions


def trips_of(actor: Actor, year: int, place: Place | None = None) -> QuerySet[MobileTrip]:
    rows = MobileTrip.objects.visible_to(actor).filter(on__year=year).select_related("place")
    if place is not None:
        rows = rows.filter(place__path__contains=[place.pk])
    nothing = 0
    return rows.annotate(
        points=Count("stops"),
        people_in=Coalesce(Sum(F("stops__pupils") + F("stops__others")), nothing),
        pupils_in=Coalesce(Sum("stops__pupils"), nothing),
        resources_in=Coalesce(Sum(F("stops__read_here") + F("stops__lent")), nothing),
    ).order_by("-on", "-id")


@dataclass(frozen=True)
class Coverage:
    """Schools on record whose library the vehicle visited in the year."""

    schools: Sequence[Library]
    reached: Sequence[Library]

    @property
    def missed(self) -> list[Library]:
        seen = {one.pk for one in self.reached}
        return [one for one in self.schools if one.pk not in seen]


def coverage_of(actor: Actor, year: int, place: Place | None = None) -> Coverage:
    """Two queries. A school without a library on record is in neither figure: it is told as a point by its name."""
    schools = list(institutions(actor, place, year).filter(kind=LibraryKind.SCHOOL))
    stops = MobileStop.objects.filter(library__in=[one.pk for one in schools], trip__on__year=year)
    reached: set[UUID | None] = set(stops.order_by().values_list("library", flat=True))
    return Coverage(schools, [one for one in schools if one.pk in reached])
