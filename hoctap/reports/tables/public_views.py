"""What a place shows to everybody, and where an officer settles it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.reports.queries import last_season
from hoctap.reports.tables import actions, public
from hoctap.reports.tables.rules import FIRST_YEAR, LAST_YEAR


@require_GET
def public_list(request: Request) -> HttpResponse:
    """Số liệu công khai: các địa bàn. OPEN: nothing but what was told to everybody."""
    return render(request, "reports/public_list.html", {"places": public.public_places()})


@require_GET
def public_detail(request: Request, pk: UUID) -> HttpResponse:
    """Số liệu công khai của một địa bàn trong một năm. OPEN: nothing but what was told to everybody."""
    page = public.public_page(pk, _year(request.GET.get("year", "")))
    if page is None:
        raise Http404
    return render(request, "reports/public_detail.html", {"page": page})


@require_GET
@requires(Permission.FIGURES_PUBLISH)
def public_setting(request: Request) -> HttpResponse:
    """Công khai số liệu tổng hợp: bật, tắt, xem trước chỗ nào bị ẩn"""
    place = _place(request, request.GET.get("place", ""))
    year = _year(request.GET.get("year", "")) or last_season(place)
    context = {
        "setting": public.setting_of(place, year),
        "year": str(year),
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/public_setting.html", context)


@require_POST
@requires(Permission.FIGURES_PUBLISH)
def public_open(request: Request, pk: UUID) -> HttpResponse:
    place = _place(request, str(pk))
    by = acting_as(request, Permission.FIGURES_PUBLISH, at=place)
    try:
        actions.open_public(place, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã bật. Chưa có số liệu nào hiện ra cho đến khi công khai một năm.")
    return _back(place)


@require_POST
@requires(Permission.FIGURES_PUBLISH)
def public_close(request: Request, pk: UUID) -> HttpResponse:
    place = _place(request, str(pk))
    actions.close_public(place, by=acting_as(request, Permission.FIGURES_PUBLISH, at=place))
    messages.success(request, "Đã tắt. Trang công khai của địa bàn không còn mở được.")
    return _back(place)


@require_POST
@requires(Permission.FIGURES_PUBLISH)
@once
def public_tell(request: Request, pk: UUID) -> HttpResponse:
    place = _place(request, str(pk))
    year = _year(request.POST.get("year", ""))
    by = acting_as(request, Permission.FIGURES_PUBLISH, at=place)
    if year is None:
        messages.error(request, "Chưa chọn năm công khai.")
        return _back(place)
    try:
        actions.tell_year(place, year, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã công khai số liệu năm {year}.")
    return redirect(f"{reverse('public_setting')}?place={place.pk}&year={year}")


def _back(place: Place) -> HttpResponse:
    return redirect(f"{reverse('public_setting')}?place={place.pk}")


def _place(request: Request, asked: str) -> Place:
    """One where the right was given; without a place in the address the widest."""
    reached = Place.objects.reached_by(request.actor, Permission.FIGURES_PUBLISH).exclude(level="group")
    if not asked:
        granted = request.actor.places_given(Permission.FIGURES_PUBLISH)
        found = min(Place.objects.filter(pk__in=granted), key=lambda place: len(place.path), default=None)
        if found is None:
            raise Http404
        return found
    try:
        pk = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(reached, pk=pk)


def _year(asked: str) -> int | None:
    if not asked.isascii() or not asked.isdigit() or len(asked) != 4:
        return None
    return int(asked) if FIRST_YEAR <= int(asked) <= LAST_YEAR else None
