"""How many notices wait, for the frame of every page; counted only where a page shows it."""

from collections.abc import Callable

from django.http import HttpRequest

from hoctap.core.actor import NOBODY
from hoctap.notices.queries import unread_count


def notices(request: HttpRequest) -> dict[str, Callable[[], int]]:
    return {"notices_unread": lambda: unread_count(getattr(request, "actor", NOBODY))}
