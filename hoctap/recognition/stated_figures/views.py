"""Screens of figures that were written down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places.models import Level, Place
from hoctap.recognition.stated_figures import actions, queries
from hoctap.recognition.stated_figures.forms import StatedForm
from hoctap.recognition.stated_figures.models import StatedFigure
from hoctap.recognition.views.found import is_uuid, typed_text, whole_number


@require_GET
@requires(Permission.DOSSIER_READ)
def statedfigure_list(request: Request) -> HttpResponse:
    """Số liệu ghi theo văn bản, nơi chưa có sổ sách"""
    places = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    asked = request.GET.get("place", "")
    place = get_object_or_404(places, pk=asked if is_uuid(asked) else None)
    year = whole_number(request.GET.get("year", "")) or today().year
    return _list(request, place, year)


def _list(request: Request, place: Place, year: int, reasons: list[Reason] | None = None) -> HttpResponse:
    values = {
        "place": place,
        "year": year,
        "rows": queries.stated_rows(place, year, request.actor),
        "reasons": reasons or [],
        "may_state": place.level == Level.COMMUNE and request.actor.may(Permission.DOSSIER_REVIEW, at=place),
        "where": where(request, place=place, year=year),
    }
    return render(request, "recognition/statedfigure_list.html", values, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def statedfigure_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi số liệu của một tỷ lệ theo văn bản"""
    communes = Place.objects.visible_to(request.actor, Permission.DOSSIER_REVIEW).filter(level=Level.COMMUNE)
    place = get_object_or_404(communes, pk=pk)
    initial = {
        "measure": request.GET.get("measure", ""),
        "year": whole_number(request.GET.get("year", "")) or today().year,
    }
    form = StatedForm(posted(request), request.FILES if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            figure = actions.state_figure(
                place,
                form.told(),
                evidence_text=form.cleaned_data["text"],
                content=file.read() if file else None,
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi số liệu.")
            return redirect(_address(figure))
    values = {"form": form, "place": place, "where": where(request, place=place)}
    return render(request, "recognition/statedfigure_new.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def statedfigure_withdraw(request: Request, pk: UUID) -> HttpResponse:
    figures = StatedFigure.objects.visible_to(request.actor).select_related("place")
    figure = get_object_or_404(figures, pk=pk)
    try:
        actions.withdraw_stated(figure, why=typed_text(request, "why"), by=request.actor)
    except Refused as refusal:
        return _list(request, figure.place, figure.year, refusal.reasons)
    messages.success(request, "Đã bỏ số liệu ghi theo văn bản.")
    return redirect(_address(figure))


def _address(figure: StatedFigure) -> str:
    return f"{reverse('statedfigure_list')}?place={figure.place_id}&year={figure.year}"
