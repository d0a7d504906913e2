"""Screens of khó khăn, vướng mắc."""

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
from hoctap.people.pages import carried_out, form_page
from hoctap.plans.difficulties import actions, queries
from hoctap.plans.difficulties.forms import (
    AnswerForm,
    DecisionForm,
    DifficultyForm,
    GatherForm,
    ProposalForm,
    SolutionForm,
    WishForm,
)
from hoctap.plans.difficulties.models import Difficulty, DifficultyGroup, DifficultyState, GroupState
from hoctap.plans.difficulties.queries import SHOWN
from hoctap.plans.models import Plan

PAGE = 40


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_READ)
@once
def difficulty_list(request: Request) -> HttpResponse:
    """Khó khăn, vướng mắc; the POST gathers the ones that were ticked into one matter"""
    show = request.GET.get("state", "open")
    show = show if show in SHOWN else "open"
    rows = queries.listed(request.actor, show=show)
    groups = queries.groups_of(request.actor)
    form = GatherForm(posted(request), groups=groups.filter(state=GroupState.GATHERED))
    made: list[DifficultyGroup] = []

    def gather(typed: dict[str, Any]) -> None:
        ticked = set(request.POST.getlist("difficulty"))
        chosen = [row for row in rows if str(row.pk) in ticked]
        made.append(actions.gather_difficulties(chosen, by=request.actor, **typed))

    if carried_out(form, gather):
        messages.success(request, "Đã tổng hợp thành một vấn đề. Ghi đề xuất để trình.")
        return redirect("matter_detail", made[0].pk)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": queries.shown(list(page)),
        "groups": groups[:20],
        "show": show,
        "shown": SHOWN,
        "waiting": queries.waiting(request.actor),
        "gathers": {
            row.pk
            for row in page
            if row.state == DifficultyState.SENT and request.actor.may(Permission.TASK_FOLLOW, at=row.plan)
        },
    }
    return form_page(request, "plans/difficulty_list.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(Permission.TASK_REPORT)
@once
def difficulty_new(request: Request, pk: UUID) -> HttpResponse:
    """Nêu khó khăn, vướng mắc"""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor).select_related("place"), pk=pk)
    places = queries.places_to_raise(plan, request.actor)
    if not places:
        raise Http404
    initial = {"task": request.GET.get("task", ""), "place": request.GET.get("place", "")}
    form = DifficultyForm(posted(request), plan=plan, places=places, initial=initial)
    made: list[Difficulty] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.raise_difficulty(
                plan, typed["place"], form.details(), task=typed["task"], by=request.actor
            )
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi khó khăn, vướng mắc.")
        return redirect("difficulty_detail", made[0].pk)
    return form_page(request, "plans/difficulty_new.html", form, plan=plan, places=places)


@require_GET
@requires(Permission.PLAN_READ)
def difficulty_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một khó khăn, vướng mắc: nêu, gửi, quyết định, trả lời"""
    return _page(request, _difficulty(request, pk))


@require_POST
@requires(Permission.TASK_REPORT)
def difficulty_solve(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Difficulty, typed: dict[str, Any]) -> None:
        actions.solve_difficulty(row, by=request.actor, **typed)

    return _step(request, pk, SolutionForm, act, "Đã ghi cách giải quyết.")


@require_POST
@requires(Permission.TASK_REPORT)
def difficulty_send(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Difficulty, typed: dict[str, Any]) -> None:
        actions.send_difficulty(row, by=request.actor, **typed)

    return _step(request, pk, WishForm, act, "Đã gửi đầu mối của kế hoạch.")


@require_POST
@requires(Permission.TASK_REPORT)
def difficulty_withdraw(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Difficulty, typed: dict[str, Any]) -> None:
        actions.withdraw_difficulty(row, by=request.actor)

    return _step(request, pk, forms.Form, act, "Đã rút khó khăn này.")


@require_GET
@requires(Permission.PLAN_READ)
def matter_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một vấn đề đã tổng hợp: đề xuất, quyết định, trả lời"""
    return _matter_page(request, _group(request, pk))


