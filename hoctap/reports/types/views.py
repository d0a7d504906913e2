"""Screens of the types of reports: what there is, one with its columns, the next version for an area."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.registry import quantities
from hoctap.reports.queries import places_for
from hoctap.reports.types import actions
from hoctap.reports.types.columns.queries import tables_of_places
from hoctap.reports.types.forms import ReportTypeForm
from hoctap.reports.types.making import words_of
from hoctap.reports.types.queries import types_at


@require_GET
@requires(Permission.RESULT_READ)
def report_type_list(request: Request) -> HttpResponse:
    """Các loại báo cáo đang dùng"""
    return render(request, "reports/report_type_list.html", {"types": types_at(_read(request))})


@require_GET
@requires(Permission.RESULT_READ)
def report_type_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một loại báo cáo: mục, bảng, nơi nhận, hạn, các bản"""
    row = readable_type(request, pk)
    spec = row.spec
    named = {code: one.label for code in spec.quantities() if (one := quantities.get(code))}
    values = {
        "type": row,
        "spec": spec,
        "named": [(code, named.get(code, "")) for code in spec.quantities()],
        "receivers": [(words_of(rule), rule) for rule in spec.receivers],
        "versions": ReportType.objects.filter(code=row.code).filter(_reads(request)).order_by("-version"),
        "by_place": [one.key for one in tables_of_places(spec)],
        "may_edit": request.actor.may_anywhere(Permission.REPORT_RECEIVE),
        "may_end": row.place is not None
        and row.valid_to is None
        and request.actor.may(Permission.REPORT_RECEIVE, at=row.place),
    }
    return render(request, "reports/report_type_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_RECEIVE)
@once
def report_type_edit(request: Request, pk: UUID) -> HttpResponse:
    """Đặt bản mới của một loại báo cáo cho địa bàn"""
    base = readable_type(request, pk)
    places = places_for(request.actor, Permission.REPORT_RECEIVE)
    form = ReportTypeForm(posted(request), base=base, places=places)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["place"]
        try:
            by = acting_as(request, Permission.REPORT_RECEIVE, at=place)
            made = actions.publish_type(base, place, form.details(), by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã đặt. Báo cáo mở từ nay dùng bản này; báo cáo đã lập giữ bản cũ.")
            return redirect("report_type_detail", made.pk)
    values = {"form": form, "base": base}
    return render(request, "reports/report_type_edit.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.REPORT_RECEIVE)
def report_type_end(request: Request, pk: UUID) -> HttpResponse:
    row = readable_type(request, pk)
    if row.place is None or not request.actor.may(Permission.REPORT_RECEIVE, at=row.place):
        raise Http404
    try:
        actions.end_type(row, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã thôi dùng loại này; báo cáo đã lập vẫn xem được.")
    return redirect("report_type_detail", row.pk)


def _read(request: Request) -> list[Place]:
    """The places where the actor reads results; their paths say which types hold there."""
    return places_for(request.actor, Permission.RESULT_READ)


def _reads(request: Request) -> Q:
    paths = {pk for place in _read(request) for pk in place.path}
    below = Q(place__path__overlap=request.actor.places_with(Permission.RESULT_READ))
    return Q(place__isnull=True) | Q(place__in=paths) | below


def readable_type(request: Request, pk: UUID) -> ReportType:
    return get_object_or_404(ReportType.objects.filter(_reads(request)).select_related("place"), pk=pk)
