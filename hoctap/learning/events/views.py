"""Screens of culture and sport: what was held, a new one, for whom it was."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.learning.asking import asked_centre, asked_place
from hoctap.learning.clubs.queries import topics_offered, venues_offered
from hoctap.learning.events import actions, queries
from hoctap.learning.events.forms import EventFilter, EventForm
from hoctap.learning.placing import places_reached
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

PAGE = 50


@require_GET
@requires(Permission.CENTRE_READ)
def culture_list(request: Request) -> HttpResponse:
    """Văn hóa, thể thao, sinh hoạt câu lạc bộ đã tổ chức"""
    year, centre, place = asked.year(request), asked_centre(request), asked_place(request)
    form = EventFilter({**request.GET.dict(), "year": str(year)})
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = queries.events_held(
        request.actor,
        year,
        place=place.pk if place else None,
        centre=centre,
        kind=chosen.get("kind", ""),
        group=chosen.get("group", ""),
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": queries.shown(list(page), request.actor),
        "form": form,
        "year": year,
        "centre": centre,
        "place": place,
        "may_add": request.actor.may_anywhere(Permission.ATTENDANCE_TAKE),
    }
    return render(request, "learning/culture_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def culture_new(request: Request) -> HttpResponse:
    """Ghi một hoạt động văn hóa, thể thao đã tổ chức"""
    places = places_reached(request.actor, Permission.ATTENDANCE_TAKE)
    form = EventForm(
        posted(request),
        places=places,
        topics=topics_offered(places),
        venues=venues_offered(places),
    )

    def act(typed: dict[str, Any]) -> None:
        actions.record_event(typed["place"], form.typed(), form.heads(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, f"Đã ghi {form.cleaned_data['title']}.")
        return redirect(f"{reverse('culture_list')}?year={form.cleaned_data['on'].year}")
    return form_page(request, "learning/culture_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def culture_table(request: Request) -> HttpResponse:
    """Văn hóa, thể thao theo nơi, sở thích và lứa tuổi"""
    year, centre = asked.year(request), asked_centre(request)
    values = {
        "table": queries.event_table_of(request.actor, year, centre),
        "year": year,
        "centre": centre,
    }
    return render(request, "learning/culture_table.html", values)
