"""Screens of titles that a place adds of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.accounts.rights.queries import place_asked_for
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.criteria.local_titles import actions
from hoctap.criteria.local_titles.forms import TitleForm
from hoctap.criteria.local_titles.queries import titles_of
from hoctap.criteria.models import OWNERS
from hoctap.places.models import Place

READ, KEEP = Permission.EDITION_READ, Permission.TITLE_KEEP


@require_GET
@requires(READ)
def title_list(request: Request) -> HttpResponse:
    """Danh hiệu của phong trào ở địa phương, ngoài các danh hiệu theo văn bản trung ương"""
    place, places = place_asked_for(request.actor, request.GET.get("place", ""), READ)
    values: dict[str, Any] = {"place": place, "places": places, "titles": []}
    if place:
        values["titles"] = list(titles_of(place))
        values["may_add"] = place.level in OWNERS and request.actor.may(KEEP, at=place)
        values["where"] = where(request, place=place)
    return render(request, "criteria/title_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def title_new(request: Request) -> HttpResponse:
    """Thêm danh hiệu của phong trào ở địa phương"""
    places = Place.objects.visible_to(request.actor, KEEP).filter(level__in=OWNERS)
    near, _ = place_asked_for(request.actor, request.GET.get("place", ""), KEEP)
    form = TitleForm(posted(request), places=places, initial={"place": near, "subject_kind": "household"})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        place = typed.pop("place")
        try:
            title = actions.add_title(place, **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã thêm danh hiệu {title.name}. Nay lập bộ tiêu chí cho danh hiệu.")
            return redirect(f"{reverse('edition_new')}?place={place.pk}&title={title.code}")
    return render(request, "criteria/title_new.html", {"form": form}, status=422 if form.errors else 200)
