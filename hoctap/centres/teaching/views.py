"""Speakers and volunteers of a commune; teachers asked of schools."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.models import Speaker, SpeakerKind
from hoctap.centres.persons import note_names, people_named
from hoctap.centres.teaching import actions, queries
from hoctap.centres.teaching.forms import (
    AssignForm,
    ConfirmForm,
    ForwardForm,
    HelpForm,
    RequestForm,
    SessionForm,
    SpeakerEndForm,
    SpeakerForm,
    WhyForm,
)
from hoctap.centres.teaching.models import OPEN, RequestState, TeacherRequest
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

PAGE = 50


@require_GET
@requires(Permission.CENTRE_READ)
def speaker_list(request: Request) -> HttpResponse:
    """By topic, kind and words; those who left apart."""
    centre, year = asking.centre(request), asked.year(request)
    kind, topic = request.GET.get("kind", ""), request.GET.get("topic", "")[:60]
    words, gone = request.GET.get("q", "")[:60], request.GET.get("gone") == "1"
    topics = queries.fields_to_filter()
    place = None if centre else asking.place(request)
    rows = queries.speakers_for(
        request.actor,
        place=centre.place if centre else place,
        words=words,
        kind=kind if kind in SpeakerKind.values else "",
        topic=topic if topic in {one.code for one in topics} else "",
        gone=gone,
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "centre": centre,
        "place": place,
        "year": year,
        "page": page,
        "lines": queries.lines_of(list(page), year),
        "kinds": SpeakerKind.choices,
        "topics": topics,
        "kind": kind,
        "topic": topic,
        "words": words,
        "gone": gone,
        "may_add": centre is not None and request.actor.may(Permission.CENTRE_KEEP, at=centre),
    }
    return render(request, "centres/speaker_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def speaker_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    words = request.GET.get("q", "")[:60]
    found = people_named(words, centre.place, request.actor)
    form = SpeakerForm(posted(request), place=centre.place, found=found)

    def act(typed: dict[str, Any]) -> None:
        actions.register_speaker(
            centre.place,
            form.details(),
            topics=typed["topics"],
            person=form.persons.get(typed.get("person", "")),
            by=request.actor,
        )

    if carried_out(form, act):
        messages.success(request, "Đã thêm vào sổ.")
        return redirect(asking.address("speaker_list", centre))
    return form_page(request, "centres/speaker_new.html", form, centre=centre, words=words)


@require_GET
@requires(Permission.CENTRE_READ)
def speaker_detail(request: Request, pk: UUID) -> HttpResponse:
    return _speaker_page(request, _speaker(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def speaker_edit(request: Request, pk: UUID) -> HttpResponse:
    speaker = _speaker(request, pk, Permission.CENTRE_KEEP)
    form = SpeakerForm(posted(request), place=speaker.place, speaker=speaker)

    def act(typed: dict[str, Any]) -> None:
        actions.edit_speaker(speaker, form.details(), topics=typed["topics"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("speaker_detail", pk=pk)
    return form_page(request, "centres/speaker_edit.html", form, speaker=speaker)


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def speaker_help(request: Request, pk: UUID) -> HttpResponse:
    speaker = _speaker(request, pk)
    form = HelpForm(request.POST)
    if carried_out(form, lambda typed: actions.record_help(speaker, by=request.actor, **typed)):
        messages.success(request, "Đã ghi giờ tham gia.")
        return redirect("speaker_detail", pk=pk)
    return _speaker_page(request, speaker, help=form, sent=form)


@require_POST
@requires(Permission.CENTRE_KEEP)
def speaker_end(request: Request, pk: UUID) -> HttpResponse:
    speaker = _speaker(request, pk)
    form = SpeakerEndForm(request.POST)
    if carried_out(form, lambda typed: actions.end_speaker(speaker, by=request.actor, **typed)):
        messages.success(request, "Đã ghi thôi tham gia.")
        return redirect("speaker_detail", pk=pk)
    return _speaker_page(request, speaker, end=form, sent=form)


def _speaker(request: Request, pk: UUID, right: Permission = Permission.CENTRE_READ) -> Speaker:
    rows = Speaker.objects.visible_to(request.actor).select_related("place")
    if right != Permission.CENTRE_READ and not request.actor.system_job:
        rows = rows.filter(place__path__overlap=request.actor.places_with(right))
    return get_object_or_404(rows, pk=pk)


def _speaker_page(request: Request, speaker: Speaker, **sent: Any) -> HttpResponse:
    year = asked.year(request)
    (line,) = queries.lines_of([speaker], year)
    values = {
        "speaker": speaker,
        "line": line,
        "year": year,
        "helps": list(speaker.helps.all()[:100]),
        "requests": list(speaker.teacher_requests.select_related("centre__organisation")),
        "may_keep": request.actor.may(Permission.CENTRE_KEEP, at=speaker),
        "help": HelpForm(),
        "end": SpeakerEndForm(),
        "where": where(request, place=speaker.place, year=year),
        **sent,
    }
    return render(request, "centres/speaker_detail.html", values, status=422 if sent else 200)


# ---------------------------------------------------------------- teachers of schools


@require_GET
@requires(Permission.CENTRE_READ)
def teacherrequest_list(request: Request) -> HttpResponse:
    centre = asking.centre(request)
    show = "all" if request.GET.get("show") == "all" else "open"
    rows = queries.requests_for(request.actor, centre=centre, show=show)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    note_names([one.teacher for one in page if one.teacher])
    values = {
        "centre": centre,
        "show": show,
        "page": page,
        "may_ask": centre is not None and request.actor.may(Permission.CENTRE_KEEP, at=centre),
    }
    return render(request, "centres/teacherrequest_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def teacherrequest_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    form = RequestForm(posted(request), centre=centre)
    made: list[TeacherRequest] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.ask_for_teacher(centre, typed["topic"], form.details(), by=request.actor))

    if carried_out(form, act):
        messages.success(request, f"Đã ghi yêu cầu, chờ {made[0].via} giao trường.")
        return redirect("teacherrequest_detail", pk=made[0].pk)
    return form_page(request, "centres/teacherrequest_new.html", form, centre=centre)


@require_GET
@requires(Permission.CENTRE_READ)
def teacherrequest_detail(request: Request, pk: UUID) -> HttpResponse:
    return _request_page(request, _request(request, pk))


@require_POST
@requires(Permission.CENTRE_READ)
def teacherrequest_forward(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "forward", actions.forward_request, "Đã ghi giao trường.")


@require_POST
@requires(Permission.CENTRE_READ)
def teacherrequest_refuse(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "refuse", actions.refuse_request, "Đã trả lời không giao.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def teacherrequest_assign(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "assign", actions.assign_teacher, "Đã ghi giáo viên được cử.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def teacherrequest_confirm(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "confirm", actions.confirm_teacher, "Đã xác nhận lịch dạy.")


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def teacherrequest_teach(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "teach", actions.record_session, "Đã ghi buổi dạy.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def teacherrequest_finish(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "finish", actions.finish_request, "Đã ghi dạy xong.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def teacherrequest_close(request: Request, pk: UUID) -> HttpResponse:
    return _step(request, pk, "close", actions.close_request, "Đã ghi thôi xin.")


_FORMS: dict[str, type[forms.Form]] = {
    "forward": ForwardForm,
    "refuse": WhyForm,
    "confirm": ConfirmForm,
    "teach": SessionForm,
    "finish": WhyForm,
    "close": WhyForm,
}


def _form(kind: str, row: TeacherRequest, post: QueryDict | None = None) -> forms.Form:
    return AssignForm(post, place=row.centre.place) if kind == "assign" else _FORMS[kind](post)


def _step(request: Request, pk: UUID, kind: str, act: Callable[..., object], done: str) -> HttpResponse:
    row = _request(request, pk)
    form = _form(kind, row, request.POST)
    if carried_out(form, lambda typed: act(row, by=request.actor, **typed)):
        messages.success(request, done)
        return redirect("teacherrequest_detail", pk=pk)
    return _request_page(request, row, kind, form)


def _request(request: Request, pk: UUID) -> TeacherRequest:
    rows = TeacherRequest.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("centre__organisation__place", "topic", "teacher"), pk=pk)


# What can be done in which state, the first as the page's main step.
_OFFERED = {
    RequestState.ASKED: ("forward", "refuse", "close"),
    RequestState.FORWARDED: ("assign", "close"),
    RequestState.ASSIGNED: ("confirm", "close"),
    RequestState.CONFIRMED: ("teach", "finish", "close"),
}


def _request_page(
    request: Request, row: TeacherRequest, kind: str = "", sent: forms.Form | None = None
) -> HttpResponse:
    may_keep = request.actor.may(Permission.CENTRE_KEEP, at=row)
    may_decide = request.actor.may(Permission.PROGRAMME_APPROVE, at=row)
    offered = _OFFERED.get(RequestState(row.state), ())
    allowed = {
        one
        for one in offered
        if (may_decide if one == "refuse" else may_keep or (may_decide and one == "forward"))
    }
    if row.teacher is not None:
        note_names([row.teacher])
    values = {
        "row": row,
        "centre": row.centre,
        "is_open": row.state in OPEN,
        "sessions": list(row.sessions.all()),
        "sent": sent,
        "steps": {one: sent if one == kind else _form(one, row) for one in offered if one in allowed},
        "where": where(request, place=row.centre.place),
    }
    return render(request, "centres/teacherrequest_detail.html", values, status=422 if sent else 200)
