"""Boundaries that an office loads for its map."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.places.outlines import actions, queries
from hoctap.places.outlines.forms import OutlinesForm


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
def outline_list(request: Request) -> HttpResponse:
    """Ranh giới xã trên bản đồ: đã nạp những gì, nạp tệp mới"""
    places = queries.places_to_load(request.actor)
    bound = request.method == "POST"
    form = OutlinesForm(request.POST if bound else None, request.FILES if bound else None, places=places)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            done = actions.load_outlines(
                values["place"],
                values["file"].read(),
                source=values["source"],
                on=values["on"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, f"Đã nạp ranh giới của {done.communes} xã. Bản đồ vẽ theo ranh giới này."
            )
            return redirect("outline_list")
    context = {
        "form": form,
        "loaded": [(place, rows) for place in places if (rows := queries.loaded_at(place))],
        "places": places,
    }
    return render(request, "places/outline_list.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.PLACE_EDIT)
def outline_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ ranh giới đã nạp của một địa bàn"""
    place = get_object_or_404(Place.objects.visible_to(request.actor, Permission.PLACE_EDIT), pk=pk)
    try:
        count = actions.drop_outlines(place, by=request.actor)
    except Refused as refusal:
        messages.error(request, " ".join(reason.text for reason in refusal.reasons))
    else:
        messages.success(request, f"Đã bỏ ranh giới của {count} xã. Bản đồ vẽ theo điểm.")
    return redirect("outline_list")
