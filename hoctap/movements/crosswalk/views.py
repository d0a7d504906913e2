"""Screens of the table between dossiers of others and our measures, and its figures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.measures.registry import measures
from hoctap.movements import asking
from hoctap.movements.choosing import UPPER, places_to_keep
from hoctap.movements.crosswalk import actions, exports, queries
from hoctap.movements.crosswalk.forms import AskForm, LineForm
from hoctap.movements.crosswalk.models import CrosswalkLine
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.views import asked
from hoctap.surveys.asked import pk_of

READ, KEEP, FIGURES = Permission.MOVEMENT_READ, Permission.MOVEMENT_KEEP, Permission.RESULT_READ


@require_GET
@requires(READ)
def crosswalk_list(request: Request) -> HttpResponse:
    """Bảng nối tiêu chí của hồ sơ nông thôn mới, đô thị văn minh với số liệu trong sổ"""
    rows = CrosswalkLine.objects.visible_to(request.actor).standing().select_related("place")
    lines = list(rows.order_by("dossier", "sort_key", "place__sort_key", "id"))
    values = {
        "rows": [
            (
                line,
                found.label if (found := measures.get(line.measure)) else line.measure,
                request.actor.may(KEEP, at=line),
            )
            for line in lines
        ],
        "may_keep": request.actor.may_anywhere(KEEP),
        "may_read_figures": bool(_places(request)),
    }
    return render(request, "movements/crosswalk_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def crosswalk_new(request: Request) -> HttpResponse:
    """Nối một tiêu chí với một số liệu"""
    places = places_to_keep(request.actor, KEEP)
    given = pk_of(request.POST.get("place", "")) or asking.first_of(request, places)
    place = next((one for one in places if one.pk == given), places[0] if places else None)
    form = LineForm(
        posted(request),
        places=places,
        offered=measures.at(place.path) if place else [],
        initial={"place": given},
    )

    def act(typed: dict[str, Any]) -> None:
        actions.add_line(typed["place"], form.line, by=acting_as(request, KEEP, at=typed["place"]))

    if carried_out(form, act):
        messages.success(request, "Đã nối tiêu chí với số liệu.")
        return redirect("crosswalk_list")
    return form_page(request, "movements/crosswalk_new.html", form)


@require_POST
@requires(KEEP)
def crosswalk_end(request: Request, pk: UUID) -> HttpResponse:
    line = get_object_or_404(CrosswalkLine.objects.visible_to(request.actor).select_related("place"), pk=pk)
    if not request.actor.may(KEEP, at=line):
        raise Http404
    actions.end_line(line, by=acting_as(request, KEEP, at=line))
    messages.success(request, "Đã thôi dùng dòng này.")
    return redirect("crosswalk_list")


@require_GET
@requires(FIGURES)
def crosswalk_figures(request: Request) -> HttpResponse:
    """Số liệu mô hình học tập cho hồ sơ nông thôn mới, đô thị văn minh của một nơi"""
    place, year = _asked(request)
    dossier = request.GET.get("dossier", "")
    rows = queries.figure_rows(place, year, dossier)
    values = {
        "form": AskForm(request.GET or None),
        "place": place,
        "places": _places(request),
        "year": year,
        "dossier": dossier,
        "rows": [(row, exports.result_words(row), row.url(place, year)) for row in rows],
        "today": today(),
        "sheet_url": f"{reverse('crosswalk_sheet')}?place={place.pk}&year={year}&dossier={dossier}",
        "where": where(request, place=place, year=year),
    }
    return render(request, "movements/crosswalk_figures.html", values)


@require_GET
@requires(FIGURES)
def crosswalk_sheet(request: Request) -> HttpResponse:
    """The same as Excel, or Word with `as=docx`."""
    place, year = _asked(request)
    rows = queries.figure_rows(place, year, request.GET.get("dossier", ""))
    name = f"mo-hinh-hoc-tap {place.title} {year}"
    if request.GET.get("as") == "docx":
        return download(exports.document(place, year, rows, on=today()), files.DOCX, f"{name}.docx")
    return download(exports.workbook(place, year, rows, on=today()), files.XLSX, f"{name}.xlsx")


def _places(request: Request) -> list[Place]:
    """Those where the reader was given figures; of a hamlet there are none of its own here."""
    ids = request.actor.places_with(FIGURES)
    return list(Place.objects.filter(pk__in=ids, level__in=UPPER))


def _asked(request: Request) -> tuple[Place, int]:
    given = pk_of(request.GET.get("place", ""))
    place = None
    if given is not None:
        rows = Place.objects.visible_to(request.actor, FIGURES)
        place = rows.filter(pk=given, level__in=UPPER).first()
    elif "place" not in request.GET:
        place = next(iter(_places(request)), None)
    if place is None:
        raise Http404
    return place, asked.year(request)
