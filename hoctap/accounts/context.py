"""What the frame of every page shows: who is signed in, in which capacity, and where he may go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hoctap.core.actor import NOBODY
from hoctap.core.permissions import Permission
from hoctap.core.registries import nav_items
from hoctap.places.models import Place


def where(request: HttpRequest, *, place: Place | None = None, year: int | None = None, round: str = "") -> dict[str, Any]:
    """The line under the head of a page: who, in which capacity, at which place, in which year."""
    actor = getattr(request, "actor", NOBODY)
    capacities = getattr(request, "capacities", [])
    if place is None and actor.capacity_id is not None:
        place = next((capacity.organisation.place for capacity in capacities if capacity.pk == actor.capacity_id), None)
    return {
        "person": actor.name,
        "capacity": actor.capacity,
        "place": place.title if place else "",
        "year": year,
        "round": round,
        "change_url": reverse("capacity_choose") if len(capacities) > 1 else "",
    }


def actor(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    items = sorted(nav_items, key=lambda item: item.order)
    nav = [
        {"label": item.label, "url": reverse(item.url_name), "current": _is_current(request.path, reverse(item.url_name))}
        for item in items
        if actor.user_id and (not item.permission or actor.may_anywhere(Permission(item.permission)))
    ]
    return {"actor": actor, "nav": nav, "where": where(request)}


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
