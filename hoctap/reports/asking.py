"""What an address asks of a page of results: the place, the year, the title, the past day."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from hoctap.core.dates import today
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.criteria.models import Title
from hoctap.places.models import Place
from hoctap.reports import queries


def place_in(
    request: Request, granted: list[Place], *, permission: Permission = Permission.RESULT_READ
) -> Place:
    """The place in the URL, of those the actor may read; without one his own widest."""
    asked = request.GET.get("place", "")
    if not asked:
        if not granted:
            raise Http404
        return granted[0]
    try:
        pk = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(
        Place.objects.reached_by(request.actor, permission).exclude(level="group"), pk=pk
    )


def year_in(request: Request, place: Place) -> int:
    asked = request.GET.get("year", "")
    return _as_year(asked) if asked else queries.last_season(place)


def before_in(request: Request, year: int) -> int:
    """The year to compare with; one that is not earlier (the other year was changed in the form) gives the year before."""
    asked = request.GET.get("before", "")
    before = _as_year(asked) if asked else year - 1
    return before if before < year else year - 1


def title_in(request: Request, titles: Sequence[Title]) -> Title:
    """One that is walked by list here."""
    asked = request.GET.get("title", "")
    return Title(asked) if asked in titles else Title.LEARNING_FAMILY


def as_of_in(request: Request) -> dt.date | None:
    """The past day in the URL, as the program or as a person writes it; none when it is no day or not past: that is now."""
    asked = request.GET.get("as_of", "").strip()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = dt.datetime.strptime(asked, form).date()
        except ValueError:
            continue
        return day if dt.date(2000, 1, 1) <= day < today() else None
    return None


def _as_year(asked: str) -> int:
    if not asked.isascii() or not asked.isdigit() or not 2000 <= int(asked) <= 2100:
        raise Http404
    return int(asked)
