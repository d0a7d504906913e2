"""What the public pages share: how a page finds its door, who sends without an account, how long a page may be kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request
from hoctap.core.refusals import Refused
from hoctap.portal.doors.queries import door_at, successor_of
from hoctap.portal.models import Door
from hoctap.portal.rules import new_code
from hoctap.surveys.answering.pages import TRAP, new_stamp, read_stamp
from hoctap.surveys.answering.rules import Sending

KEPT_SECONDS = 60
ONE_MINUTE = dt.timedelta(minutes=1)
A_DAY = 86_400
type DoorView = Callable[..., HttpResponse]


def through_door(*parts: str) -> Callable[[DoorView], Callable[..., HttpResponse]]:
    """The view gets the open `Door` that the address names, with one of these parts on; else there is no such page.

    Under the code of the place, or where the place went into another one, the browser is sent on: not for good, an officer may write
    another address, and boundaries change again.
    """

    def decorate(view: DoorView) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapper(request: Request, door: str, **kwargs: Any) -> HttpResponse:
            found = door_at(door)
            if found is None:
                if request.method == "GET" and (heir := successor_of(door)):
                    return redirect("door_detail", door=heir)
                raise Http404
            if parts and not any(found.shows(part) for part in parts):
                raise Http404
            if found.slug != door and request.method == "GET":
                match = request.resolver_match
                assert match is not None
                kwargs = {**match.kwargs, "door": found.slug}
                return redirect(reverse(match.view_name, kwargs=kwargs, query=request.GET or None))
            return view(request, found, **kwargs)

        return wrapper

    return decorate


def may_be_kept(response: HttpResponse) -> HttpResponse:
    """The same for everybody, for a minute."""
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def holder_of(door: Door) -> Actor:
    return Actor(name="Người dân, qua cổng", held_link=door.pk)


def code_holder(row: Any) -> Actor:
    return Actor(name="Người giữ mã", held_link=row.pk)


def receipt(door: Door, made: Any) -> HttpResponse:
    """On to what came of it. Of what a machine sent nothing was made: it goes the same way, with a code that nobody has."""
    query = {"code": made.code if made else new_code(), "new": "1"}
    return redirect(reverse("door_code", kwargs={"door": door.slug}, query=query))


@dataclass(frozen=True)
class Outcome:
    form: forms.Form
    ticket: str
    made: Any = None
    """None where a machine sent it."""
    is_done: bool = False
    is_stale: bool = False
    """The ticket is none of ours: the page is shown anew."""


def sent_from_outside(
    request: HttpRequest,
    make_form: Callable[..., forms.Form],
    *,
    recent: Callable[[dt.datetime], QuerySet[Any]],
    act: Callable[[forms.Form, Sending], Any],
) -> Outcome:
    """A form without an account: read, held against the limits, carried out."""
    form = make_form(posted(request))
    ticket = request.POST.get("ticket", "")
    age = read_stamp(ticket) if request.method == "POST" else None
    if request.method == "POST" and age is None:
        return Outcome(form, new_stamp(), is_stale=True)
    if form.is_bound and form.is_valid() and age is not None:
        since = timezone.now() - ONE_MINUTE
        sending = Sending(seconds=age, trap=request.POST.get(TRAP, ""), within_a_minute=recent(since).count())
        try:
            made = act(form, sending)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return Outcome(form, ticket, made, is_done=True)
    return Outcome(form, ticket if age is not None and age < A_DAY else new_stamp())
