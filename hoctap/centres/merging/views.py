"""Merging centres; suspending, resuming, dissolving one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.merging import actions, queries
from hoctap.centres.merging.forms import MergerForm, StandingForm
from hoctap.centres.merging.models import CentreMerger
from hoctap.centres.registry import centre_carriers
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def merger_new(request: Request, pk: UUID) -> HttpResponse:
    """Into this centre: which others, by which decision; what each has, counted now."""
    successor = asking.kept_centre(request, pk)
    offered = queries.mergeable(successor)
    form = MergerForm(posted(request), offered=offered)
    made: list[CentreMerger] = []

    def act(typed: dict[str, Any]) -> None:
        centres = list(typed.pop("centres"))
        made.append(actions.merge_centres(successor, centres, by=request.actor, **typed))

    if carried_out(form, act):
        messages.success(request, "Đã sáp nhập. Số trước và sau bằng nhau.")
        return redirect("merger_detail", pk=made[0].pk)
    day = today()
    counted = [
        (one.label, [one.count([centre], day) for centre in (successor, *offered)]) for one in centre_carriers
    ]
    values = {"centre": successor, "offered": offered, "counted": counted}
    return form_page(request, "centres/merger_new.html", form, **values)


@require_GET
@requires(Permission.CENTRE_READ)
def merger_detail(request: Request, pk: UUID) -> HttpResponse:
    rows = CentreMerger.objects.visible_to(request.actor).select_related("successor__organisation__place")
    merger = get_object_or_404(rows, pk=pk)
    parts = list(merger.parts.select_related("centre__organisation", "venue"))
    values = {"merger": merger, "centre": merger.successor, "parts": parts}
    return render(request, "centres/merger_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def standing_new(request: Request, pk: UUID) -> HttpResponse:
    """Suspended, allowed to work again, dissolved."""
    centre = asking.kept_centre(request, pk)
    form = StandingForm(posted(request))

    def act(typed: dict[str, Any]) -> None:
        actions.record_standing(centre, typed.pop("kind"), by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã ghi quyết định.")
        return redirect("centre_file", pk=pk)
    return form_page(request, "centres/standing_new.html", form, centre=centre)
