"""What is known of the request that is being answered: its number, its route, who asks. For the log and the error page.

The number (eight digits in two groups, "4821-0377") is what an officer reads over the phone; the log has it beside the cause.
Nothing here is personal data: people and capacities appear by their ids.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse

ACCESS = logging.getLogger("hoctap.access")


@dataclass
class RequestContext:
    number: str
    method: str = ""
    route: str = ""
    """The pattern of the address, never the address itself: that may hold a name searched for, or a link's token."""
    user_id: str = ""
    capacity_id: str = ""
    begun: float = field(default_factory=time.perf_counter)

    def told(self) -> dict[str, str]:
        values = {
            "request": self.number,
            "method": self.method,
            "route": self.route,
            "user": self.user_id,
            "capacity": self.capacity_id,
        }
        return {key: value for key, value in values.items() if value}

    def learn(self, request: HttpRequest) -> None:
        """Taken when it is known: the route after resolving, the actor after signing in."""
        if request.resolver_match is not None:
            self.route = request.resolver_match.route
        actor = getattr(request, "actor", None)
        if actor is not None:
            self.user_id, self.capacity_id = str(actor.user_id or ""), str(actor.capacity_id or "")


current: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)


def new_number() -> str:
    digits = f"{secrets.randbelow(10**8):08d}"
    return f"{digits[:4]}-{digits[4:]}"


def number_of(request: HttpRequest) -> str:
    """The number of this request; a new one where no middleware has given it."""
    known = getattr(request, "hoctap_context", None)
    return known.number if known else new_number()


class RequestContextMiddleware:
    """The outermost: everything that is logged on the way bears the number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = RequestContext(new_number(), method=request.method or "")
        request.hoctap_context = context  # type: ignore[attr-defined]
        token = current.set(context)
        try:
            response = self.get_response(request)
            context.learn(request)
            log_answer(context, response.status_code)
            return response
        finally:
            current.reset(token)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        known: RequestContext = request.hoctap_context  # type: ignore[attr-defined]
        known.learn(request)


def log_answer(context: RequestContext, status: int) -> None:
    milliseconds = round((time.perf_counter() - context.begun) * 1000, 1)
    ACCESS.info("answered", extra={"status": status, "ms": milliseconds, **context.told()})
