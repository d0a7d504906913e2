"""The week of the venues, one booking, its cancelling, the share of use, the address for calendar programs."""

import calendar
import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.facilities.bookings import actions, queries
from hoctap.centres.facilities.bookings.forms import BookingForm, day_asked
from hoctap.centres.facilities.bookings.models import BookingState
from hoctap.centres.facilities.choosing import asked_centre, asked_id
from hoctap.centres.facilities.forms import WhyForm
from hoctap.centres.models import Booking, Venue
from hoctap.core.dates import VIETNAM, today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.plans.tasking.calendar_addresses import address_page, feed_answer

PAGE = 40


@require_GET
@requires(Permission.CENTRE_READ)
def booking_list(request: Request) -> HttpResponse:
    """Lịch phòng: một tuần của các cơ sở"""
    centre = asked_centre(request)
    venues = queries.of_centre(Venue.objects.visible_to(request.actor), centre)
    bookings = Booking.objects.visible_to(request.actor)
    venue = None
    if asked := request.GET.get("venue", ""):
        venue = get_object_or_404(venues.select_related("place"), pk=asked_id(asked))
        bookings = bookings.filter(venue=venue)
    elif centre is not None:
        bookings = bookings.filter(venue__in=venues)
    values = {
        "centre": centre,
        "venue": venue,
        "week": queries.week_of(day_asked(request.GET.get("week", ""), today()), bookings),
        "today": today(),
        "may_book": _books_somewhere(request),
    }
    return render(request, "centres/booking_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
@once
def booking_new(request: Request) -> HttpResponse:
    """Đặt phòng, đặt nơi tổ chức"""
    initial: dict[str, Any] = {"on": day_asked(request.GET.get("on", ""), today())}
    for name in ("venue", "centre"):
        initial[name] = asked_id(request.GET.get(name, ""))
    form = BookingForm(posted(request), actor=request.actor, initial=initial)
    made: list[Booking] = []

    def act(typed: dict[str, Any]) -> None:
        venue = typed.pop("venue")
        made.extend(actions.book_weekly(venue, **typed, by=request.actor))

    if carried_out(form, act):
        first = made[0]
        times = f" {len(made)} lượt" if len(made) > 1 else ""
        messages.success(request, f"Đã đặt{times} {first.venue.name}.")
        return redirect("booking_detail", pk=first.pk)
    return form_page(request, "centres/booking_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def booking_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lượt đặt"""
    return _page(request, _booking(request, pk))


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def booking_cancel(request: Request, pk: UUID) -> HttpResponse:
    row = _booking(request, pk)
    if not _may_cancel(request, row):
        raise Http404
    form = WhyForm(request.POST)
    if carried_out(form, lambda typed: actions.cancel_booking(row, why=typed["why"], by=request.actor)):
        messages.success(request, "Đã hủy lượt đặt.")
        return redirect("booking_detail", pk=row.pk)
    return _page(request, row, sent=form)


@require_GET
@requires(Permission.CENTRE_READ)
def booking_use(request: Request) -> HttpResponse:
    """Tỷ lệ khai thác: giờ đã đặt trên giờ mở cửa trong tháng"""
    centre = asked_centre(request)
    first = day_asked(f"{request.GET.get('month', '')}-01", today()).replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    rows = queries.of_centre(Venue.objects.visible_to(request.actor).standing(), centre)
    page = Paginator(rows.select_related("place").order_by("place__path", "name", "id"), PAGE).get_page(
        request.GET.get("page")
    )
    values = {
        "centre": centre,
        "page": page,
        "table": queries.use_table(list(page), first, last),
        "first": first,
        "before": first - dt.timedelta(days=1),
        "after": last + dt.timedelta(days=1),
    }
    return render(request, "centres/booking_use.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
def booking_calendar(request: Request) -> HttpResponse:
    """Địa chỉ lịch phòng cho điện thoại, máy tính; the POST makes one, shown once"""
    return address_page(request, "centres/booking_calendar.html", feed="booking_feed")


@require_GET
def booking_feed(request: Request, token: str) -> HttpResponse:
    """OPEN: whoever holds the address of a position's calendar reads the bookings that the position sees; a revoked one is not found"""
    return feed_answer(
        request,
        token,
        queries.entries_for,
        sight=(Permission.CENTRE_READ,),
        title="Lịch phòng",
        product="venues",
        file_name="lich-phong.ics",
    )


def _page(request: Request, row: Booking, *, sent: WhyForm | None = None) -> HttpResponse:
    start, end = row.starts_at.astimezone(VIETNAM), row.ends_at.astimezone(VIETNAM)
    values = {
        "row": row,
        "on": start.date(),
        "starts": start.time(),
        "ends": end.time(),
        "week_url": f"{reverse('booking_list')}?week={start.date().isoformat()}&venue={row.venue_id}",
        "may_cancel": _may_cancel(request, row)
        and row.state == BookingState.BOOKED
        and row.ends_at > timezone.now(),
        "form": sent or WhyForm(),
        "sent": sent,
        "where": where(request, place=row.venue.place),
    }
    return render(request, "centres/booking_detail.html", values, status=422 if sent is not None else 200)


def _booking(request: Request, pk: UUID) -> Booking:
    rows = Booking.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("venue__place", "centre__organisation"), pk=pk)


def _may_cancel(request: Request, row: Booking) -> bool:
    return request.actor.may(Permission.ATTENDANCE_TAKE, at=row)


def _books_somewhere(request: Request) -> bool:
    return request.actor.may_anywhere(Permission.ATTENDANCE_TAKE)
