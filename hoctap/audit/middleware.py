"""Each request that shows or hands out personal data leaves one row, whichever page it is.

Nothing has to be declared for that: what a page loads of persons and households is noted by their models (`core/reading.py`). The row
is written before the answer leaves; where it cannot be written there is no answer.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hoctap.audit.actions import record_read
from hoctap.core import reading
from hoctap.core.actor import NOBODY

# Pages and files; a redirect shows nothing, and the page it leads to leaves its own row.
_SHOWS = (200, 422)


class ReadsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading.watched() as seen:
            response = self.get_response(request)
        if seen and response.status_code in _SHOWS:
            match = request.resolver_match
            page = (match.url_name if match else "") or "unknown"
            record_read(getattr(request, "actor", NOBODY), page, seen)
        return response
