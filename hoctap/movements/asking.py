"""What the screens of this app read from an address alike."""

import datetime as dt
from uuid import UUID

from hoctap.core.dates import today
from hoctap.core.http import Request
from hoctap.places.models import Place


def year(request: Request) -> int:
    given = request.POST.get("year") or request.GET.get("year", "")
    fits = given.isascii() and given.isdigit() and len(given) == 4 and 2000 <= int(given) <= 2100
    return int(given) if fits else today().year


def month(request: Request) -> dt.date:
    """Its first day."""
    first, _, second = request.GET.get("month", "").partition("-")
    try:
        found = dt.date(int(first), int(second), 1)
    except ValueError:
        return today().replace(day=1)
    return found if 2000 <= found.year <= 2100 else today().replace(day=1)


def uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def first_of(request: Request, places: list[Place]) -> UUID | None:
    """The place that the address names, where it is one of these; else the first."""
    asked = uuid(request.GET.get("place", ""))
    if any(place.pk == asked for place in places):
        return asked
    return places[0].pk if places else None
