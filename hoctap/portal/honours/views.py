"""Who was honoured."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core.http import Request
from hoctap.portal.honours.queries import honour_page
from hoctap.portal.models import Door
from hoctap.portal.pages import through_door
from hoctap.portal.parts import Part
from hoctap.surveys.asked import pk_of


@require_GET
@through_door(Part.BODIES, Part.FAMILIES)
def door_honours(request: Request, door: Door) -> HttpResponse:
    """Ai được công nhận. OPEN: bodies; of families the head and the ấp, only where publishing has a ground and nobody objected."""
    page = honour_page(
        door,
        with_bodies=door.shows(Part.BODIES),
        with_families=door.shows(Part.FAMILIES),
        hamlet=pk_of(request.GET.get("hamlet", "")),
    )
    response = render(
        request,
        "portal/door_honours.html",
        {"door": door, "page": page, "shows_families": door.shows(Part.FAMILIES)},
    )
    # Names are looked up here, not collected; and who objects is gone at once.
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response
