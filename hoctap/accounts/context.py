"""What the frame of every page shows: who is signed in, in which capacity, and where he may go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hoctap.core.actor import NOBODY
from hoctap.core.permissions import Permission
from hoctap.core.registries import nav_items


def actor(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    items = sorted(nav_items, key=lambda item: item.order)
    nav = [
        {"label": item.label, "url": reverse(item.url_name), "current": request.path.startswith(reverse(item.url_name))}
        for item in items
        if actor.user_id and (not item.permission or actor.may_anywhere(Permission(item.permission)))
    ]
    return {"actor": actor, "nav": nav, "capacities": getattr(request, "capacities", [])}
