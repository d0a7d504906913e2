"""Screens of one paper's way out: who it goes to, what was sent by hand, its line in the book."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers.books import actions, recipients
from hoctap.papers.books.forms import DispatchForm, GroupForm, RecipientForm, SentForm
from hoctap.papers.books.models import PaperRecipient
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.books.registry import RecipientGroup
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper


@require_GET
@requires(Permission.PAPER_READ)
def paper_recipients(request: Request, pk: UUID) -> HttpResponse:
    """Nơi nhận của một văn bản; nơi nào đã nhận"""
    return _show(request, _paper(request, pk))


def _show(
    request: Request,
    paper: Paper,
    *,
    form: RecipientForm | None = None,
    group_form: GroupForm | None = None,
    group: RecipientGroup | None = None,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    may_file = request.actor.may(Permission.PAPER_FILE, at=paper.place)
    groups = recipients.groups_for(paper) if may_file else []
    asked = request.GET.get("group", "")
    group = group or next((one for one in groups if one.key == asked), None)
    lines = recipients.lines_of(paper)
    printed = recipients.printed_on(paper)
    values = {
        "paper": paper,
        "kind": paper_kinds[paper.kind],
        "receipts": recipients.receipts_of(paper),
        "shown": recipients.printed_recipients(lines),
        "printed": printed,
        "differs": bool(printed) and bool(lines) and not recipients.says_the_same(printed, lines),
        "unprinted": recipients.unprinted(paper, lines) if may_file and not paper.is_signed else [],
        "may_file": may_file,
        "groups": groups,
        "group": group,
        "group_form": group_form or (GroupForm(group=group, auto_id="id_group_%s") if group else None),
        "form": form or RecipientForm(organisations=recipients.choices_for(paper) if may_file else []),
        "reasons": reasons,
        "where": where(request, place=paper.place, year=paper.year),
    }
    return render(request, "papers/paper_recipients.html", values, status=status)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_recipient_add(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk, Permission.PAPER_FILE)
    form = RecipientForm(request.POST, organisations=recipients.choices_for(paper))

    def act(typed: dict[str, Any]) -> None:
        chosen = recipients.organisation_of(paper, typed["organisation"], typed["words"])
        _add(request, paper, [RecipientLine(chosen, "" if chosen else typed["words"], typed["purpose"])])

    if _done(form, act):
        return _back(request, paper, "Đã thêm nơi nhận.")
    return _show(request, paper, form=form, status=422)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_group(request: Request, pk: UUID) -> HttpResponse:
    """The members of a group that were left ticked, each as a line of its own."""
    paper = _paper(request, pk, Permission.PAPER_FILE)
    key = request.POST.get("group", "")
    group = next((one for one in recipients.groups_for(paper) if one.key == key), None)
    if group is None:
        raise Http404
    form = GroupForm(request.POST, group=group, auto_id="id_group_%s")

    def act(typed: dict[str, Any]) -> None:
        chosen = [group.members[int(at)] for at in typed["members"]]
        _add(request, paper, recipients.lines_of_group(paper, group, chosen, typed["purpose"]))

    if _done(form, act):
        return _back(request, paper, f"Đã thêm {len(form.cleaned_data['members'])} nơi nhận.")
    return _show(request, paper, group_form=form, group=group, status=422)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_recipients_printed(request: Request, pk: UUID) -> HttpResponse:
    """What the paper prints under "Nơi nhận" becomes its lines."""
    paper = _paper(request, pk, Permission.PAPER_FILE)
    try:
        _add(request, paper, recipients.lines_printed_on(paper))
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    return _back(request, paper, "Đã lấy nơi nhận từ bản in.")


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_recipients_print(request: Request, pk: UUID) -> HttpResponse:
    """Whoever is on the list and not in the print comes into a new version of it."""
    paper = _paper(request, pk, Permission.PAPER_FILE)
    try:
        actions.print_recipients(paper, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    return _back(request, paper, "Đã đưa nơi nhận vào bản in. In lại rồi trình ký.")


@require_POST
@requires(Permission.PAPER_FILE)
def paperrecipient_drop(request: Request, pk: UUID) -> HttpResponse:
    line = _line(request, pk)
    paper = line.paper
    rest = [one for one in recipients.lines_of(paper) if not recipients.is_of(line, one)]
    try:
        actions.set_recipients(paper, rest, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    return _back(request, paper, "Đã bỏ nơi nhận.")


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
def paperrecipient_sent(request: Request, pk: UUID) -> HttpResponse:
    """Ghi đã gửi văn bản tới một nơi: ngày, cách gửi, ký nhận"""
    line = _line(request, pk)
    paper = line.paper
    names = ("sent_on", "sent_by", "signed_for")
    form = SentForm(posted(request), initial={name: getattr(line, name) for name in names})

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, Permission.PAPER_FILE, at=paper.place)
        actions.note_sent(line, **typed, by=by)

    if _done(form, act):
        return _back(request, paper, "Đã ghi gửi văn bản.")
    values = {"form": form, "line": line, "paper": paper, "where": where(request, place=paper.place)}
    return render(request, "papers/paperrecipient_sent.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
def paper_dispatch(request: Request, pk: UUID) -> HttpResponse:
    """Số lượng bản, bản lưu, ngày chuyển, ký nhận của một văn bản trong sổ văn bản đi"""
    paper = _paper(request, pk, Permission.PAPER_FILE)
    kept = getattr(paper, "dispatch", None)
    names = ("copies", "kept_by", "handed_on", "signed_for", "note")
    form = DispatchForm(posted(request), initial={name: getattr(kept, name, None) for name in names})

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, Permission.PAPER_FILE, at=paper.place)
        actions.record_dispatch(paper, **typed, by=by)

    if _done(form, act):
        messages.success(request, "Đã ghi vào sổ văn bản đi.")
        return redirect("paper_detail", paper.pk)
    values = {"form": form, "paper": paper, "where": where(request, place=paper.place, year=paper.year)}
    return render(request, "papers/paper_dispatch.html", values, status=422 if form.errors else 200)


def _add(request: Request, paper: Paper, new: list[RecipientLine]) -> None:
    by = acting_as(request, Permission.PAPER_FILE, at=paper.place)
    actions.set_recipients(paper, [*recipients.lines_of(paper), *new], by=by)


def _back(request: Request, paper: Paper, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("paper_recipients", paper.pk)


def _paper(request: Request, pk: UUID, permission: Permission = Permission.PAPER_READ) -> Paper:
    papers = Paper.objects.visible_to(request.actor).select_related("issuer", "place", "dispatch")
    paper = get_object_or_404(papers, pk=pk)
    if not request.actor.may(permission, at=paper.place):
        raise Http404
    return paper


def _line(request: Request, pk: UUID) -> PaperRecipient:
    lines = PaperRecipient.objects.filter(paper__in=Paper.objects.visible_to(request.actor))
    line = get_object_or_404(lines.select_related("paper__issuer", "paper__place", "organisation"), pk=pk)
    if not request.actor.may(Permission.PAPER_FILE, at=line.paper.place):
        raise Http404
    return line


def _done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return False
    return True
