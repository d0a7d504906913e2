"""Screens of clubs: their list, a new one, the page of one with its meetings."""

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
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.learning.asking import asked_centre, asked_place
from hoctap.learning.clubs import actions, queries
from hoctap.learning.clubs.forms import ClubFilter, ClubForm, EndForm, MeetingForm, TallyForm
from hoctap.learning.models import Club
from hoctap.learning.placing import places_reached
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

PAGE = 50


@require_GET
@requires(Permission.CENTRE_READ)
def club_list(request: Request) -> HttpResponse:
    """Câu lạc bộ, đội, nhóm sở thích, lớp năng khiếu"""
    year, centre, place = asked.year(request), asked_centre(request), asked_place(request)
    form = ClubFilter({**request.GET.dict(), "year": str(year)})
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = queries.clubs_listed(
        request.actor,
        year,
        place=place.pk if place else None,
        centre=centre,
        kind=chosen.get("kind", ""),
        group=chosen.get("group", ""),
    )
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "year": year,
        "centre": centre,
        "place": place,
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "learning/club_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def club_new(request: Request) -> HttpResponse:
    """Thêm câu lạc bộ, đội, nhóm"""
    places = places_reached(request.actor, Permission.CENTRE_KEEP)
    form = ClubForm(
        posted(request),
        places=places,
        topics=queries.topics_offered(places),
        venues=queries.venues_offered(places),
    )
    made: list[Club] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.register_club(typed["place"], form.typed(), by=request.actor))

    if carried_out(form, act):
        messages.success(request, f"Đã thêm {made[0].name}.")
        return redirect("club_detail", made[0].pk)
    return form_page(request, "learning/club_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def club_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một câu lạc bộ: thành viên, các buổi sinh hoạt"""
    return _page(request, _club(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def club_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa câu lạc bộ"""
    club = _club(request, pk, Permission.CENTRE_KEEP)
    topics = queries.topics_offered([club.place])
    form = ClubForm(
        posted(request),
        places=[],
        # One that is offered no more may stay.
        topics=topics if club.topic in topics else [*topics, club.topic],
        venues=queries.venues_offered([club.place]),
        club=club,
    )
    if carried_out(form, lambda _typed: actions.edit_club(club, form.typed(), by=request.actor)):
        messages.success(request, "Đã sửa.")
        return redirect("club_detail", club.pk)
    return form_page(
        request, "learning/club_edit.html", form, club=club, where=where(request, place=club.place)
    )


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def club_meet(request: Request, pk: UUID) -> HttpResponse:
    def act(club: Club, form: forms.Form, typed: dict[str, Any]) -> None:
        assert isinstance(form, MeetingForm)
        actions.record_meeting(
            club, on=typed["on"], heads=form.heads(), content=typed["content"], by=request.actor
        )

    return _step(request, pk, Permission.ATTENDANCE_TAKE, MeetingForm, act, "Đã ghi buổi sinh hoạt.")


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def club_count(request: Request, pk: UUID) -> HttpResponse:
    def act(club: Club, _form: forms.Form, typed: dict[str, Any]) -> None:
        actions.count_members(club, by=request.actor, **typed)

    return _step(request, pk, Permission.ATTENDANCE_TAKE, TallyForm, act, "Đã ghi số thành viên.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def club_end(request: Request, pk: UUID) -> HttpResponse:
    def act(club: Club, _form: forms.Form, typed: dict[str, Any]) -> None:
        actions.end_club(club, by=request.actor, **typed)

    return _step(request, pk, Permission.CENTRE_KEEP, EndForm, act, "Đã ghi thôi hoạt động.")


def _step(
    request: Request,
    pk: UUID,
    permission: Permission,
    kind: Callable[..., forms.Form],
    act: Callable[[Club, forms.Form, dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    club = _club(request, pk, permission)
    form = kind(request.POST)
    if carried_out(form, lambda typed: act(club, form, typed)):
        messages.success(request, said)
        return redirect("club_detail", club.pk)
    return _page(request, club, sent=form)


def _page(request: Request, club: Club, *, sent: forms.Form | None = None) -> HttpResponse:
    year = asked.year(request)
    row = queries.rows_of([club], year)[0]
    stands = club.ended_on is None
    values = {
        "club": club,
        "row": row,
        "year": year,
        "meetings": queries.meetings_of(club, year),
        "tallies": queries.tallies_of(club),
        "takes": stands and request.actor.may(Permission.ATTENDANCE_TAKE, at=club),
        "may_mark": request.actor.may(Permission.ATTENDANCE_TAKE, at=club),
        "keeps": stands and request.actor.may(Permission.CENTRE_KEEP, at=club),
        "meeting": sent if isinstance(sent, MeetingForm) else MeetingForm(),
        "tally": sent if isinstance(sent, TallyForm) else TallyForm(),
        "end": sent if isinstance(sent, EndForm) else EndForm(),
        "sent": sent,
        "where": where(request, place=club.place, year=year),
    }
    return render(request, "learning/club_detail.html", values, status=422 if sent is not None else 200)


def _club(request: Request, pk: UUID, permission: Permission | None = None) -> Club:
    """One that the actor sees; with a right that he lacks there it is not found either."""
    rows = Club.objects.visible_to(request.actor).select_related("place", "topic", "venue", "centre")
    club = get_object_or_404(rows, pk=pk)
    if permission is not None and not request.actor.may(permission, at=club):
        raise Http404
    return club
