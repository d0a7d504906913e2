"""What the screens of places read from an address alike: the commune, the year, the month."""

import datetime as dt

from django.http import Http404

from hoctap.core.dates import today
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.places import queries
from hoctap.places.models import Place


def communes(request: Request) -> tuple[Place | None, list[Place]]:
    """The commune that the page is about (`?place=`, else the first) and all there are to choose from."""
    found = queries.communes_for(request.actor, Permission.PLACE_EDIT)
    asked = request.GET.get("place")
    if not asked:
        return (found[0] if found else None), found
    chosen = next((commune for commune in found if str(commune.pk) == asked), None)
    if chosen is None:
        raise Http404
    return chosen, found


def year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2100 else today().year


def month(request: Request) -> dt.date:
    """Its first day (`?month=2026-03`)."""
    year_of, _, number = request.GET.get("month", "").partition("-")
    try:
        first = dt.date(int(year_of), int(number), 1)
    except ValueError:
        return today().replace(day=1)
    return first if 2000 <= first.year <= 2100 else today().replace(day=1)
