"""Who could read what is kept of a family."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.accounts.rights.queries import rights_at
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.models import Household

# What lets somebody read data of a family, by itself.
READING = (
    Permission.HOUSEHOLD_READ,
    Permission.DOSSIER_READ,
    Permission.EVIDENCE_READ,
    Permission.SUBJECT_REQUEST,
)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def household_access(request: Request, pk: UUID) -> HttpResponse:
    """Ai đọc được dữ liệu của hộ này, và vì sao"""
    households = Household.objects.visible_to(request.actor).select_related("head", "hamlet")
    household = get_object_or_404(households, pk=pk)
    values = {
        "household": household,
        "page": rights_at(household.hamlet, READING),
        "where": where(request, place=household.hamlet),
    }
    return render(request, "people/household_access.html", values)
