"""Heritage programmes and visits of museums and culture houses: activities of `learning`, held there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.learning.models import Activity, ActivityState, Session
from hoctap.learning.queries import turnout
from hoctap.libraries.models import Library
from hoctap.places.models import Level


@dataclass(frozen=True)
class ProgrammeRow:
    activity: Activity
    people: int | None


def activities_at(library: Library, actor: Actor, year: int) -> QuerySet[Activity]:
    """By its venue, or by its name where an activity only names where it was."""
    there = Q(venue_name__iexact=library.name)
    if library.venue_id is not None:
        there |= Q(venue=library.venue_id)
    rows = Activity.objects.visible_to(actor).of_year(year).filter(there)
    # Two communes may each have a "Nhà văn hóa Ấp 1".
    around = library.place.path[-2] if library.place.level == Level.HAMLET else library.place_id
    return (
        rows.filter(place__path__contains=[around])
        .exclude(state=ActivityState.CANCELLED)
        .select_related("place", "topic")
        .order_by("-starts_on", "-id")
    )


def rows_of(activities: list[Activity]) -> list[ProgrammeRow]:
    """Two queries."""
    counted = turnout(Session.objects.filter(activity__in=[one.pk for one in activities]), "activity")
    people = {activity: number for (activity,), number in counted.items()}
    return [ProgrammeRow(one, people.get(one.pk)) for one in activities]
