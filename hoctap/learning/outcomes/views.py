"""Screens of vocational classes and technology transfer: the catalogue, what a class taught, what came of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.queries import communes_of
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.learning.asking import asked_centre
from hoctap.learning.models import Activity, TechnologyTransfer, TrainingCourse, VocationalClass
from hoctap.learning.outcomes import actions, queries
from hoctap.learning.outcomes.forms import (
    CourseForm,
    OutcomeForm,
    OutcomeTallyForm,
    TrainingForm,
    TransferForm,
)
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked


@require_GET
@requires(Permission.CENTRE_READ)
def vocational_list(request: Request) -> HttpResponse:
    """Đào tạo nghề, chuyển giao kỹ thuật và kết quả sau lớp"""
    year, centre = asked.year(request), asked_centre(request)
    rows = queries.trainings(request.actor, year, centre)
    values = {
        "rows": rows,
        "sum": queries.added_up(rows),
        "undescribed": [
            (one, queries.may_keep(one, request.actor))
            for one in queries.undescribed(request.actor, year, centre)
        ],
        "year": year,
        "centre": centre,
    }
    return render(request, "learning/vocational_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def vocational_edit(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một lớp là lớp đào tạo nghề"""
    activity = _kept(request, pk)
    row = VocationalClass.objects.filter(activity=activity).first()
    courses = TrainingCourse.objects.offered_at(activity.place)
    form = TrainingForm(posted(request), courses=list(courses), row=row)
    if carried_out(form, lambda _typed: actions.describe_training(activity, form.typed(), by=request.actor)):
        messages.success(request, "Đã ghi lớp đào tạo nghề.")
        return redirect("outcome_list", activity.pk)
    values = {"activity": activity, "row": row, "where": where(request, place=activity.place)}
    return form_page(request, "learning/vocational_edit.html", form, **values)


@require_POST
@requires(Permission.CENTRE_KEEP)
def vocational_drop(request: Request, pk: UUID) -> HttpResponse:
    return _undescribe(request, pk, "training")


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def transfer_edit(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một hoạt động là chuyển giao kỹ thuật"""
    activity = _kept(request, pk)
    row = TechnologyTransfer.objects.filter(activity=activity).first()
    form = TransferForm(posted(request), row=row)
    if carried_out(form, lambda typed: actions.describe_transfer(activity, by=request.actor, **typed)):
        messages.success(request, "Đã ghi chuyển giao kỹ thuật.")
        return redirect("outcome_list", activity.pk)
    values = {"activity": activity, "row": row, "where": where(request, place=activity.place)}
    return form_page(request, "learning/transfer_edit.html", form, **values)


@require_POST
@requires(Permission.CENTRE_KEEP)
def transfer_drop(request: Request, pk: UUID) -> HttpResponse:
    return _undescribe(request, pk, "transfer")


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def outcome_list(request: Request, pk: UUID) -> HttpResponse:
    """Kết quả sau một lớp, từng người học; the POST gives one answer for those that were ticked"""
    activity = _kept(request, pk)
    learners = queries.class_learners(activity)
    form = OutcomeForm(posted(request), learners=learners, asked=_asked(activity))

    def act(typed: dict[str, Any]) -> None:
        chosen = [UUID(one) for one in typed.pop("learner")]
        actions.record_outcomes(activity, chosen, by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, f"Đã ghi cho {len(form.cleaned_data['learner'])} người.")
        return redirect("outcome_list", activity.pk)
    return _outcomes(request, activity, learners, form=form)


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def outcome_count(request: Request, pk: UUID) -> HttpResponse:
    activity = _kept(request, pk)
    form = OutcomeTallyForm(posted(request), asked=_asked(activity))
    if carried_out(
        form,
        lambda typed: actions.count_outcomes(
            activity, form.counted(), as_of=typed["as_of"], by=request.actor
        ),
    ):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("outcome_list", activity.pk)
    return _outcomes(request, activity, queries.class_learners(activity), tally=form)


@require_GET
@requires(Permission.CENTRE_READ)
def course_list(request: Request) -> HttpResponse:
    """Danh mục chương trình đào tạo nghề ngắn hạn"""
    rows = queries.courses_for(request.actor)
    values = {
        "rows": [(one, request.actor.may(Permission.CENTRE_KEEP, at=one)) for one in rows],
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "learning/course_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def course_new(request: Request) -> HttpResponse:
    """Thêm chương trình đào tạo"""
    form = CourseForm(posted(request), places=communes_of(request.actor, Permission.CENTRE_KEEP))

    def act(typed: dict[str, Any]) -> None:
        actions.add_course(typed.pop("place"), by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã thêm chương trình.")
        return redirect("course_list")
    return form_page(request, "learning/course_new.html", form)


@require_POST
@requires(Permission.CENTRE_KEEP)
def course_drop(request: Request, pk: UUID) -> HttpResponse:
    rows = TrainingCourse.objects.visible_to(request.actor).select_related("place")
    course = get_object_or_404(rows, pk=pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=course):
        raise Http404
    actions.drop_course(course, by=request.actor)
    messages.success(request, f"Thôi dùng {course.trade}.")
    return redirect("course_list")


def _kept(request: Request, pk: UUID) -> Activity:
    rows = Activity.objects.visible_to(request.actor).select_related("place", "commune", "topic")
    activity = get_object_or_404(rows, pk=pk)
    if not queries.may_keep(activity, request.actor):
        raise Http404
    return activity


def _undescribe(request: Request, pk: UUID, what: str) -> HttpResponse:
    activity = _kept(request, pk)
    try:
        actions.undescribe(activity, what=what, by=request.actor)
    except Refused as refusal:
        learners = queries.class_learners(activity)
        return _outcomes(request, activity, learners, refused=refusal)
    messages.success(request, "Đã bỏ.")
    return redirect("vocational_list")


def _asked(activity: Activity) -> list[str]:
    """What can be asked of its learners."""
    found = []
    if VocationalClass.objects.filter(activity=activity).exists():
        found += ["finished", "certificate", "work"]
    if TechnologyTransfer.objects.filter(activity=activity).exists():
        found += ["applies"] if found else ["finished", "applies"]
    return found


def _outcomes(
    request: Request,
    activity: Activity,
    learners: list[queries.Learner],
    *,
    form: forms.Form | None = None,
    tally: forms.Form | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    wanted = _asked(activity)
    sent = form if form is not None and form.is_bound else tally
    values = {
        "activity": activity,
        "row": queries.training_rows([activity], request.actor)[0],
        "learners": queries.ticked(learners, set(request.POST.getlist("learner"))),
        "asked": wanted,
        "form": form or OutcomeForm(None, learners=learners, asked=wanted),
        "tally": tally or OutcomeTallyForm(None, asked=wanted),
        "tallies": activity.outcome_tallies.all()[:10],
        "sent": sent,
        "refused": refused.reasons if refused else None,
        "where": where(request, place=activity.place),
    }
    status = 422 if refused or (sent is not None and sent.errors) else 200
    return render(request, "learning/outcome_list.html", values, status=status)
