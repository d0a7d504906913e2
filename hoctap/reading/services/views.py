"""Screens of services, the digital checklist, what a place settles, plans of libraries."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions import asking
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.reading.asking import places_kept
from hoctap.reading.fields import day
from hoctap.reading.models import DigitalCheck, LibraryPlan, LibraryService
from hoctap.reading.services import actions, queries
from hoctap.reading.services.forms import (
    DigitalForm,
    LibraryPlanForm,
    ServiceEndForm,
    ServiceForm,
    StandardForm,
)
from hoctap.reading.services.standing import Standard, standard_at
from hoctap.reading.visits.queries import institutions

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def service_list(request: Request) -> HttpResponse:
    """Dịch vụ học tập suốt đời và chuyển đổi số của từng thư viện, bảo tàng, trung tâm văn hóa"""
    place, library = asking.place(request), asking.library(request)
    rows = institutions(request.actor, place).filter(valid_to=None)
    if library is not None:
        rows = rows.filter(pk=library.pk)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": queries.service_rows(list(page), today()),
        "library": library,
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/service_list.html", values)


@require_GET
@requires(READ)
def service_detail(request: Request, pk: UUID) -> HttpResponse:
    """Dịch vụ của một nơi, minh chứng, bảng kiểm chuyển đổi số"""
    library = asking.one(request, pk)
    values = {
        "library": library,
        "services": list(library.services.select_related("activity").order_by("to_on", "-from_on")),
        "row": queries.service_rows([library], today())[0],
        "checks": list(library.digital_checks.order_by("-as_of", "-recorded_at")[:20]),
        "keeps": request.actor.may(KEEP, at=library) and library.valid_to is None,
        "where": where(request, place=library.place),
    }
    return render(request, "reading/service_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def service_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm một dịch vụ phục vụ học tập suốt đời, kèm minh chứng"""
    library = asking.one(request, pk, KEEP)
    form = ServiceForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        activities=queries.activities_for(library),
        initial={"from_on": today()},
    )

    def act(typed: dict[str, Any]) -> None:
        sent = typed.pop("file")
        actions.add_service(library, **typed, file=sent.read() if sent else None, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã thêm dịch vụ.")
        return redirect("service_detail", pk)
    return form_page(request, "reading/service_new.html", form, library=library)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def service_end(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một dịch vụ thôi, có lý do"""
    service = _service(request, pk)
    request.actor.must(KEEP, at=service)
    form = ServiceEndForm(posted(request), initial={"to_on": today()})
    if carried_out(form, lambda typed: actions.end_service(service, **typed, by=request.actor)):
        messages.success(request, "Đã ghi dịch vụ thôi.")
        return redirect("service_detail", service.library_id)
    return form_page(request, "reading/service_end.html", form, service=service)


@require_GET
@requires(READ)
def service_file(request: Request, pk: UUID) -> HttpResponse:
    """Tệp minh chứng của một dịch vụ"""
    service = _service(request, pk)
    if not service.sha256:
        raise Http404
    try:
        content = files.read(service.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"dich-vu-{service.pk}{files.SUFFIX.get(service.media_type, '')}"
    return download(content, service.media_type, name, inline=True)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def digital_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi bảng kiểm chuyển đổi số của một thư viện"""
    library = asking.one(request, pk, KEEP)
    ticked = _day(request.GET.get("as_of", "")) or today()
    as_of = _day(request.POST.get("as_of", "")) or ticked
    standard = standard_at(library.place, as_of)
    last = DigitalCheck.objects.filter(library=library).order_by("-as_of", "-recorded_at", "-id").first()
    initial = {
        "as_of": as_of,
        "met": last.met if last else [],
        "databases": last.databases if last else None,
    }
    form = DigitalForm(
        posted(request), standard=standard, ticked=standard_at(library.place, ticked), initial=initial
    )
    if carried_out(form, lambda typed: actions.check_digital(library, **typed, by=request.actor)):
        messages.success(request, "Đã ghi bảng kiểm.")
        return redirect("service_detail", pk)
    return form_page(request, "reading/digital_new.html", form, library=library, as_of=as_of)


@require_GET
@requires(READ)
def readingstandard_list(request: Request) -> HttpResponse:
    """Mức đánh giá: bảng kiểm chuyển đổi số, cách tính bản sách bình quân"""
    values = {
        "rows": queries.standards_seen(request.actor),
        "shipped": Standard(),
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/readingstandard_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def readingstandard_new(request: Request) -> HttpResponse:
    """Đặt mức đánh giá cho một nơi và các nơi dưới nó"""
    places = places_kept(request.actor)
    standard = standard_at(places[0], today()) if places else Standard()
    form = StandardForm(posted(request), places=places, standard=standard)

    def act(typed: dict[str, Any]) -> None:
        place, items = typed.pop("place") or places[0], typed.pop("items").splitlines()
        actions.set_standard(place, items=items, **typed, by=request.actor)

    if places and carried_out(form, act):
        messages.success(request, "Đã đặt mức đánh giá.")
        return redirect("readingstandard_list")
    return form_page(request, "reading/readingstandard_new.html", form, places=places)


@require_GET
@requires(READ)
def libraryplan_list(request: Request) -> HttpResponse:
    """Kế hoạch riêng của thư viện trường học: nơi nào đã lập, đang làm, đã tổng kết"""
    year, place = asked.year(request), asking.place(request)
    schools = request.GET.get("kind", "") != "all"
    rows = queries.plan_rows(request.actor, year, place, schools=schools)
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "schools": schools,
        "made": sum(row.plan is not None for row in rows),
        "total": len(rows),
    }
    return render(request, "reading/libraryplan_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def libraryplan_edit(request: Request, pk: UUID) -> HttpResponse:
    """Ghi kế hoạch năm của một thư viện và tình trạng"""
    library, year = asking.one(request, pk, KEEP), asked.year(request)
    plan = LibraryPlan.objects.filter(library=library, year=year).first()
    initial = {name: getattr(plan, name) for name in ("paper", "content", "state", "result")} if plan else {}
    form = LibraryPlanForm(posted(request), initial=initial)

    def act(typed: dict[str, Any]) -> None:
        actions.write_library_plan(library, year=year, **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, f"Đã lưu kế hoạch năm {year}.")
        return redirect("libraryplan_list")
    return form_page(request, "reading/libraryplan_edit.html", form, library=library, year=year)


def _day(text: str) -> dt.date | None:
    """As the form reads it."""
    try:
        return day("Kiểm ngày").clean(text)
    except forms.ValidationError:
        return None


def _service(request: Request, pk: UUID) -> LibraryService:
    rows = LibraryService.objects.visible_to(request.actor).select_related("library__place")
    return get_object_or_404(rows, pk=pk)
