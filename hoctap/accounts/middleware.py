"""Puts the actor on the request: the signed-in user in the capacity chosen for this session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hoctap.accounts.capacities.acting import CapacityQuestion, question_page
from hoctap.accounts.models import User
from hoctap.core.actor import NOBODY, Actor

OPEN_PATHS = ("/login/", "/logout/", "/password/", "/static/", "/healthz")


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = NOBODY  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            request.actor = _actor(request, request.user)  # type: ignore[attr-defined]
            # A password given by an officer is replaced before anything else.
            if request.user.must_change_password and not request.path.startswith(OPEN_PATHS):
                return redirect("account_change_password")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """“Với tư cách nào?” is asked where an action could be done in more than one."""
        return question_page(request, exception) if isinstance(exception, CapacityQuestion) else None


def _actor(request: HttpRequest, user: User) -> Actor:
    capacities = list(user.active_capacities().prefetch_related("roles"))
    chosen = request.session.get("capacity_id")
    request.capacities = capacities  # type: ignore[attr-defined]
    for capacity in capacities:
        if str(capacity.pk) == chosen:
            return capacity.actor()
    return capacities[0].actor() if capacities else Actor(name=user.full_name, user_id=user.pk)
