"""Screens of the travelling library."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions import asking
from hoctap.papers.books.printing import Column, book_docx
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.reading.asking import libraries_below, places_kept
from hoctap.reading.mobile import actions, queries
from hoctap.reading.mobile.forms import MobileForm, PhotoForm, StopForm
from hoctap.reading.models import MobilePhoto, MobileStop, MobileTrip

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def mobile_list(request: Request) -> HttpResponse:
    """Xe thư viện lưu động: các chuyến trong năm, trường nào đã đến"""
    year, place = asked.year(request), asking.place(request)
    rows = queries.trips_of(request.actor, year, place)
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "place": place,
        "coverage": queries.coverage_of(request.actor, year, place),
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/mobile_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def mobile_new(request: Request) -> HttpResponse:
    """Ghi một chuyến xe thư viện lưu động"""
    places = places_kept(request.actor)
    form = MobileForm(posted(request), places=places)
    made: list[MobileTrip] = []

    def act(typed: dict[str, Any]) -> None:
        place = typed.pop("place") or places[0]
        made.append(actions.record_mobile_trip(place, **typed, by=request.actor))

    if places and carried_out(form, act):
        messages.success(request, "Đã ghi chuyến xe. Thêm từng điểm dừng.")
        return redirect("mobile_detail", made[0].pk)
    return form_page(request, "reading/mobile_new.html", form, places=places)


@require_GET
@requires(READ)
def mobile_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một chuyến xe: điểm dừng, lượt học sinh, lượt tài liệu, ảnh"""
    trip = _trip(request, pk)
    stops = list(trip.stops.select_related("library"))
    values = {
        "trip": trip,
        "stops": stops,
        "people": sum(one.people for one in stops),
        "pupils": sum(one.pupils for one in stops),
        "resources": sum(one.resources for one in stops),
        "lent": sum(one.lent for one in stops),
        "photos": list(trip.photos.all()),
        "keeps": request.actor.may(KEEP, at=trip),
        "where": where(request, place=trip.place, year=trip.on.year),
    }
    return render(request, "reading/mobile_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def mobilestop_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm một điểm dừng của chuyến xe"""
    trip = _trip(request, pk)
    request.actor.must(KEEP, at=trip)
    form = StopForm(posted(request), libraries=list(libraries_below(trip.place)))
    if carried_out(form, lambda typed: actions.add_stop(trip, **typed, by=request.actor)):
        messages.success(request, "Đã thêm điểm dừng.")
        return redirect("mobile_detail", pk)
    return form_page(request, "reading/mobilestop_new.html", form, trip=trip)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def mobilephoto_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm ảnh chuyến xe"""
    trip = _trip(request, pk)
    request.actor.must(KEEP, at=trip)
    form = PhotoForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(typed: dict[str, Any]) -> None:
        actions.add_mobile_photo(trip, typed["file"].read(), caption=typed["caption"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã thêm ảnh.")
        return redirect("mobile_detail", pk)
    return form_page(request, "reading/mobilephoto_new.html", form, trip=trip)


@require_GET
@requires(READ)
def mobilephoto_file(request: Request, pk: UUID) -> HttpResponse:
    """Ảnh của một chuyến xe"""
    photo = get_object_or_404(MobilePhoto.objects.visible_to(request.actor), pk=pk)
    try:
        content = files.read(photo.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, photo.media_type, f"chuyen-xe-{photo.pk}.jpg", inline=True)


@require_GET
@requires(READ)
def mobile_sheet(request: Request) -> HttpResponse:
    """Biểu thư viện lưu động của năm để in: lượt người, lượt tài nguyên"""
    year, place = asked.year(request), asking.place(request)
    trips = queries.trips_of(request.actor, year, place).order_by("on", "id")
    stops = MobileStop.objects.filter(trip__in=trips.values("pk")).select_related("trip__place")
    columns = [
        Column("Số TT", 3, True),
        Column("Ngày", 6, True),
        Column("Điểm phục vụ", 22),
        Column("Lượt người", 6, True),
        Column("Lượt tài nguyên", 7, True),
        Column("Ghi chú (chưa kiểm chứng)", 14),
    ]
    rows: list[list[str | int | None]] = []
    people = resources = 0
    for number, stop in enumerate(stops.order_by("trip__on", "trip__id", "id"), start=1):
        note = f"{stop.trip.vehicle}; học sinh {stop.pupils}, mượn về {stop.lent}"
        rows.append([number, f"{stop.trip.on:%d/%m/%Y}", stop.name, stop.people, stop.resources, note])
        people, resources = people + stop.people, resources + stop.resources
    sums: list[list[str | int | None]] = [["", "", "Cộng", people, resources, ""]]
    # Of Mẫu 01 of Thông tư 05/2022 two columns are known for certain; the layout beside them is the program's.
    note = "Lượt người, lượt tài nguyên theo Mẫu 01, Thông tư 05/2022/TT-BVHTTDL; phần còn lại của biểu chưa kiểm chứng"
    issuer = place.full_name if place else "Thư viện lưu động"
    content = book_docx(
        "Hoạt động thư viện lưu động",
        issuer,
        year,
        columns,
        rows,
        sums,
        note=note,
        signers=("Người lập biểu", "Thủ trưởng đơn vị"),
    )
    return download(content, files.DOCX, f"Thư viện lưu động {year}.docx")


def _trip(request: Request, pk: UUID) -> MobileTrip:
    return get_object_or_404(MobileTrip.objects.visible_to(request.actor).select_related("place"), pk=pk)
