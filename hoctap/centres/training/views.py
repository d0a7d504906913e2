"""Courses for the people of a centre."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.models import Centre
from hoctap.centres.persons import people_named
from hoctap.centres.training import actions, queries
from hoctap.centres.training.forms import FinishForm, TraineeForm, TrainingForm
from hoctap.centres.training.models import Trainee, Training
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

PAGE = 40


@require_GET
@requires(Permission.CENTRE_READ)
def training_list(request: Request) -> HttpResponse:
    """Of a year, with the share of the staff that was trained."""
    year = asked.year(request)
    centre = asking.centre(request)
    centres = [centre] if centre else asking.centres(request.actor)
    values: dict[str, Any] = {
        "year": year,
        "centre": centre,
        "page": Paginator(queries.trainings_of(centres, year), PAGE).get_page(request.GET.get("page")),
        "share": queries.staff_share(centres, year),
        "may_add": centre is not None and _may_keep(request, centre),
    }
    if centre:
        values["where"] = where(request, place=centre.place, year=year)
    return render(request, "centres/training_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def training_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.read_centre(request, pk)
    if not _may_keep(request, centre):
        raise Http404
    form = TrainingForm(posted(request))
    made: list[Training] = []
    if carried_out(
        form, lambda _: made.append(actions.record_training(centre, form.details(), by=request.actor))
    ):
        messages.success(request, "Đã ghi lớp bồi dưỡng. Ghi tiếp người dự.")
        return redirect("training_detail", pk=made[0].pk)
    return form_page(request, "centres/training_new.html", form, centre=centre)


@require_GET
@requires(Permission.CENTRE_READ)
def training_detail(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _training(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
def training_edit(request: Request, pk: UUID) -> HttpResponse:
    training = _training(request, pk)
    if not _may_keep(request, training.centre):
        raise Http404
    names = ("kind", "name", "organiser", "is_it", "starts_on", "ends_on", "hours")
    form = TrainingForm(posted(request), initial={name: getattr(training, name) for name in names})
    if carried_out(form, lambda _: actions.edit_training(training, form.details(), by=request.actor)):
        messages.success(request, "Đã lưu.")
        return redirect("training_detail", pk=pk)
    return form_page(request, "centres/training_edit.html", form, training=training, centre=training.centre)


@require_POST
@requires(Permission.CENTRE_READ)
@once
def trainee_add(request: Request, pk: UUID) -> HttpResponse:
    training = _training(request, pk)
    form = _trainee_form(request, training, request.POST)

    def act(typed: dict[str, Any]) -> None:
        person = form.persons.get(typed.get("person", ""))
        actions.add_trainee(
            training,
            typed["full_name"],
            title=typed["title"],
            seat=typed["seat"],
            person=person,
            by=request.actor,
        )

    if carried_out(form, act):
        messages.success(request, "Đã thêm người dự.")
        return redirect("training_detail", pk=pk)
    return _page(request, training, form=form, sent=form)


@require_POST
@requires(Permission.CENTRE_READ)
def trainee_finish(request: Request, pk: UUID) -> HttpResponse:
    trainee = _trainee(request, pk)
    form = FinishForm(request.POST)
    if carried_out(form, lambda typed: actions.finish_training(trainee, by=request.actor, **typed)):
        messages.success(request, f"Đã ghi {trainee.full_name} hoàn thành.")
        return redirect("training_detail", pk=trainee.training_id)
    return _page(request, trainee.training, sent=form)


@require_POST
@requires(Permission.CENTRE_READ)
def trainee_drop(request: Request, pk: UUID) -> HttpResponse:
    trainee = _trainee(request, pk)
    actions.drop_trainee(trainee, by=request.actor)
    messages.success(request, f"Đã bỏ {trainee.full_name} khỏi danh sách.")
    return redirect("training_detail", pk=trainee.training_id)


def _may_keep(request: Request, centre: Centre) -> bool:
    return any(
        request.actor.may(right, at=centre) for right in (Permission.CENTRE_KEEP, Permission.ASSOCIATION_KEEP)
    )


def _training(request: Request, pk: UUID) -> Training:
    rows = Training.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("centre__organisation__place"), pk=pk)


def _trainee(request: Request, pk: UUID) -> Trainee:
    rows = Trainee.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("training__centre__organisation__place"), pk=pk)


def _trainee_form(request: Request, training: Training, post: QueryDict | None) -> TraineeForm:
    found = people_named(request.GET.get("q", "")[:60], training.centre.place, request.actor)
    return TraineeForm(post, training=training, found=found)


def _page(request: Request, training: Training, **sent: Any) -> HttpResponse:
    may_keep = _may_keep(request, training.centre)
    values = {
        "training": training,
        "centre": training.centre,
        "trainees": queries.trainees_of(training),
        "may_keep": may_keep,
        "words": request.GET.get("q", "")[:60],
        **sent,
    }
    if may_keep and "form" not in values:
        values["form"] = _trainee_form(request, training, None)
    return render(request, "centres/training_detail.html", values, status=422 if sent else 200)
