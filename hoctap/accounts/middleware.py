"""Puts the actor on the request: the signed-in user in the capacity chosen for this session."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hoctap.accounts.capacities.acting import CapacityQuestion, question_page
from hoctap.accounts.devices import sessions
from hoctap.accounts.models import User
from hoctap.accounts.second_factor import queries as second_factor
from hoctap.core.actor import NOBODY, Actor

OPEN_PATHS = ("/login/", "/logout/", "/password/", "/static/", "/healthz")
# Where somebody who must set up a second factor may go.
SET_UP_PATHS = (*OPEN_PATHS, "/second-factor/", "/confirm-password/", "/capacity/")


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = NOBODY  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            request.actor = _actor(request, request.user)  # type: ignore[attr-defined]
            powerful = second_factor.is_powerful(request.capacities)  # type: ignore[attr-defined]
            if sessions.has_run_out(request, powerful=powerful):
                return _signed_out(request)
            # A password given by an officer is replaced before anything else.
            if request.user.must_change_password and not request.path.startswith(OPEN_PATHS):
                return redirect("account_change_password")
            if second_factor.is_owed(request, powerful=powerful) and not request.path.startswith(
                SET_UP_PATHS
            ):
                return redirect("second_factor")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """“Với tư cách nào?” is asked where an action could be done in more than one."""
        return question_page(request, exception) if isinstance(exception, CapacityQuestion) else None


def _signed_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    request.actor = NOBODY  # type: ignore[attr-defined]
    messages.info(request, "Phiên làm việc đã hết thời gian nên đã đăng xuất. Hãy đăng nhập lại.")
    follow = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"/login/?next={quote(follow)}")


def _actor(request: HttpRequest, user: User) -> Actor:
    capacities = list(user.active_capacities().prefetch_related("roles"))
    chosen = request.session.get("capacity_id")
    request.capacities = capacities  # type: ignore[attr-defined]
    for capacity in capacities:
        if str(capacity.pk) == chosen:
            return capacity.actor()
    return capacities[0].actor() if capacities else Actor(name=user.full_name, user_id=user.pk)
