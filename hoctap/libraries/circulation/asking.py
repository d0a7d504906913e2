"""Which library a page of lending was asked for."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.core.http import Request
from hoctap.libraries.circulation.rows import libraries_for
from hoctap.libraries.models import Library


def library(request: Request) -> tuple[Library | None, list[Library]]:
    """That of `?library=`, or the only one where this actor lends; and all among which he chooses."""
    rows = libraries_for(request.actor)
    asked = request.GET.get("library", "")
    if asked:
        return get_object_or_404(rows, pk=asked if is_uuid(asked) else None), []
    found = list(rows.filter(valid_to__isnull=True)[:200])
    return (found[0] if len(found) == 1 else None), found


def lent_at(request: Request, pk: UUID) -> Library:
    return get_object_or_404(libraries_for(request.actor), pk=pk)


def address(name: str, library: Library, **more: str) -> str:
    return reverse(name, query={"library": str(library.pk), **{key: one for key, one in more.items() if one}})
