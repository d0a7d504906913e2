"""Centres: their list, a new one, the page from which the year of one is walked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres import actions, asking, queries
from hoctap.centres.forms import CentreForm
from hoctap.centres.models import Centre
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.views import asked


@require_GET
@requires(Permission.CENTRE_READ)
def centre_list(request: Request) -> HttpResponse:
    place = asking.place(request)
    values = {
        "place": place,
        "centres": queries.centres_for(request.actor, place),
        "without": queries.communes_without(request.actor),
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "centres/centre_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def centre_new(request: Request) -> HttpResponse:
    form = CentreForm(posted(request), places=queries.communes_of(request.actor, Permission.CENTRE_KEEP))
    if form.is_bound and form.is_valid():
        typed = dict(form.cleaned_data)
        place, name = typed.pop("place"), typed.pop("name")
        try:
            centre = actions.register_centre(place, name, **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã thêm {centre.name}.")
            return redirect("centre_detail", pk=centre.pk)
    return render(request, "centres/centre_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires(Permission.CENTRE_READ)
def centre_detail(request: Request, pk: UUID) -> HttpResponse:
    visible = Centre.objects.visible_to(request.actor).select_related("organisation__place")
    centre = get_object_or_404(visible, pk=pk)
    page = queries.page_of(centre, asked.year(request), request.actor)
    values = {"page": page, "where": where(request, place=centre.place, year=page.year)}
    return render(request, "centres/centre_detail.html", values)
