"""The lists of the register: households and persons."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core.dates import today
from hoctap.core.http import Request, requires
from hoctap.core.paging import read_walk
from hoctap.core.permissions import Permission
from hoctap.people import duplicate_queries, queries, register
from hoctap.people.forms import HouseholdFilterForm, PersonFilterForm


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def household_list(request: Request) -> HttpResponse:
    places = _places(request)
    given = request.GET.copy()
    given.setdefault("year", str(today().year))
    form = HouseholdFilterForm(given, communes=places.communes, hamlets=places.hamlets)
    form.is_valid()
    typed = form.cleaned_data
    chosen = register.HouseholdFilter(
        year=typed.get("year") or today().year, place=_place(typed), search=typed.get("q", "")
    )
    walk = read_walk(request.GET, lambda key: register.is_key_of(chosen.search, key))
    values = {
        "form": form,
        "found": register.list_households(request.actor, chosen, walk),
        "chosen": chosen,
        "several_communes": len(places.communes) > 1,
        "has_places": bool(places.communes),
        "doubles_waiting": 0 if walk.key else duplicate_queries.waiting_for(request.actor),
        "may_import": request.actor.may_anywhere(Permission.HOUSEHOLD_IMPORT),
        "may_edit_places": request.actor.may_anywhere(Permission.PLACE_EDIT),
    }
    return render(request, "people/household_list.html", values)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def person_list(request: Request) -> HttpResponse:
    places = _places(request)
    form = PersonFilterForm(request.GET, communes=places.communes, hamlets=places.hamlets)
    form.is_valid()
    typed = form.cleaned_data
    chosen = register.PersonFilter(
        year=today().year,
        place=_place(typed),
        search=typed.get("q", ""),
        born_from=typed.get("born_from"),
        born_to=typed.get("born_to"),
        sex=typed.get("sex", ""),
        heads_only=typed.get("heads_only", False),
    )
    walk = read_walk(request.GET, lambda key: register.is_key_of(chosen.search, key))
    values = {
        "form": form,
        "found": register.list_persons(request.actor, chosen, walk),
        "chosen": chosen,
        "several_communes": len(places.communes) > 1,
        "doubles_waiting": 0 if walk.key else duplicate_queries.waiting_for(request.actor),
        "may_import": request.actor.may_anywhere(Permission.HOUSEHOLD_IMPORT),
    }
    return render(request, "people/person_list.html", values)


def _places(request: Request) -> queries.PlacesToChoose:
    commune, hamlet = _uuid(request.GET.get("commune", "")), _uuid(request.GET.get("hamlet", ""))
    return queries.places_to_choose(request.actor, commune, hamlet)


def _place(typed: dict[str, object]) -> UUID | None:
    chosen = typed.get("hamlet") or typed.get("commune")
    return UUID(str(chosen)) if chosen else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
