"""Who has seen my data: for a person or a household, to be shown or printed for the citizen who asks."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hoctap.core.dates import today
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people import reader_queries
from hoctap.people.models import Household, Person


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def person_readers(request: Request, pk: UUID) -> HttpResponse:
    """Ai đã xem dữ liệu của một người"""
    person = get_object_or_404(Person.objects.visible_to(request.actor).standing(), pk=pk)
    request.actor.must(Permission.SUBJECT_REQUEST, at=person)
    values = {"person": person, "looks": reader_queries.readers_of_person(person), "on": today()}
    return render(request, "people/person_readers.html", values)


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def household_readers(request: Request, pk: UUID) -> HttpResponse:
    """Ai đã xem dữ liệu của một hộ"""
    households = Household.objects.visible_to(request.actor).select_related("head", "hamlet__parent")
    household = get_object_or_404(households, pk=pk)
    request.actor.must(Permission.SUBJECT_REQUEST, at=household)
    values = {"household": household, "looks": reader_queries.readers_of_household(household), "on": today()}
    return render(request, "people/household_readers.html", values)
