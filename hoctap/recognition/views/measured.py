"""Screen of the persons behind a figure."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.recognition.citizen_measures import FIVE, OF_STAFF, OF_UNIT
from hoctap.recognition.queries.measured import (
    PEOPLE_PARTS,
    measured_people,
    named_people,
    people_label,
)
from hoctap.recognition.views.dossiers import way_back_to_results
from hoctap.recognition.views.found import is_uuid, past_day, whole_number


@require_GET
@requires(Permission.DOSSIER_READ)
def measure_people(request: Request) -> HttpResponse:
    """Những người đứng sau một tỷ lệ Công dân học tập"""
    measure = next((one for one in FIVE if one.code == request.GET.get("measure", "")), None)
    if measure is None:
        raise Http404
    asked = request.GET.get("place", "")
    places = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    place = get_object_or_404(places, pk=asked if is_uuid(asked) else None)
    year = whole_number(request.GET.get("year", "")) or timezone.localdate().year
    part = request.GET.get("part", "")
    part = part if part in PEOPLE_PARTS else "denominator"
    as_of = past_day(request.GET.get("as_of", ""))
    people = measured_people(measure, place, year, part, as_of=as_of, by=request.actor)
    page = Paginator(people.listed, 50).get_page(request.GET.get("page"))
    context = {
        "measure": measure,
        "place": place,
        "year": year,
        "as_of": as_of,
        "people_label": people_label(measure, part),
        "page": page,
        "rows": named_people(list(page)),
        "kept_back": people.kept_back,
        "figure": people.figure,
        "of_units": measure in (OF_STAFF, OF_UNIT),
        **way_back_to_results(),
        "where": where(request, place=place, year=year),
    }
    return render(request, "recognition/measure_people.html", context)
