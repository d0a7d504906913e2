"""What every screen shares: the request with its actor, the right a view needs, and how a refusal reaches the screen."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden


class Request(HttpRequest):
    """A request that passed `accounts.middleware.ActorMiddleware`."""

    actor: Actor


type View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Only somebody signed in, whatever the rights."""

    @wraps(view)
    def wrapper(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.user_id is None:
            return redirect(f"/login/?next={quote(_page_of(request))}")
        return view(request, *args, **kwargs)

    return wrapper


def _page_of(request: HttpRequest) -> str:
    """Where somebody goes on after signing in: what he asked for; of a form that he sent the page on which it stood, as an address
    that only takes forms shows nothing.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc == request.get_host() and parts.path.startswith("/") and not parts.path.startswith("//"):
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def requires(permission: Permission) -> Callable[[View], View]:
    """Only somebody who has the right at some place. The action asks again, at the place that matters."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may_anywhere(permission):
                raise Forbidden(f"Tài khoản này không có quyền: {permission.description}.")
            return view(request, *args, **kwargs)

        return signed_in(wrapper)

    return decorate


def way_back(request: HttpRequest, otherwise: str = "/") -> str:
    """The path that `next` names, when it is one of this site; `otherwise` for anything else, such as a name of a view."""
    asked = request.POST.get("next") or request.GET.get("next") or otherwise
    inside = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if inside and asked.startswith("/") else otherwise


def download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file for one person: never cached by others, never guessed at by the browser."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, _one_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def streamed(pieces: Iterator[bytes], media_type: str, name: str) -> StreamingHttpResponse:
    """As `download`, sent while it is made."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, _one_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _one_name(name: str) -> str:
    """A name that lies in one folder and reads as it ends: a place's or a plan's words may hold anything.

    Without line breaks, controls and marks that turn the direction of writing; no path, not hidden, not endless.
    """
    plain = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in name)
    plain = re.sub(r"\.{2,}", ".", re.sub(r"[/\\:]+", "-", plain))
    stem, dot, suffix = " ".join(plain.split()).lstrip(". -").rpartition(".")
    return f"{stem[:120].strip()}{dot}{suffix[:10]}" if dot else suffix[:120]
