"""What every request meets: headers that guard the browser, a health answer that needs no session, refusals turned into pages."""

from collections.abc import Callable

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render

from hoctap.core import features
from hoctap.core.refusals import Forbidden, Refused

type GetResponse = Callable[[HttpRequest], HttpResponse]


class BrowserGuardMiddleware:
    """On every answer: no sensors, no embedding by other sites; and a page of somebody signed in stays in no cache.

    After signing out, Back on a computer that others use too must ask the server again. Only what the server hands to
    everybody (style, scripts, fonts) may be kept.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(features.HEADER, features.NOTHING)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        actor = getattr(request, "actor", None)
        if "Cache-Control" not in response or (actor is not None and actor.user_id is not None):
            response["Cache-Control"] = "private, no-store"
        return response


class HealthMiddleware:
    """`/healthz`: 200 when the server and its database answer, 503 when the database does not. Before the host check."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return JsonResponse({"status": "no database"}, status=503)
        return JsonResponse({"status": "ok"})


class RefusalMiddleware:
    """`Forbidden` is a 403 page, a `Refused` that no view caught is a 422 page with its reasons.

    An address with a NUL character was typed by a machine: PostgreSQL keeps no such text, no screen needs to know.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Forbidden):
            return render(request, "core/forbidden.html", {"why": str(exception)}, status=403)
        if isinstance(exception, Refused):
            return render(request, "core/refused.html", {"reasons": exception.reasons}, status=422)
        return None
