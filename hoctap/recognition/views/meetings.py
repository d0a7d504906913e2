"""Screens of the họp bình xét."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, queries
from hoctap.recognition.forms import MeetingNewForm
from hoctap.recognition.models import (
    VillageMeeting,
)
from hoctap.recognition.views.found import find_hamlet, find_meeting, find_season, is_uuid


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_new(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Ghi kết quả họp bình xét"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.MEETING_RECORD)
    form = MeetingNewForm(request.POST or None, initial=queries.meeting_defaults(hamlet))
    excepted = None
    if request.method == "POST":
        excepted = {UUID(key) for key in request.POST.getlist("excepted") if is_uuid(key)}
    if request.method == "POST" and form.is_valid():
        typed = actions.MeetingForm(**form.cleaned_data, excepted=frozenset(excepted or ()))
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=hamlet)
            meeting = actions.record_meeting(season, hamlet, typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi cuộc họp. Biên bản đã điền sẵn, in ra cho mọi người ký.")
            return redirect("meeting_detail", meeting.pk)
    context = {
        "form": form,
        "season": season,
        "hamlet": hamlet,
        "scored": queries.scored_rows(season, hamlet, excepted),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(
        request, "recognition/meeting_new.html", context, status=422 if request.method == "POST" else 200
    )


@require_GET
@requires(Permission.DOSSIER_READ)
def meeting_detail(request: Request, pk: UUID) -> HttpResponse:
    """Cuộc họp bình xét, biên bản, danh sách đề nghị"""
    return _show_meeting(request, find_meeting(request, pk))


def _show_meeting(
    request: Request, meeting: VillageMeeting, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "nomination": queries.nomination_of(meeting),
        "excepted": meeting.excepted.select_related("household__head", "person"),
        "may_nominate": request.actor.may(Permission.NOMINATE, at=meeting.hamlet),
        "reasons": reasons,
        "where": where(request, place=meeting.round.place, year=meeting.round.year),
    }
    return render(request, "recognition/meeting_detail.html", context, status=status)


@require_POST
@requires(Permission.NOMINATE)
@once
def meeting_nominate(request: Request, pk: UUID) -> HttpResponse:
    meeting = find_meeting(request, pk)
    try:
        actions.nominate(meeting, by=acting_as(request, Permission.NOMINATE, at=meeting.hamlet))
    except Refused as refusal:
        return _show_meeting(request, meeting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã gửi danh sách đề nghị lên xã. In danh sách để ký.")
    return redirect("meeting_detail", meeting.pk)
