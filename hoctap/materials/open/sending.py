"""A public file on its way: kept by caches for an hour, in pieces where a player asks for a piece."""

import re

from django.http import HttpRequest, HttpResponse

from hoctap.core.http import download

KEPT = 3600
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def sent(request: HttpRequest, content: bytes, media_type: str, name: str, *, inline: bool) -> HttpResponse:
    piece = _piece(request.headers.get("Range", ""), len(content))
    if piece is None:
        response = download(content, media_type, name, inline=inline)
    elif not piece:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(content)}"
    else:
        first, last = piece
        response = download(content[first : last + 1], media_type, name, inline=inline)
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response


def _piece(asked: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """None: the whole; empty: beyond the end. Several pieces at once are given as the whole."""
    found = _RANGE.fullmatch(asked)
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        length = int(last)
        return (max(0, size - length), size - 1) if length and size else ()
    begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (begin, end) if begin <= end else ()
