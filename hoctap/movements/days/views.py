"""Screens of the calendar: the year, its days, what a place does for one of them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.movements import asking
from hoctap.movements.choosing import own_places, place_below, place_near, places_to_keep
from hoctap.movements.days import actions, feed, queries
from hoctap.movements.days.forms import (
    ActivitiesForm,
    DatesForm,
    EndForm,
    ObservanceForm,
    OccasionForm,
    ReminderForm,
    ResultsForm,
    initial_of,
)
from hoctap.movements.days.models import Observance, Occasion
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Level, Place
from hoctap.places.views import asked
from hoctap.plans.tasking.calendar_addresses import address_page, feed_answer
from hoctap.surveys.asked import pk_of

READ, KEEP, JOIN = Permission.MOVEMENT_READ, Permission.MOVEMENT_KEEP, Permission.MOVEMENT_JOIN
PAGE = 50


@require_GET
@requires(READ)
def year_calendar(request: Request) -> HttpResponse:
    """Lịch ngày lễ, tuần lễ, phong trào: một tháng và cả năm"""
    place = place_near(request.actor, pk_of(request.GET.get("place", "")))
    if place is None:
        raise Http404
    first = asked.month(request)
    if "month" not in request.GET and "year" in request.GET:
        first = dt.date(asked.year(request), first.month, 1)
    last = queries.month_of([], first).after - dt.timedelta(days=1)
    values = {
        "place": place,
        "places": list(own_places(request.actor)),
        "month": queries.month_of(queries.entries_at(request.actor, place, first, last), first),
        "rows": queries.day_rows(request.actor, place, first.year),
        "year": first.year,
        "today": today(),
        "may_keep": request.actor.may(KEEP, at=place),
        "may_join": request.actor.may(JOIN, at=place),
        "where": where(request, place=place, year=first.year),
    }
    return render(request, "movements/year_calendar.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def observance_new(request: Request) -> HttpResponse:
    """Thêm ngày, tuần lễ của địa phương"""
    places = places_to_keep(request.actor, KEEP)
    form = ObservanceForm(
        posted(request),
        places=places,
        initial={"place": asking.first_of(request, places), "rule": "date", "kind": "day"},
    )

    def act(typed: dict[str, Any]) -> None:
        place = typed["place"]
        made.append(
            actions.add_observance(
                place,
                name=typed["name"],
                kind=typed["kind"],
                falls=form.falls,
                basis=typed["basis"],
                by=acting_as(request, KEEP, at=place),
            )
        )

    made: list[Observance] = []
    if carried_out(form, act):
        messages.success(request, "Đã thêm vào lịch.")
        return redirect(f"{reverse('observance_detail', args=[made[0].pk])}?place={made[0].place_id}")
    return form_page(request, "movements/observance_new.html", form)


@require_GET
@requires(READ)
def observance_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một ngày, tuần lễ: rơi vào lúc nào, ai nhắc, các năm đã làm gì"""
    observance = _observance(request, pk)
    place = place_near(request.actor, pk_of(request.GET.get("place", ""))) or observance.place
    if place is None or (observance.place_id is not None and observance.place_id not in place.path):
        place = observance.place
    if place is None:
        raise Http404
    year = asked.year(request)
    dated = queries.dated_at([observance], [place], [year - 1, year, year + 1])
    rows = Occasion.objects.visible_to(request.actor).filter(observance=observance, place__in=place.path)
    values = {
        "observance": observance,
        "place": place,
        "year": year,
        "dates": [(one, dated.get((observance.pk, place.pk, one))) for one in (year - 1, year, year + 1)],
        "kept": queries.kept_at([observance], [place])[observance.pk, place.pk],
        "occasions": list(rows.select_related("place").order_by("-year", "-first_on", "id")[:PAGE]),
        "may_read_table": request.actor.may(READ, at=place),
        "may_keep": request.actor.may(KEEP, at=place) and place.is_current,
        "may_join": request.actor.may(JOIN, at=place) and place.is_current,
        "may_end": observance.place is not None and request.actor.may(KEEP, at=observance.place),
        "where": where(request, place=place, year=year),
    }
    return render(request, "movements/observance_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def observance_dates(request: Request, pk: UUID) -> HttpResponse:
    """Ghi ngày của một năm theo văn bản"""
    observance = _observance(request, pk)
    places = _places_of(request, observance)
    year = asked.year(request)
    form = DatesForm(
        posted(request),
        places=places,
        initial={"place": asking.first_of(request, places), "year": year},
    )

    def act(typed: dict[str, Any]) -> None:
        place = typed["place"]
        days = {name: typed[name] for name in ("first_on", "last_on", "source")}
        actions.date_observance(
            observance, place, typed["year"], **days, by=acting_as(request, KEEP, at=place)
        )
        told.append(place)

    told: list[Place] = []
    if carried_out(form, act):
        messages.success(request, "Đã ghi ngày của năm.")
        return redirect(
            f"{reverse('observance_detail', args=[pk])}?place={told[0].pk}&year={form.cleaned_data['year']}"
        )
    return form_page(request, "movements/observance_dates.html", form, observance=observance)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def observance_reminder(request: Request, pk: UUID) -> HttpResponse:
    """Nhắc trước bao nhiêu ngày ở một nơi, hoặc không tổ chức"""
    observance = _observance(request, pk)
    places = _places_of(request, observance)
    first = asking.first_of(request, places)
    chosen = [place for place in places if place.pk == first]
    kept = queries.kept_at([observance], chosen).get((observance.pk, first)) if first else None
    initial = {"place": first, "is_kept": kept.is_kept, "remind_days": kept.remind_days} if kept else {}
    form = ReminderForm(posted(request), places=places, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        place = typed.pop("place")
        actions.set_reminder(observance, place, **typed, by=acting_as(request, KEEP, at=place))
        told.append(place)

    told: list[Place] = []
    if carried_out(form, act):
        messages.success(request, "Đã đặt nhắc.")
        return redirect(f"{reverse('observance_detail', args=[pk])}?place={told[0].pk}")
    return form_page(request, "movements/observance_reminder.html", form, observance=observance)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def observance_end(request: Request, pk: UUID) -> HttpResponse:
    """Thôi dùng một ngày của địa phương"""
    observance = _observance(request, pk)
    if observance.place is None or not request.actor.may(KEEP, at=observance.place):
        raise Http404
    form = EndForm(posted(request))
    place = observance.place
    if carried_out(
        form,
        lambda typed: actions.end_observance(
            observance, why=typed["why"], by=acting_as(request, KEEP, at=place)
        ),
    ):
        messages.success(request, "Đã ghi thôi dùng.")
        return redirect("year_calendar")
    return form_page(request, "movements/observance_end.html", form, observance=observance)


@require_GET
@requires(READ)
def observance_table(request: Request, pk: UUID) -> HttpResponse:
    """Một ngày, tuần lễ ở từng xã: kế hoạch, hoạt động, lượt người, lớp khai giảng"""
    observance = _observance(request, pk)
    place = place_below(request.actor, pk_of(request.GET.get("place", "")))
    if place is None:
        raise Http404
    year = asked.year(request)
    table = queries.day_table(observance, place, year)
    classes = []
    if place.level == Level.COMMUNE and table.rows and (dated := table.rows[0].dated):
        classes = queries.classes_in(place, dated.span, request.actor)
    values = {
        "observance": observance,
        "place": place,
        "year": year,
        "table": table,
        "is_commune": place.level == Level.COMMUNE,
        "classes": classes,
        "where": where(request, place=place, year=year),
    }
    return render(request, "movements/observance_table.html", values)


# ---------------------------------------------------------------- events


@require_GET
@requires(READ)
def occasion_list(request: Request) -> HttpResponse:
    """Sự kiện và đợt hưởng ứng trong một năm, từ cấp xã đến quốc tế"""
    year = asked.year(request)
    rows = Occasion.objects.visible_to(request.actor).filter(year=year).select_related("place")
    page = Paginator(rows.order_by("-first_on", "-id"), PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "year": year, "may_join": request.actor.may_anywhere(JOIN)}
    return render(request, "movements/occasion_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(JOIN)
@once
def occasion_new(request: Request) -> HttpResponse:
    """Lập kế hoạch hưởng ứng một ngày, hoặc một sự kiện"""
    places = places_to_keep(request.actor, JOIN, with_hamlets=True)
    wanted = pk_of(request.GET.get("observance", ""))
    observance = Observance.objects.visible_to(request.actor).filter(pk=wanted).first() if wanted else None
    first = asking.first_of(request, places)
    initial: dict[str, Any] = {"place": first, "role": "organiser"}
    place = next((one for one in places if one.pk == first), None)
    if place is not None:
        initial["level"] = {"province": "province", "district": "district"}.get(place.level, "commune")
    if observance is not None and place is not None:
        year = asked.year(request)
        dated = queries.dated_at([observance], [place], [year]).get((observance.pk, place.pk, year))
        initial["name"] = f"{observance.name} năm {year}"
        if dated is not None:
            initial |= {"first_on": dated.span.first, "last_on": dated.span.last}
    form = OccasionForm(posted(request), places=places, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, JOIN, at=typed["place"])
        made.append(actions.plan_occasion(typed["place"], form.planned, observance=observance, by=by))

    made: list[Occasion] = []
    if carried_out(form, act):
        messages.success(request, "Đã lập kế hoạch.")
        return redirect("occasion_detail", made[0].pk)
    return form_page(request, "movements/occasion_new.html", form, observance=observance)


@require_GET
@requires(READ)
def occasion_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đợt hưởng ứng, sự kiện: kế hoạch, hoạt động, kết quả"""
    return _occasion_page(request, _occasion(request, pk))


@require_http_methods(["GET", "POST"])
@requires(JOIN)
def occasion_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa kế hoạch của một đợt"""
    occasion = _own_occasion(request, pk)
    form = OccasionForm(
        posted(request), places=[occasion.place], initial={"place": occasion.place_id, **initial_of(occasion)}
    )
    if carried_out(
        form,
        lambda _: actions.change_occasion(occasion, form.planned, by=acting_as(request, JOIN, at=occasion)),
    ):
        messages.success(request, "Đã sửa kế hoạch.")
        return redirect("occasion_detail", pk)
    return form_page(request, "movements/occasion_edit.html", form, occasion=occasion)


@require_http_methods(["GET", "POST"])
@requires(JOIN)
def occasion_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một đợt không tổ chức nữa"""
    occasion = _own_occasion(request, pk)
    form = EndForm(posted(request))
    if carried_out(
        form,
        lambda typed: actions.cancel_occasion(
            occasion, why=typed["why"], by=acting_as(request, JOIN, at=occasion)
        ),
    ):
        messages.success(request, "Đã ghi không tổ chức.")
        return redirect("occasion_detail", pk)
    return form_page(request, "movements/occasion_cancel.html", form, occasion=occasion)


@require_http_methods(["GET", "POST"])
@requires(JOIN)
def occasion_activities(request: Request, pk: UUID) -> HttpResponse:
    """Chọn hoạt động thuộc một đợt, phần mềm gợi ý theo ngày"""
    occasion = _own_occasion(request, pk)
    offered = queries.offered_to(occasion, request.actor)
    linked = list(occasion.links.values_list("activity_id", flat=True))
    form = ActivitiesForm(posted(request), offered=offered, initial={"activities": linked})
    if carried_out(
        form,
        lambda typed: actions.link_activities(
            occasion, list(typed["activities"]), by=acting_as(request, JOIN, at=occasion)
        ),
    ):
        messages.success(request, "Đã ghi hoạt động thuộc đợt này.")
        return redirect("occasion_detail", pk)
    return form_page(
        request, "movements/occasion_activities.html", form, occasion=occasion, has_any=offered.exists()
    )


@require_http_methods(["GET", "POST"])
@requires(JOIN)
def occasion_results(request: Request, pk: UUID) -> HttpResponse:
    """Ghi kết quả của một đợt"""
    occasion = _own_occasion(request, pk)
    form = ResultsForm(posted(request), initial={"results": occasion.results})
    if carried_out(
        form,
        lambda typed: actions.tell_results(
            occasion, results=typed["results"], by=acting_as(request, JOIN, at=occasion)
        ),
    ):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("occasion_detail", pk)
    return form_page(
        request,
        "movements/occasion_results.html",
        form,
        occasion=occasion,
        page=queries.page_of(occasion, request.actor),
    )


# ---------------------------------------------------------------- for calendar programs


@require_http_methods(["GET", "POST"])
@requires(READ)
def movement_calendar(request: Request) -> HttpResponse:
    """Địa chỉ lịch ngày lễ, phong trào cho điện thoại, máy tính; the POST makes one, shown once"""
    return address_page(request, "movements/movement_calendar.html", feed="movement_feed")


@require_GET
def movement_feed(request: Request, token: str) -> HttpResponse:
    """OPEN: whoever holds the address of a position's calendar reads the days and movements that the position sees; a revoked one is not found"""
    return feed_answer(
        request,
        token,
        feed.entries_for,
        sight=(Permission.MOVEMENT_READ, Permission.CENTRE_READ),
        title="Ngày lễ, phong trào",
        product="movements",
        file_name="ngay-le-phong-trao.ics",
    )


# ---------------------------------------------------------------- parts


def _observance(request: Request, pk: UUID) -> Observance:
    return get_object_or_404(Observance.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _places_of(request: Request, observance: Observance) -> list[Place]:
    """Those of the person's own that have this day: a commune's own day is not set from above."""
    found = [
        place
        for place in places_to_keep(request.actor, KEEP)
        if observance.place_id is None or observance.place_id in place.path
    ]
    if not found:
        raise Http404
    return found


def _occasion(request: Request, pk: UUID) -> Occasion:
    rows = Occasion.objects.visible_to(request.actor).select_related("place", "observance__place")
    return get_object_or_404(rows, pk=pk)


def _own_occasion(request: Request, pk: UUID) -> Occasion:
    occasion = _occasion(request, pk)
    if not request.actor.may(JOIN, at=occasion):
        raise Http404
    return occasion


def _occasion_page(request: Request, occasion: Occasion) -> HttpResponse:
    values = {
        "occasion": occasion,
        "items": list(occasion.items.all()),
        "page": queries.page_of(occasion, request.actor),
        "may_join": request.actor.may(JOIN, at=occasion) and occasion.cancelled_on is None,
        "where": where(request, place=occasion.place, year=occasion.year),
    }
    return render(request, "movements/occasion_detail.html", values)
