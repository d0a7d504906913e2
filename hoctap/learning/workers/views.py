"""Screens of workers who learned: figures by commune, and the names behind one."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.learning.asking import asked_centre
from hoctap.learning.workers import queries
from hoctap.learning.workers.rules import AGE_FROM, AGE_TO
from hoctap.places.models import Level, Place
from hoctap.places.views import asked

PAGE = 100
MOST_YEARS = 10


@require_GET
@requires(Permission.CENTRE_READ)
def worker_figures(request: Request) -> HttpResponse:
    """Người lao động được học, được đào tạo nghề, được chuyển giao kỹ thuật"""
    year, centre = asked.year(request), asked_centre(request)
    places = [centre.place.pk] if centre else request.actor.places_with(Permission.CENTRE_READ)
    first = _first_year(request, year)
    table = queries.worker_table(queries.communes_of(places, year), first, year)
    values = {
        "table": table,
        "lines": [(line, _cells(request, line, first, year)) for line in table.lines],
        "year": year,
        "first": first,
        "centre": centre,
        "age_from": AGE_FROM,
        "age_to": AGE_TO,
    }
    return render(request, "learning/worker_figures.html", values)


@require_GET
@requires(Permission.ATTENDANCE_TAKE)
def worker_list(request: Request, pk: UUID) -> HttpResponse:
    """Những người lao động đã học của một xã, theo tên"""
    rows = Place.objects.visible_to(request.actor, Permission.ATTENDANCE_TAKE)
    commune = get_object_or_404(rows.filter(level=Level.COMMUNE), pk=pk)
    kind = request.GET.get("kind", "learning")
    if kind not in queries.KINDS:
        raise Http404
    year = asked.year(request)
    first = _first_year(request, year)
    found = queries.worker_names(commune, kind, first, year, request.actor)
    values = {
        "page": Paginator(found.rows, PAGE).get_page(request.GET.get("page")),
        "found": found,
        "commune": commune,
        "kind": kind,
        "kinds": queries.KINDS,
        "label": queries.KINDS[kind],
        "year": year,
        "first": first,
        "where": where(request, place=commune, year=year),
    }
    return render(request, "learning/worker_list.html", values)


@dataclass(frozen=True)
class _Cell:
    label: str
    number: int
    whole: int | None
    url: str


def _cells(request: Request, line: queries.WorkerLine, first: int, year: int) -> list[_Cell]:
    """The three figures, the trained ones twice; names are offered where the actor may read them."""
    whole = line.workers.number if line.workers else None
    names = ""
    if request.actor.may(Permission.ATTENDANCE_TAKE, at=line.commune):
        names = reverse("worker_list", args=[line.commune.pk])

    def cell(label: str, kind: str, whole: int | None) -> _Cell:
        address = f"{names}?kind={kind}&year={year}&from={first}" if names else ""
        return _Cell(label, line.count(kind), whole or None, address)

    return [
        cell("Đã học nghề nghiệp", "learning", whole),
        cell("Được đào tạo nghề", "trained", whole),
        cell("Đào tạo nghề trên số đã học", "trained", line.learning),
        cell("Được chuyển giao", "technology", whole),
    ]


def _first_year(request: Request, year: int) -> int:
    """`?from=`: the years added up begin there; else it is the one year."""
    typed = request.GET.get("from", "")
    if typed.isascii() and typed.isdigit() and year - MOST_YEARS < int(typed) <= year:
        return int(typed)
    return year
