"""Screens of a round's days: change them, let a hamlet enter late, open a closed round again, remind."""

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
from hoctap.places.models import Level, Place
from hoctap.recognition import actions
from hoctap.recognition.forms import DaysForm, LateEntryForm, ReopenForm
from hoctap.recognition.models import RecognitionRound
from hoctap.recognition.queries.reminders import reminders
from hoctap.recognition.road_rules import shown_day
from hoctap.recognition.views.found import find_season


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_OPEN)
def round_days(request: Request, pk: UUID) -> HttpResponse:
    """Hạn của từng bước trong một đợt, đổi có lý do"""
    season = find_season(request, pk)
    request.actor.must(Permission.ROUND_OPEN, at=season.place)
    form = DaysForm(posted(request), season=season)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_days(
                season,
                form.days(),
                held=["scoring"] if form.cleaned_data["hold"] else [],
                why=form.cleaned_data["why"],
                by=acting_as(request, Permission.ROUND_OPEN, at=season.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi hạn các bước của đợt.")
            return redirect("round_detail", season.pk)
    days = [(step, field, shown_day(step.before_on(season.year))) for step, field in form.day_fields()]
    return _page(request, "recognition/round_days.html", season, form, days=days, road=season.frozen_road)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_OPEN)
@once
def lateentry_new(request: Request, pk: UUID) -> HttpResponse:
    """Cho một ấp nhập sau hạn: lý do, người cho phép, đến ngày nào"""
    season = find_season(request, pk)
    request.actor.must(Permission.ROUND_OPEN, at=season.place)
    hamlets = Place.objects.visible_to(request.actor, Permission.ROUND_OPEN).filter(
        parent=season.place, level=Level.HAMLET
    )
    form = LateEntryForm(posted(request), hamlets=hamlets, initial={"hamlet": request.GET.get("hamlet")})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            by = acting_as(request, Permission.ROUND_OPEN, at=season.place)
            allowed = actions.allow_late_entry(season, typed.pop("hamlet"), **typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, f"{allowed.hamlet.title} được nhập đến hết ngày {allowed.until:%d/%m/%Y}."
            )
            return redirect("round_detail", season.pk)
    given = season.late_entries.select_related("hamlet")
    return _page(request, "recognition/lateentry_new.html", season, form, given=given)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_OPEN)
def round_reopen(request: Request, pk: UUID) -> HttpResponse:
    """Mở lại một đợt đã kết thúc, có lý do"""
    season = find_season(request, pk)
    request.actor.must(Permission.ROUND_OPEN, at=season.place)
    form = ReopenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, Permission.ROUND_OPEN, at=season.place)
            actions.reopen_round(season, why=form.cleaned_data["why"], by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"{season} đã mở lại.")
            return redirect("round_detail", season.pk)
    return _page(request, "recognition/round_reopen.html", season, form)


@require_GET
@requires(Permission.DOSSIER_REVIEW)
def reminder_list(request: Request, pk: UUID) -> HttpResponse:
    """Nhắc việc: lời nhắn soạn sẵn để chép vào nhóm Zalo của từng ấp"""
    return _show_reminders(request, find_season(request, pk))


def _show_reminders(
    request: Request, season: RecognitionRound, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    site = request.build_absolute_uri("/").rstrip("/")
    values = {
        "season": season,
        "reminders": reminders(season, site=site, by=request.actor),
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/reminder_list.html", values, status=status)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
@once
def reminder_copy(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    season = find_season(request, pk)
    hamlets = Place.objects.visible_to(request.actor, Permission.DOSSIER_REVIEW)
    hamlet = get_object_or_404(hamlets, pk=hamlet_pk, parent=season.place)
    try:
        actions.note_reminder(season, hamlet, request.POST.get("matter", ""), by=request.actor)
    except Refused as refusal:
        return _show_reminders(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã ghi: hôm nay đã nhắc {hamlet.full_name}.")
    return redirect("reminder_list", season.pk)


def _page(request: Request, template: str, season: RecognitionRound, form: Any, **more: Any) -> HttpResponse:
    values = {
        "season": season,
        "form": form,
        "where": where(request, place=season.place, year=season.year),
        **more,
    }
    return render(request, template, values, status=422 if form.errors else 200)
