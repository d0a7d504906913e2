"""Screens of bookcases that are given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.libraries.institutions import asking
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.reading.asking import places_kept, shelves_kept
from hoctap.reading.grants import actions, queries
from hoctap.reading.grants.forms import GrantForm, GrantVisitForm
from hoctap.reading.models import BookcaseGrant

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def grant_list(request: Request) -> HttpResponse:
    """Tủ sách đã trao: loại điểm nhận, số bản, nay dùng ra sao"""
    place = asking.place(request)
    year = asked.year(request) if request.GET.get("year") else None
    grants = queries.grants_of(request.actor, year, place)
    page = Paginator(grants, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": queries.rows_of(list(page)),
        "kinds": queries.by_kind(grants),
        "year": year,
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/grant_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def grant_new(request: Request) -> HttpResponse:
    """Ghi một lần trao tủ sách"""
    places = places_kept(request.actor, hamlets=True)
    libraries = shelves_kept(request.actor)
    form = GrantForm(posted(request), places=places, libraries=libraries)
    made: list[BookcaseGrant] = []

    def act(typed: dict[str, Any]) -> None:
        place = typed.pop("place") or places[0]
        made.append(actions.record_grant(place, **typed, by=request.actor))

    if places and carried_out(form, act):
        messages.success(request, "Đã ghi trao tủ sách.")
        return redirect("grant_detail", made[0].pk)
    return form_page(request, "reading/grant_new.html", form, places=places)


@require_GET
@requires(READ)
def grant_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một tủ sách đã trao và việc sử dụng về sau"""
    return _page(request, _grant(request, pk))


@require_POST
@requires(KEEP)
def grant_shelf(request: Request, pk: UUID) -> HttpResponse:
    """Lập tủ sách đã trao thành một nơi cho mượn"""
    grant = _grant(request, pk)
    try:
        made = actions.make_shelf(grant, by=request.actor)
    except Refused as refusal:
        return _page(request, grant, reasons=refusal.reasons)
    messages.success(request, f"Đã lập {made.name}: từ nay ghi sách và cho mượn ở đó.")
    return redirect("grant_detail", pk)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def grantvisit_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi đã đến xem tủ sách"""
    grant = _grant(request, pk)
    request.actor.must(KEEP, at=grant)
    form = GrantVisitForm(posted(request), initial={"on": today()})
    if carried_out(form, lambda typed: actions.visit_grant(grant, **typed, by=request.actor)):
        messages.success(request, "Đã ghi.")
        return redirect("grant_detail", pk)
    return form_page(request, "reading/grantvisit_new.html", form, grant=grant)


def _page(request: Request, grant: BookcaseGrant, *, reasons: Any = None) -> HttpResponse:
    values = {
        "row": queries.rows_of([grant])[0],
        "grant": grant,
        "visits": list(grant.visits.all()),
        "keeps": request.actor.may(KEEP, at=grant),
        "reasons": reasons,
        "where": where(request, place=grant.place, year=grant.on.year),
    }
    return render(request, "reading/grant_detail.html", values, status=422 if reasons else 200)


def _grant(request: Request, pk: UUID) -> BookcaseGrant:
    rows = BookcaseGrant.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("place", "library"), pk=pk)
