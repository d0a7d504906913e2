"""Programmes: their list, one of a year, its lines, its way to whoever approves it, the needs beside it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.learning.models import Programme, ProgrammeLine, ProgrammeState
from hoctap.learning.programmes import actions, queries, rules
from hoctap.learning.programmes.forms import (
    AnswerForm,
    LineForm,
    ProgrammeForm,
    WhyForm,
    initial_from,
    initial_of,
)
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.plans.models import Task
from hoctap.surveys.models import Need
from hoctap.surveys.needs import actions as needs


def centre_asked(request: Request) -> Centre | None:
    """`?centre=`: one that the actor may see."""
    given = request.GET.get("centre", "")
    if not given:
        return None
    visible = Centre.objects.visible_to(request.actor).select_related("organisation__place")
    try:
        return get_object_or_404(visible, pk=UUID(given))
    except ValueError as error:
        raise Http404 from error


@require_GET
@requires(Permission.CENTRE_READ)
def programme_list(request: Request) -> HttpResponse:
    """Chương trình năm của các trung tâm"""
    centre, year = centre_asked(request), asked.year(request)
    values = {
        "rows": queries.programmes_for(request.actor, year=year, centre=centre),
        "former": queries.former_programmes(request.actor, year=year, centre=centre),
        "centre": centre,
        "year": year,
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "learning/programme_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def programme_new(request: Request) -> HttpResponse:
    """Lập chương trình năm"""
    initial = {"year": today().year, "centre": request.GET.get("centre", "")}
    form = ProgrammeForm(posted(request), actor=request.actor, initial=initial)
    made: list[Programme] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.start_programme(typed["centre"], typed["year"], by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã lập chương trình. Thêm hoạt động, bắt đầu từ nhu cầu đã khảo sát.")
        return redirect("programme_detail", made[0].pk)
    return form_page(request, "learning/programme_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def programme_detail(request: Request, pk: UUID) -> HttpResponse:
    """Chương trình năm của một trung tâm; của xã trước khi sắp xếp thì chỉ để xem"""
    former = Programme.objects.of_former_communes(request.actor).select_related("centre__organisation__place")
    programme = former.filter(pk=pk).first()
    if programme is not None:
        values = {"programme": programme, "page": queries.page_of(programme)}
        return render(request, "learning/programme_former.html", values)
    return _page(request, _programme(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def programmeline_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm hoạt động vào chương trình; `?need=`, `?task=`: từ một nhu cầu, một việc của kế hoạch"""
    programme = _kept(request, pk)
    needs = queries.open_needs(programme.centre.place, programme.year)
    tasks = queries.tasks_for(request.actor, programme.centre.place)
    need = _chosen(request, "need", needs)
    task = _chosen(request, "task", tasks)
    initial = initial_from(need, task, programme)
    form = LineForm(posted(request), programme=programme, actor=request.actor, initial=initial)

    def act(typed: dict[str, Any]) -> None:
        actions.add_line(programme, form.details(), needs=list(typed["needs"]), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã thêm vào chương trình.")
        return redirect("programme_detail", programme.pk)
    return form_page(
        request,
        "learning/programmeline_new.html",
        form,
        programme=programme,
        need=need,
        blockers=rules.change_blockers(state=programme.state),
        where=where(request, place=programme.centre.place, year=programme.year),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def programmeline_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một hoạt động trong chương trình"""
    line = _line(request, pk)
    form = LineForm(posted(request), programme=line.programme, actor=request.actor, initial=initial_of(line))

    def act(typed: dict[str, Any]) -> None:
        actions.change_line(line, form.details(), needs=list(typed["needs"]), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("programme_detail", line.programme_id)
    return form_page(
        request,
        "learning/programmeline_edit.html",
        form,
        line=line,
        programme=line.programme,
        blockers=rules.change_blockers(state=line.programme.state),
        where=where(request, place=line.programme.centre.place, year=line.programme.year),
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
def programmeline_drop(request: Request, pk: UUID) -> HttpResponse:
    line = _line(request, pk)
    programme = line.programme
    actions.drop_line(line, by=request.actor)
    messages.success(request, "Đã bỏ khỏi chương trình.")
    return redirect("programme_detail", programme.pk)


@require_POST
@requires(Permission.CENTRE_KEEP)
def programme_submit(request: Request, pk: UUID) -> HttpResponse:
    programme = _kept(request, pk)
    return _step(
        request,
        programme,
        forms.Form,
        lambda _typed: actions.submit_programme(programme, by=request.actor),
        "Đã trình UBND xã phê duyệt.",
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
def programme_withdraw(request: Request, pk: UUID) -> HttpResponse:
    programme = _kept(request, pk)
    return _step(
        request,
        programme,
        forms.Form,
        lambda _typed: actions.withdraw_programme(programme, by=request.actor),
        "Đã rút lại để sửa.",
    )


@require_POST
@requires(Permission.PROGRAMME_APPROVE)
def programme_approve(request: Request, pk: UUID) -> HttpResponse:
    programme = _judged(request, pk)
    return _step(
        request,
        programme,
        forms.Form,
        lambda _typed: actions.approve_programme(programme, by=request.actor),
        "Đã phê duyệt chương trình.",
    )


@require_POST
@requires(Permission.PROGRAMME_APPROVE)
def programme_return(request: Request, pk: UUID) -> HttpResponse:
    programme = _judged(request, pk)
    return _step(
        request,
        programme,
        WhyForm,
        lambda typed: actions.return_programme(programme, why=typed["why"], by=request.actor),
        "Đã trả lại trung tâm.",
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
def programme_reopen(request: Request, pk: UUID) -> HttpResponse:
    programme = _kept(request, pk)
    return _step(
        request,
        programme,
        WhyForm,
        lambda typed: actions.reopen_programme(programme, why=typed["why"], by=request.actor),
        "Đã mở lại để bổ sung; sửa xong thì trình duyệt lại.",
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def programme_print(request: Request, pk: UUID) -> HttpResponse:
    """As a paper, with which one goes on: print, sign, file."""
    programme = _kept(request, pk)
    paper = actions.lay_out_programme(programme, by=request.actor)
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.CENTRE_KEEP)
def programme_need_meet(request: Request, pk: UUID, need_pk: UUID) -> HttpResponse:
    programme, need = _need(request, pk, need_pk)
    return _step(
        request,
        programme,
        forms.Form,
        lambda _typed: actions.meet_need(need, by=request.actor),
        "Đã ghi nhu cầu được đáp ứng.",
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
def programme_need_answer(request: Request, pk: UUID, need_pk: UUID) -> HttpResponse:
    programme, need = _need(request, pk, need_pk)
    return _step(
        request,
        programme,
        AnswerForm,
        lambda typed: needs.answer_need(need, answer=typed["answer"], is_met=False, by=request.actor),
        "Đã ghi câu trả lời.",
    )


def _step(
    request: Request,
    programme: Programme,
    kind: type[forms.Form],
    act: Callable[[dict[str, Any]], object],
    said: str,
) -> HttpResponse:
    form = kind(request.POST)
    if carried_out(form, act):
        messages.success(request, said)
        return redirect("programme_detail", programme.pk)
    return _page(request, _programme(request, programme.pk), sent=form)


def _page(request: Request, programme: Programme, *, sent: forms.Form | None = None) -> HttpResponse:
    state = ProgrammeState(programme.state)
    keeps = request.actor.may(Permission.CENTRE_KEEP, at=programme)
    judges = request.actor.may(Permission.PROGRAMME_APPROVE, at=programme)
    page = queries.page_of(programme)
    values = {
        "page": page,
        "programme": programme,
        "tone": _TONES[state],
        "sent": sent,
        "least": rules.LEAST_TIMES,
        "may_keep": keeps,
        "may_change": keeps and not rules.change_blockers(state=state),
        "may_submit": keeps and state in (ProgrammeState.DRAFT, ProgrammeState.RETURNED) and page.lines,
        "may_withdraw": keeps and state == ProgrammeState.SUBMITTED,
        "may_judge": judges and state == ProgrammeState.SUBMITTED,
        "may_reopen": keeps and state == ProgrammeState.APPROVED,
        "may_print": keeps and page.lines and request.actor.may(Permission.PAPER_FILE, at=programme),
        "may_read_paper": request.actor.may(Permission.PAPER_READ, at=programme),
        "why": sent if isinstance(sent, WhyForm) else WhyForm(),
        "answer": AnswerForm(),
        "where": where(request, place=programme.centre.place, year=programme.year),
    }
    return render(request, "learning/programme_detail.html", values, status=422 if sent is not None else 200)


_TONES = {
    ProgrammeState.DRAFT: "working",
    ProgrammeState.SUBMITTED: "waiting",
    ProgrammeState.RETURNED: "returned",
    ProgrammeState.APPROVED: "done",
}


def _programme(request: Request, pk: UUID) -> Programme:
    rows = Programme.objects.visible_to(request.actor).select_related("centre__organisation__place", "paper")
    return get_object_or_404(rows, pk=pk)


def _kept(request: Request, pk: UUID) -> Programme:
    programme = _programme(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=programme):
        raise Http404
    return programme


def _judged(request: Request, pk: UUID) -> Programme:
    programme = _programme(request, pk)
    if not request.actor.may(Permission.PROGRAMME_APPROVE, at=programme):
        raise Http404
    return programme


def _line(request: Request, pk: UUID) -> ProgrammeLine:
    visible = Programme.objects.visible_to(request.actor)
    rows = ProgrammeLine.objects.filter(programme__in=visible).select_related(
        "programme__centre__organisation__place"
    )
    line = get_object_or_404(rows, pk=pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=line):
        raise Http404
    return line


def _need(request: Request, pk: UUID, need_pk: UUID) -> tuple[Programme, Need]:
    programme = _kept(request, pk)
    needs = Need.objects.visible_to(request.actor).filter(commune=programme.centre.place)
    return programme, get_object_or_404(needs, pk=need_pk)


def _chosen[Row: (Need, Task)](request: Request, name: str, rows: QuerySet[Row]) -> Row | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    try:
        return get_object_or_404(rows, pk=UUID(given))
    except ValueError as error:
        raise Http404 from error
