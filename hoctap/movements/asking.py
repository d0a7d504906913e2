"""What the screens of this app read from an address alike."""

from uuid import UUID

from hoctap.core.http import Request
from hoctap.places.models import Place
from hoctap.surveys.asked import pk_of


def first_of(request: Request, places: list[Place]) -> UUID | None:
    """The place that the address names, where it is one of these; else the first."""
    given = pk_of(request.GET.get("place", ""))
    if any(place.pk == given for place in places):
        return given
    return places[0].pk if places else None
