"""The pages of last resort. They need neither database nor session: both may be what is broken."""

import sys
from collections.abc import Iterator

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from psycopg.errors import DiskFull

from hoctap.core.request_context import number_of

RETRY_SECONDS = 60


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is away or busy; the page bears the number that the log has too."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _wait(request)
    return HttpResponse(get_template("500.html").render({"number": number_of(request)}), status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Django also brings here a session that could not be kept, after the change of the request was: no fault of the browser."""
    if isinstance(exception, SessionInterrupted):
        if any(isinstance(one, OperationalError | InterfaceError) for one in _causes(exception)):
            return _wait(request)
        return redirect(settings.LOGIN_URL)  # signed out meanwhile, in another window
    return HttpResponse(get_template("400.html").render({"number": number_of(request)}), status=400)


def _wait(request: HttpRequest) -> HttpResponse:
    if any(isinstance(one, DiskFull) for one in _causes(sys.exc_info()[1])):
        page = get_template("no_room.html").render({"number": number_of(request)})
        return HttpResponse(page, status=503)  # no Retry-After: it does not pass by itself
    page = get_template("503.html").render({"number": number_of(request)})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    while failure is not None:
        yield failure
        failure = failure.__cause__ or failure.__context__


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere. What was typed is not lost: the browser's back still has it."""
    return render(request, "403_csrf.html", status=403)