@require_POST
@requires(Permission.TASK_FOLLOW)
def matter_propose(request: Request, pk: UUID) -> HttpResponse:
    def act(group: DifficultyGroup, typed: dict[str, Any]) -> None:
        actions.propose_solution(group, by=request.actor, **typed)

    return _matter_step(request, pk, ProposalForm, act, "Đã ghi đề xuất, chờ quyết định.")


@require_POST
@requires(Permission.DIFFICULTY_DECIDE)
def matter_decide(request: Request, pk: UUID) -> HttpResponse:
    def act(group: DifficultyGroup, typed: dict[str, Any]) -> None:
        actions.decide_difficulty(group, by=request.actor, **typed)

    return _matter_step(request, pk, DecisionForm, act, "Đã ghi quyết định.")


@require_POST
@requires(Permission.TASK_FOLLOW)
def matter_answer(request: Request, pk: UUID) -> HttpResponse:
    def act(group: DifficultyGroup, typed: dict[str, Any]) -> None:
        actions.answer_difficulty(group, by=request.actor, **typed)

    return _matter_step(request, pk, AnswerForm, act, "Đã trả lời các đơn vị.")


def _step(
    request: Request,
    pk: UUID,
    kind: type[forms.Form],
    act: Callable[[Difficulty, dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    row = _difficulty(request, pk)
    if not request.actor.may(Permission.TASK_REPORT, at=row):
        raise Http404
    form = kind(request.POST)
    if carried_out(form, lambda typed: act(row, typed)):
        messages.success(request, said)
        return redirect("difficulty_detail", row.pk)
    return _page(request, row, sent=form)


def _matter_step(
    request: Request,
    pk: UUID,
    kind: type[forms.Form],
    act: Callable[[DifficultyGroup, dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    group = _group(request, pk)
    form = kind(request.POST)
    if carried_out(form, lambda typed: act(group, typed)):
        messages.success(request, said)
        return redirect("matter_detail", group.pk)
    return _matter_page(request, group, sent=form)


def _page(request: Request, row: Difficulty, *, sent: forms.Form | None = None) -> HttpResponse:
    reports = request.actor.may(Permission.TASK_REPORT, at=row)
    open_here = reports and row.state == DifficultyState.RAISED
    values = {
        "row": row,
        "shown": queries.shown([row])[0],
        "road": queries.road_of(row),
        "may_solve": open_here,
        "may_withdraw": reports and row.state in (DifficultyState.RAISED, DifficultyState.SENT),
        "solution": sent if isinstance(sent, SolutionForm) else SolutionForm(),
        "wish": sent if isinstance(sent, WishForm) else WishForm(),
        "sent": sent,
        "where": where(request, place=row.place),
    }
    return render(request, "plans/difficulty_detail.html", values, status=422 if sent is not None else 200)


def _matter_page(request: Request, group: DifficultyGroup, *, sent: forms.Form | None = None) -> HttpResponse:
    follows = request.actor.may(Permission.TASK_FOLLOW, at=group)
    decides = request.actor.may(Permission.DIFFICULTY_DECIDE, at=group)
    state = GroupState(group.state)
    members = Difficulty.objects.visible_to(request.actor).filter(group=group).select_related("place")
    values = {
        "group": group,
        "tone": queries.TONES[state],
        "members": queries.shown(list(members)),
        "road": queries.group_road(group)[::-1],
        "may_propose": follows and state == GroupState.GATHERED,
        "may_decide": decides and state == GroupState.PROPOSED,
        "may_answer": follows and state in (GroupState.GATHERED, GroupState.DECIDED),
        "proposal": sent if isinstance(sent, ProposalForm) else ProposalForm(),
        "decision": sent if isinstance(sent, DecisionForm) else DecisionForm(),
        "answer": sent if isinstance(sent, AnswerForm) else AnswerForm(),
        "sent": sent,
    }
    return render(request, "plans/matter_detail.html", values, status=422 if sent is not None else 200)


def _difficulty(request: Request, pk: UUID) -> Difficulty:
    rows = Difficulty.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("plan__place", "place", "group__plan", "task"), pk=pk)


def _group(request: Request, pk: UUID) -> DifficultyGroup:
    rows = DifficultyGroup.objects.visible_to(request.actor).select_related("plan__place")
    return get_object_or_404(rows, pk=pk)
