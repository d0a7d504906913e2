"""Screens of the họp xét của xã."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition.commune_meetings import actions, queries
from hoctap.recognition.commune_meetings.forms import CommuneMeetingForm
from hoctap.recognition.commune_meetings.models import CommuneMeeting
from hoctap.recognition.views.found import find_season, is_uuid, typed_text


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def communemeeting_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi họp xét của xã: thành viên, số ý kiến, danh sách thống nhất"""
    season = find_season(request, pk)
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    form = CommuneMeetingForm(posted(request), initial=queries.meeting_defaults(season))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.record_commune_meeting(
                season,
                actions.CommuneMeetingTyped(**form.cleaned_data),
                by=acting_as(request, Permission.DOSSIER_REVIEW, at=season.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, "Đã ghi cuộc họp. Trừ hồ sơ không thống nhất (nếu có), rồi in biên bản để ký."
            )
            return redirect("communemeeting_detail", meeting.pk)
    listed = queries.listed_by_hamlet(season)
    values = {
        "season": season,
        "form": form,
        "listed": listed,
        "count": sum(one.count for one in listed),
        "needs_meeting": season.needs("commune_meeting"),
        "meetings": list(season.commune_meetings.select_related("minutes")),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/communemeeting_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.DOSSIER_REVIEW)
def communemeeting_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một cuộc họp xét của xã: kết quả, hồ sơ bị trừ, biên bản"""
    return _show(request, _find(request, pk))


def _show(request: Request, meeting: CommuneMeeting, *, reasons: Any = (), status: int = 200) -> HttpResponse:
    query = request.GET.get("q", "")
    values = {
        "page": queries.meeting_page(meeting, query),
        "meeting": meeting,
        "season": meeting.round,
        "query": query,
        "reasons": reasons,
        "typed_why": request.POST.get("why", ""),
        "where": where(request, place=meeting.round.place, year=meeting.round.year),
    }
    return render(request, "recognition/communemeeting_detail.html", values, status=status)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def communemeeting_except(request: Request, pk: UUID) -> HttpResponse:
    meeting = _find(request, pk)
    asked = request.POST.get("dossier", "")
    dossiers = meeting.round.dossiers.select_related("round", "hamlet")
    dossier = get_object_or_404(dossiers, pk=asked if is_uuid(asked) else meeting.pk)
    try:
        actions.except_at_commune_meeting(
            meeting,
            dossier,
            why=typed_text(request, "why"),
            by=acting_as(request, Permission.DOSSIER_REVIEW, at=meeting.round.place),
        )
    except Refused as refusal:
        return _show(request, meeting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã trừ khỏi danh sách thống nhất; hồ sơ chờ xã xét lại.")
    return redirect("communemeeting_detail", meeting.pk)


def _find(request: Request, pk: UUID) -> CommuneMeeting:
    meetings = CommuneMeeting.objects.visible_to(request.actor).select_related(
        "round__place", "round__edition", "minutes__issuer"
    )
    return get_object_or_404(meetings, pk=pk)
