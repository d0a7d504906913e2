"""The screen of what is said before a meeting votes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.recognition import actions
from hoctap.recognition.meetings.contents import year_of
from hoctap.recognition.models import Objection, VillageMeeting
from hoctap.recognition.objecting import queries
from hoctap.recognition.objecting.forms import AnswerForm, TakeForm
from hoctap.recognition.views.found import find_meeting


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_objections(request: Request, pk: UUID) -> HttpResponse:
    """Phản ánh tại hoặc trước cuộc họp"""
    meeting = find_meeting(request, pk)
    if not request.actor.may(Permission.MEETING_RECORD, at=meeting.hamlet):
        raise Http404
    form = TakeForm(posted(request), names=queries.names_before(meeting))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        dossier = queries.dossier_before(meeting, typed.pop("dossier"))
        if dossier is None:
            raise Http404
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet)
            actions.take_objection(meeting, dossier, **typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi phản ánh. Trả lời trước khi biểu quyết.")
            return redirect("meeting_objections", meeting.pk)
    return _show(request, meeting, form)


def _show(
    request: Request,
    meeting: VillageMeeting,
    form: TakeForm,
    *,
    answer: AnswerForm | None = None,
    answering: UUID | None = None,
) -> HttpResponse:
    wrong = bool(form.errors) or bool(answer and answer.errors)
    values = {
        "meeting": meeting,
        "said": [(one, _answer_form(one.id, answer, answering)) for one in queries.said_at(meeting)],
        "form": form,
        "answer": answer,
        "where": where(
            request,
            place=meeting.hamlet.parent or meeting.hamlet,
            year=year_of(meeting, list(meeting.votes.select_related("round"))),
        ),
    }
    return render(request, "recognition/meeting_objections.html", values, status=422 if wrong else 200)


def _answer_form(objection: UUID, sent: AnswerForm | None, answering: UUID | None) -> AnswerForm:
    """What was sent and refused stands again under its own phản ánh."""
    return sent if sent and objection == answering else AnswerForm(auto_id=f"{objection}-%s")


@require_POST
@requires(Permission.MEETING_RECORD)
@once
def meeting_answer(request: Request, pk: UUID) -> HttpResponse:
    hamlets = Place.objects.visible_to(request.actor, Permission.MEETING_RECORD)
    objection = get_object_or_404(
        Objection.objects.defer("from_whom").select_related("meeting__hamlet__parent"),
        pk=pk,
        meeting__hamlet__in=hamlets,
    )
    meeting = objection.meeting
    assert meeting is not None
    form = AnswerForm(request.POST, auto_id=f"{objection.pk}-%s")
    if form.is_valid():
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=meeting.hamlet)
            actions.answer_at_meeting(objection, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi trả lời.")
            return redirect("meeting_objections", meeting.pk)
    return _show(
        request, meeting, TakeForm(names=queries.names_before(meeting)), answer=form, answering=objection.pk
    )
