"""Ai được làm gì ở đây, và vì sao."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.accounts.rights import queries
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission


@require_GET
@requires(Permission.AUDIT_READ)
def right_list(request: Request) -> HttpResponse:
    """Ai được làm gì ở đây, vì vai trò nào, theo quyết định nào"""
    place, places = queries.place_asked_for(
        request.actor, request.GET.get("place", ""), Permission.AUDIT_READ, Permission.ACCOUNT_MANAGE
    )
    page = queries.rights_at(place) if place else None
    values: dict[str, Any] = {
        "place": place,
        "places": places,
        "page": page,
        "why": queries.why(page, request.GET.get("person", ""), request.GET.get("right", ""))
        if page
        else None,
    }
    if place:
        values["where"] = where(request, place=place)
    return render(request, "accounts/right_list.html", values)
