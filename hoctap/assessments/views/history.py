"""The screen of ten years."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.assessments import history
from hoctap.assessments.history import History
from hoctap.assessments.models import Assessment
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.models import Clan, Household, WorkUnit
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier


@require_GET
@requires(Permission.ASSESSMENT_READ)
def history_detail(request: Request, kind: str, pk: UUID) -> HttpResponse:
    """Mười năm của một hộ, ấp, xã, đơn vị, dòng họ: mọi danh hiệu trên một trang"""
    found = _find(kind, pk, request.actor, today().year)
    values = {"history": found, "where": where(request, place=found.place)}
    return render(request, "assessments/history_detail.html", values)


def _find(kind: str, pk: UUID, actor: Actor, year: int) -> History:
    """Whoever may read the register, or one dossier or file of it; else not found."""
    if kind == "household":
        homes = Household.objects.select_related("head", "hamlet__parent")
        readable = Q(pk__in=Household.objects.visible_to(actor).filter(pk=pk).values("pk")) | Q(
            pk__in=Dossier.objects.visible_to(actor).filter(household=pk).values("household")
        )
        return history.of_household(get_object_or_404(homes.filter(readable), pk=pk), actor, year)
    files = Assessment.objects.visible_to(actor)
    if kind == "place":
        mine = Place.objects.visible_to(actor, Permission.ASSESSMENT_READ).filter(pk=pk)
        places = Place.objects.filter(
            Q(pk__in=mine.values("pk")) | Q(pk__in=files.filter(place=pk).values("place"))
        )
        return history.of_place(get_object_or_404(places, pk=pk), actor, year)
    if kind == "unit":
        units = WorkUnit.objects.select_related("place").filter(
            Q(pk__in=WorkUnit.objects.visible_to(actor).values("pk"))
            | Q(pk__in=files.filter(unit=pk).values("unit"))
        )
        return history.of_unit(get_object_or_404(units, pk=pk), actor, year)
    if kind == "clan":
        clans = Clan.objects.select_related("place").filter(
            Q(pk__in=Clan.objects.visible_to(actor).values("pk"))
            | Q(pk__in=files.filter(clan=pk).values("clan"))
        )
        return history.of_clan(get_object_or_404(clans, pk=pk), actor, year)
    raise Http404
