"""Programmes of museums and culture houses."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions import asking
from hoctap.places.views import asked
from hoctap.reading.programmes import queries

PAGE = 50


@require_GET
@requires(Permission.LIBRARY_READ)
def heritage_detail(request: Request, pk: UUID) -> HttpResponse:
    """Chương trình di sản, hoạt động tổ chức ở một bảo tàng, nhà văn hóa"""
    library, year = asking.one(request, pk), asked.year(request)
    activities = queries.activities_at(library, request.actor, year)
    page = Paginator(activities, PAGE).get_page(request.GET.get("page"))
    values = {
        "library": library,
        "year": year,
        "page": page,
        "rows": queries.rows_of(list(page)),
        "may_record": request.actor.may(Permission.ATTENDANCE_TAKE, at=library),
        "may_plan": request.actor.may(Permission.CENTRE_KEEP, at=library),
        "where": where(request, place=library.place, year=year),
    }
    return render(request, "reading/heritage_detail.html", values)
