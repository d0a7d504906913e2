"""Screens of tasks: of a plan, of a body, late in an area, one piece of work."""

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
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.plans.models import Plan, Task, TaskEntry, TaskInstance
from hoctap.plans.tasking import actions, queries
from hoctap.plans.tasking.forms import (
    DoneForm,
    DropForm,
    ProgressForm,
    ReasonForm,
    SendBackForm,
    TaskForm,
    UrgeForm,
)
from hoctap.plans.tasking.queries import SHOWN, Work

PAGE = 40
MOST_LATE = 400


@require_GET
@requires(Permission.TASK_REPORT)
def task_list(request: Request) -> HttpResponse:
    """Việc được giao trong kế hoạch: của cơ quan mình, hoặc của cả địa bàn"""
    show = request.GET.get("state", "open")
    show = show if show in SHOWN else "open"
    own_only = request.GET.get("all", "") != "1"
    rows = queries.work_of(request.actor, show=show, own_only=own_only)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "works": [Work(row) for row in page],
        "show": show,
        "shown": SHOWN,
        "own_only": own_only,
        "body": request.actor.capacity.partition(", ")[2],
    }
    return render(request, "plans/task_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_READ)
def late_list(request: Request) -> HttpResponse:
    """Việc đang trễ trong địa bàn; the POST urges the ones that were ticked"""
    rows = list(queries.late_rows(request.actor).order_by("before_on", "id")[:MOST_LATE])
    form = UrgeForm(posted(request))

    def urge(typed: dict[str, Any]) -> None:
        ticked = set(request.POST.getlist("instance"))
        actions.urge_tasks(
            [row for row in rows if str(row.pk) in ticked], text=typed["text"], by=request.actor
        )

    if carried_out(form, urge):
        messages.success(request, "Đã đôn đốc. Nhật ký của từng việc có ghi.")
        return redirect("late_list")
    follows = {row.pk for row in rows if request.actor.may(Permission.TASK_FOLLOW, at=row.task.plan)}
    bodies = queries.late_bodies(rows)
    return form_page(request, "plans/late_list.html", form, bodies=bodies, follows=follows, count=len(rows))


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def task_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm việc"""
    plan = _plan(request, pk)
    request.actor.must(Permission.PLAN_EDIT, at=plan)
    form = TaskForm(posted(request), plan=plan, bodies=queries.bodies_for(plan))
    if carried_out(form, lambda typed: actions.add_task(plan, form.details(), by=request.actor)):
        messages.success(request, "Đã lưu việc của kế hoạch.")
        return redirect("task_new" if "again" in request.POST else "plan_detail", plan.pk)
    return form_page(request, "plans/task_new.html", form, plan=plan, bodies=form.known)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def task_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa việc"""
    task = _task(request, pk)
    request.actor.must(Permission.PLAN_EDIT, at=task)
    form = TaskForm(posted(request), plan=task.plan, bodies=queries.bodies_for(task.plan), task=task)
    if carried_out(form, lambda typed: actions.edit_task(task, form.details(), by=request.actor)):
        messages.success(request, "Đã lưu việc.")
        return redirect("plan_detail", task.plan_id)
    values = {"plan": task.plan, "task": task, "drop": DropForm(), "bodies": form.known}
    return form_page(request, "plans/task_edit.html", form, **values)


@require_POST
@requires(Permission.PLAN_EDIT)
def task_drop(request: Request, pk: UUID) -> HttpResponse:
    task = _task(request, pk)
    form = DropForm(request.POST)
    if carried_out(form, lambda typed: actions.drop_task(task, why=typed["why"], by=request.actor)):
        messages.success(request, "Đã bỏ hoặc thôi giao việc này.")
        return redirect("plan_detail", task.plan_id)
    edit = TaskForm(None, plan=task.plan, bodies=queries.bodies_for(task.plan), task=task)
    values = {"form": edit, "plan": task.plan, "task": task, "drop": form, "bodies": edit.known}
    return render(request, "plans/task_edit.html", values, status=422)


# ---------------------------------------------------------------- one piece of work


@require_GET
@requires(Permission.PLAN_READ)
def instance_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một việc được giao: tiến độ, minh chứng, xác nhận, đôn đốc"""
    return _page(request, _instance(request, pk))


@require_POST
@requires(Permission.TASK_REPORT)
def instance_accept(request: Request, pk: UUID) -> HttpResponse:
    return _step(
        request,
        pk,
        forms.Form,
        lambda row, typed: actions.accept_task(row, by=request.actor),
        "Đã nhận việc.",
    )


@require_POST
@requires(Permission.TASK_REPORT)
def instance_progress(request: Request, pk: UUID) -> HttpResponse:
    def act(row: TaskInstance, typed: dict[str, Any]) -> None:
        actions.report_progress(row, by=request.actor, **typed)

    return _step(request, pk, ProgressForm, act, "Đã ghi tiến độ.")


@require_POST
@requires(Permission.TASK_REPORT)
def instance_done(request: Request, pk: UUID) -> HttpResponse:
    def act(row: TaskInstance, typed: dict[str, Any]) -> None:
        sent = typed.pop("file")
        content = sent.read() if sent else None
        actions.report_done(row, content=content, by=request.actor, **typed)

    return _step(request, pk, DoneForm, act, "Đã báo xong. Cơ quan chủ trì kế hoạch sẽ xác nhận.")


@require_POST
@requires(Permission.TASK_REPORT)
def instance_not_applicable(request: Request, pk: UUID) -> HttpResponse:
    def act(row: TaskInstance, typed: dict[str, Any]) -> None:
        actions.report_not_applicable(row, by=request.actor, **typed)

    return _step(request, pk, ReasonForm, act, "Đã báo việc không thuộc phạm vi.")


@require_POST
@requires(Permission.TASK_FOLLOW)
def instance_confirm(request: Request, pk: UUID) -> HttpResponse:
    def act(row: TaskInstance, typed: dict[str, Any]) -> None:
        actions.confirm_task(row, by=request.actor)

    return _step(request, pk, forms.Form, act, "Đã xác nhận.", right=Permission.TASK_FOLLOW)


@require_POST
@requires(Permission.TASK_FOLLOW)
def instance_send_back(request: Request, pk: UUID) -> HttpResponse:
    def act(row: TaskInstance, typed: dict[str, Any]) -> None:
        actions.send_back_task(row, by=request.actor, **typed)

    return _step(request, pk, SendBackForm, act, "Đã trả lại để làm thêm.", right=Permission.TASK_FOLLOW)


@require_POST
@requires(Permission.TASK_FOLLOW)
def instance_urge(request: Request, pk: UUID) -> HttpResponse:
    def act(row: TaskInstance, typed: dict[str, Any]) -> None:
        actions.urge_tasks([row], by=request.actor, **typed)

    return _step(request, pk, UrgeForm, act, "Đã đôn đốc.", right=Permission.TASK_FOLLOW)


@require_GET
@requires(Permission.PLAN_READ)
def taskentry_file(request: Request, pk: UUID) -> HttpResponse:
    """The photo or PDF that was sent as evidence, to whoever sees the piece of work."""
    visible = TaskInstance.objects.visible_to(request.actor)
    entry = get_object_or_404(TaskEntry.objects.filter(instance__in=visible).exclude(sha256=""), pk=pk)
    try:
        content = files.read(entry.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"minh-chung-{entry.pk}{files.SUFFIX.get(entry.media_type, '')}"
    return download(content, entry.media_type, name, inline=True)


_KINDS: dict[str, type[forms.Form]] = {
    "progress": ProgressForm,
    "done": DoneForm,
    "reason": ReasonForm,
    "send_back": SendBackForm,
    "urge": UrgeForm,
}


def _step(
    request: Request,
    pk: UUID,
    kind: type[forms.Form],
    act: Callable[[TaskInstance, dict[str, Any]], None],
    said: str,
    *,
    right: Permission = Permission.TASK_REPORT,
) -> HttpResponse:
    row = _instance(request, pk)
    # Who only reads it is answered like anybody to whom it does not exist.
    if not request.actor.may(right, at=row if right is Permission.TASK_REPORT else row.task.plan):
        raise Http404
    form = kind(request.POST, request.FILES)
    if carried_out(form, lambda typed: act(row, typed)):
        messages.success(request, said)
        return redirect("instance_detail", row.pk)
    return _page(request, row, sent=form)


def _page(request: Request, row: TaskInstance, *, sent: forms.Form | None = None) -> HttpResponse:
    steps = {name: kind() for name, kind in _KINDS.items()}
    steps["progress"] = ProgressForm(initial={"percent": row.percent})
    steps["done"] = DoneForm(initial={"done_on": today()})
    if sent is not None:
        steps |= {name: sent for name, kind in _KINDS.items() if isinstance(sent, kind)}
    values = {
        "row": row,
        "work": Work(row),
        "line_due": queries.due_words(row.task),
        "log": queries.log_of(row),
        "sent_files": row.entries.exclude(sha256=""),
        "steps": queries.steps_for(row, request.actor),
        "forms": steps,
        "sent": sent,
        "where": where(request, place=row.place),
    }
    return render(request, "plans/instance_detail.html", values, status=422 if sent is not None else 200)


def _plan(request: Request, pk: UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _task(request: Request, pk: UUID) -> Task:
    visible = Task.objects.filter(plan__in=Plan.objects.visible_to(request.actor))
    return get_object_or_404(visible.select_related("plan__place").prefetch_related("bodies"), pk=pk)


def _instance(request: Request, pk: UUID) -> TaskInstance:
    return get_object_or_404(TaskInstance.objects.visible_to(request.actor).with_all(), pk=pk)
