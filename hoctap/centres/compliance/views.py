"""For UBND xã: whether each centre does what is asked of it in the year."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.centres import asking
from hoctap.centres.compliance.queries import checked
from hoctap.centres.compliance.rules import REQUIREMENTS
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.places.views import asked

PAGE = 40


@require_GET
@requires(Permission.CENTRE_READ)
def compliance_list(request: Request) -> HttpResponse:
    centre, year = asking.centre(request), asked.year(request)
    centres = [centre] if centre else asking.centres(request.actor)
    page = Paginator(centres, PAGE).get_page(request.GET.get("page"))
    values = {
        "centre": centre,
        "year": year,
        "page": page,
        "rows": checked(list(page), year),
        "requirements": REQUIREMENTS,
    }
    return render(request, "centres/compliance_list.html", values)
