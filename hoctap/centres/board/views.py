"""The board of a centre: who sits on it, since when, by which decision; approved posts; meetings."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.board import actions, queries
from hoctap.centres.board.forms import (
    BoardMeetingForm,
    BoardMinutesForm,
    QuotaForm,
    ReviewForm,
    SeatEndForm,
    SeatForm,
    TermForm,
)
from hoctap.centres.board.models import BoardMeeting, BoardSeat
from hoctap.centres.persons import note_names, people_named
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.papers.models import SIGNED, Paper
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

PAGE = 40


@require_GET
@requires(Permission.CENTRE_READ)
def seat_list(request: Request) -> HttpResponse:
    """The board of one centre with its history; without one chosen, all boards in a line each."""
    day = asking.day(request)
    centre = asking.centre(request)
    values: dict[str, Any] = {"day": day, "centre": centre}
    if centre is None:
        values["place"] = place = asking.place(request)
        page = Paginator(asking.centres(request.actor, place), PAGE).get_page(request.GET.get("page"))
        values |= {"page": page, "boards": queries.boards_of(list(page), day)}
    else:
        year = asked.year(request)
        values |= {
            "board": queries.boards_of([centre], day)[0],
            "history": queries.history_of(centre),
            "quotas": list(centre.quotas.all()),
            "meetings": queries.meetings_of(centre, year),
            "year": year,
            "may_keep": request.actor.may(Permission.CENTRE_KEEP, at=centre),
            "may_read_paper": request.actor.may(Permission.PAPER_READ, at=centre),
            "where": where(request, place=centre.place, year=year),
        }
    return render(request, "centres/seat_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def seat_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    words = request.GET.get("q", "")[:60]
    form = SeatForm(posted(request), centre=centre, found=people_named(words, centre.place, request.actor))

    def act(typed: dict[str, Any]) -> None:
        actions.seat_member(
            centre,
            form.details(),
            organisation=typed["organisation"],
            person=form.persons.get(typed.get("person", "")),
            user=typed["user"],
            by=request.actor,
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi vào Ban giám đốc, nhân sự.")
        return redirect(asking.address("seat_list", centre))
    return form_page(request, "centres/seat_new.html", form, centre=centre, words=words)


@require_GET
@requires(Permission.CENTRE_READ)
def seat_detail(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _seat(request, pk))


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def seat_renew(request: Request, pk: UUID) -> HttpResponse:
    def act(seat: BoardSeat, typed: dict[str, Any]) -> None:
        actions.renew_seat(seat, by=request.actor, **typed)

    return _step(request, pk, "renew", act, "Đã ghi nhiệm kỳ mới.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def seat_end(request: Request, pk: UUID) -> HttpResponse:
    def act(seat: BoardSeat, typed: dict[str, Any]) -> None:
        actions.end_seat(seat, by=request.actor, **typed)

    return _step(request, pk, "end", act, "Đã ghi thôi giữ vai trò.")


@require_POST
@requires(Permission.CENTRE_READ)
@once
def seat_review(request: Request, pk: UUID) -> HttpResponse:
    def act(seat: BoardSeat, typed: dict[str, Any]) -> None:
        actions.review_year(seat, by=request.actor, **typed)

    return _step(request, pk, "review", act, "Đã ghi tự đánh giá.")


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def quota_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    form = QuotaForm(posted(request))

    def act(typed: dict[str, Any]) -> None:
        actions.approve_posts(centre, typed.pop("role"), by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã ghi số lượng người được giao.")
        return redirect(asking.address("seat_list", centre))
    return form_page(request, "centres/quota_new.html", form, centre=centre)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def boardmeeting_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    form = BoardMeetingForm(posted(request), centre=centre)
    made: list[BoardMeeting] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.record_board_meeting(centre, by=request.actor, **typed))

    if carried_out(form, act):
        messages.success(request, "Đã ghi cuộc họp vào sổ.")
        return redirect("boardmeeting_detail", pk=made[0].pk)
    return form_page(request, "centres/boardmeeting_new.html", form, centre=centre)


@require_GET
@requires(Permission.CENTRE_READ)
def boardmeeting_detail(request: Request, pk: UUID) -> HttpResponse:
    meeting = _meeting(request, pk)
    present = queries.present_at(meeting)
    note_names(present)
    values = {
        "meeting": meeting,
        "centre": meeting.centre,
        "present": present,
        "may_read_paper": request.actor.may(Permission.PAPER_READ, at=meeting),
        "may_print": request.actor.may(Permission.CENTRE_KEEP, at=meeting)
        and request.actor.may(Permission.PAPER_FILE, at=meeting)
        and not (meeting.paper and meeting.paper.state in SIGNED),
        "where": where(request, place=meeting.centre.place, year=meeting.on.year),
    }
    return render(request, "centres/boardmeeting_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def boardmeeting_minutes(request: Request, pk: UUID) -> HttpResponse:
    """Biên bản họp Ban giám đốc, viết từ cuộc họp đã ghi"""
    meeting = _meeting(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=meeting):
        raise Http404
    request.actor.must(Permission.PAPER_FILE, at=meeting)
    names = BoardMinutesForm.base_fields
    form = BoardMinutesForm(posted(request), initial={name: getattr(meeting, name) for name in names})
    made: list[Paper] = []

    def act(_typed: dict[str, Any]) -> None:
        made.append(actions.write_board_minutes(meeting, form.details(), by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã lập biên bản từ cuộc họp đã ghi. Xem lại rồi in, ký.")
        return redirect("paper_detail", made[0].pk)
    return form_page(
        request,
        "centres/boardmeeting_minutes.html",
        form,
        meeting=meeting,
        where=where(request, place=meeting.centre.place, year=meeting.on.year),
    )


def _meeting(request: Request, pk: UUID) -> BoardMeeting:
    visible = BoardMeeting.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("centre__organisation__place", "paper"), pk=pk)


_FORMS: dict[str, type[forms.Form]] = {"renew": TermForm, "end": SeatEndForm, "review": ReviewForm}


def _step(
    request: Request, pk: UUID, kind: str, act: Callable[[BoardSeat, dict[str, Any]], None], done: str
) -> HttpResponse:
    seat = _seat(request, pk)
    form = _FORMS[kind](request.POST)
    if carried_out(form, lambda typed: act(seat, typed)):
        messages.success(request, done)
        return redirect("seat_detail", pk=seat.pk) if kind == "review" else _to_board(seat)
    return _page(request, seat, **{kind: form}, sent=form)


def _to_board(seat: BoardSeat) -> HttpResponse:
    return redirect(asking.address("seat_list", seat.centre))


def _seat(request: Request, pk: UUID) -> BoardSeat:
    rows = BoardSeat.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("centre__organisation__place", "organisation"), pk=pk)


def _page(request: Request, seat: BoardSeat, **sent: Any) -> HttpResponse:
    may_keep = request.actor.may(Permission.CENTRE_KEEP, at=seat)
    day = today()
    values = {
        "seat": seat,
        "centre": seat.centre,
        "reviews": list(seat.reviews.all()),
        "is_expired": seat.ended_on is None and seat.term_ends_on is not None and seat.term_ends_on <= day,
        "may_keep": may_keep,
        "may_review": may_keep or (seat.user_id is not None and seat.user_id == request.actor.user_id),
        "renew": TermForm(initial={"starts_on": seat.term_ends_on or day + dt.timedelta(days=1)}),
        "end": SeatEndForm(),
        "review": ReviewForm(),
        **sent,
    }
    return render(request, "centres/seat_detail.html", values, status=422 if sent else 200)
