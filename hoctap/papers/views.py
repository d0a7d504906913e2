"""Screens of papers: the list, one paper on its road, its files."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import able, acting_as
from hoctap.accounts.context import where
from hoctap.accounts.duties.queries import waivers_used_for
from hoctap.accounts.models import Capacity
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import actions, queries, signing
from hoctap.papers.books import numbering
from hoctap.papers.forms import (
    OTHER,
    EditedForm,
    SignatureForm,
    SignedCopyForm,
    SignerForm,
    WithdrawalForm,
)
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper, PaperState, PaperVersion, PaperWithdrawal

NO_COPY = ("no_copy", "Đã ký, chờ bản quét")


@require_GET
@requires(Permission.PAPER_READ)
def paper_list(request: Request) -> HttpResponse:
    """Văn bản của các nơi tôi xem được"""
    papers = Paper.objects.visible_to(request.actor).select_related("issuer", "place")
    kind = request.GET.get("kind", "")
    state = request.GET.get("state", "")
    if kind:
        papers = papers.filter(kind=kind)
    if state == NO_COPY[0]:
        papers = queries.without_copy(papers)
    elif state:
        papers = papers.filter(state=state)
    context = {
        "page": Paginator(papers, 50).get_page(request.GET.get("page")),
        "kinds": [(code, kind.label) for code, kind in paper_kinds.items()],
        "states": [*PaperState.choices, NO_COPY],
        "kind": kind,
        "state": state,
        "unnumbered": [code for code, kind in paper_kinds.items() if not kind.needs_number],
        "may_file": request.actor.may_anywhere(Permission.PAPER_FILE),
        "labels": {code: kind.label for code, kind in paper_kinds.items()},
    }
    return render(request, "papers/paper_list.html", context)


@require_GET
@requires(Permission.PAPER_READ)
def paper_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một văn bản: bản in, trình ký, số và ngày sau khi ký"""
    return _show(request, _paper(request, pk))


def _show(
    request: Request,
    paper: Paper,
    *,
    form: SignatureForm | None = None,
    signer_form: SignerForm | None = None,
    copy_form: SignedCopyForm | None = None,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    page = queries.paper_page(paper, by=request.actor)
    could_sign = [] if paper.is_signed else signing.could_sign(paper)
    context = {
        "could_sign": could_sign,
        "signer_form": signer_form or SignerForm(could_sign=could_sign, auto_id="id_signer_%s"),
        "able_to_sign": able(request, page.kind.signing_permission, at=paper.place),
        "able_to_file": able(request, Permission.PAPER_FILE, at=paper.place),
        "waivers": waivers_used_for("papers.paper", [paper.pk]),
        "page": page,
        "paper": paper,
        "road": queries.road_of(paper),
        "form": form or SignatureForm(could_sign=could_sign, initial=queries.signature_defaults(paper)),
        "copy_form": copy_form or SignedCopyForm(auto_id="id_copy_%s"),
        "edited_form": EditedForm(auto_id="id_edited_%s"),  # beside the other form's file
        "reasons": reasons,
        "taken": _taken(request, paper, form),
        "where": where(request, place=paper.place, year=paper.year),
    }
    return render(request, "papers/paper_detail.html", context, status=status)


def _taken(request: Request, paper: Paper, form: SignatureForm | None) -> numbering.Taken | None:
    """The paper that has the number which was refused, where he may open it."""
    if form is None or not form.is_bound or "number" not in form.errors:
        return None
    number, day = (form.data.get(name, "") for name in ("number", "dated_on"))
    try:
        found = numbering.taken_by(paper, int(number), dt.date.fromisoformat(day))
    except ValueError:
        return None
    if found is None or found.paper_id is None:
        return None
    return found if Paper.objects.visible_to(request.actor).filter(pk=found.paper_id).exists() else None


@require_POST
@requires(Permission.PAPER_FILE)
def paper_signer(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    form = SignerForm(request.POST, could_sign=signing.could_sign(paper), auto_id="id_signer_%s")
    if not form.is_valid():
        return _show(request, paper, signer_form=form, status=422)
    by = acting_as(request, Permission.PAPER_FILE, at=paper.place)
    try:
        capacity = Capacity.objects.get(pk=form.cleaned_data["signing_capacity"])
        actions.choose_signer(paper, capacity, by=by)
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return _show(request, paper, signer_form=form, status=422)
    messages.success(request, "Đã ghi người ký vào bản in.")
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.PAPER_FILE)
def paper_print(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    try:
        actions.mark_printed(paper, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_redraft(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    try:
        actions.return_to_draft(paper, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_edited(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    form = EditedForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, paper, reasons=["Chưa chọn tệp Word đã sửa."], status=422)
    try:
        by = acting_as(request, Permission.PAPER_FILE, at=paper.place, ask_inside=True)
        actions.take_edited(paper, form.cleaned_data["file"].read(), by=by)
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã nhận bản sửa thành phiên bản mới.")
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.PAPER_READ)
@once
def paper_sign(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    form = SignatureForm(request.POST, request.FILES, could_sign=signing.could_sign(paper))
    if not form.is_valid():
        return _show(request, paper, form=form, status=422)
    upload = form.cleaned_data["file"]
    chosen = form.cleaned_data["signing_capacity"]
    chosen = "" if chosen == OTHER[0] else chosen
    try:
        paper = actions.record_signature(
            paper,
            signing_capacity=Capacity.objects.get(pk=chosen) if chosen else None,
            number=form.cleaned_data["number"],
            dated_on=form.cleaned_data["dated_on"],
            signer=form.cleaned_data["signer"],
            signer_capacity=form.cleaned_data["signer_capacity"],
            signed_copy=upload.read() if upload else None,
            by=signing_actor(request, paper, chosen),
        )
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return _show(request, paper, form=form, status=422)
    messages.success(request, f"Đã ghi nhận văn bản đã ký {paper.full_number}".rstrip() + ".")
    return redirect("paper_detail", paper.pk)


def signing_actor(request: Request, paper: Paper, chosen: str) -> Actor:
    """Who signed himself records it in the position he signed in; anybody else is asked where he holds several."""
    permission = paper_kinds[paper.kind].signing_permission
    for one in able(request, permission, at=paper.place):
        if str(one.pk) == chosen:
            return one.actor()
    return acting_as(request, permission, at=paper.place, ask_inside=True)


@require_POST
@requires(Permission.PAPER_FILE)
def paper_file(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    try:
        actions.file_paper(paper, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        return _show(request, paper, reasons=refusal.reasons, status=422)
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_signed_add(request: Request, pk: UUID) -> HttpResponse:
    """The signed sheet of a paper that was put on record without it."""
    paper = _paper_with(request, pk, Permission.PAPER_FILE)
    form = SignedCopyForm(request.POST, request.FILES, auto_id="id_copy_%s")
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            by = acting_as(request, Permission.PAPER_FILE, at=paper.place, ask_inside=True)
            actions.add_signed_copy(paper, upload.read() if upload else b"", by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã nhận bản đã ký.")
            return redirect("paper_detail", paper.pk)
    return _show(request, paper, copy_form=form, status=422)


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_READ)
@once
def paper_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Ghi văn bản đã bị thu hồi hoặc thay thế, theo văn bản nào"""
    paper = _paper_to_sign(request, pk)
    if not paper.is_signed:
        raise Http404
    papers = queries.could_end(paper, request.actor)
    choices = [(str(one.pk), numbering.paper_words(one)) for one in papers]
    form = WithdrawalForm(posted(request), papers=choices)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        chosen = given.pop("by_paper")
        try:
            actions.withdraw_paper(
                paper,
                **given,
                by_paper=next((one for one in papers if str(one.pk) == chosen), None),
                by=acting_as(request, paper_kinds[paper.kind].signing_permission, at=paper.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi. Văn bản giữ nguyên số trong sổ.")
            return redirect("paper_detail", paper.pk)
    values = {
        "paper": paper,
        "kind": paper_kinds[paper.kind],
        "form": form,
        "where": where(request, place=paper.place, year=paper.year),
    }
    return render(request, "papers/paper_withdraw.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.PAPER_READ)
@once
def paper_withdrawal_drop(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper_to_sign(request, pk)
    row = get_object_or_404(PaperWithdrawal.objects.select_related("paper__place"), paper=paper)
    permission = paper_kinds[paper.kind].signing_permission
    actions.drop_withdrawal(row, by=acting_as(request, permission, at=paper.place))
    messages.success(request, "Đã bỏ ghi nhầm.")
    return redirect("paper_detail", paper.pk)


@require_GET
@requires(Permission.PAPER_READ)
def paper_docx(request: Request, pk: UUID, version: int) -> HttpResponse:
    rendition = _version(request, pk, version)
    queries.note_read(rendition.paper)
    return download(
        files.read(rendition.sha256), files.DOCX, queries.file_name(rendition.paper, rendition, ".docx")
    )


@require_GET
@requires(Permission.PAPER_READ)
def paper_pdf(request: Request, pk: UUID, version: int) -> HttpResponse:
    """Bản PDF: sẵn thì mở, chưa có thì xếp việc và chờ"""
    rendition = _version(request, pk, version)
    pdf = getattr(rendition, "pdf", None)
    if request.headers.get(
        "HX-Request"
    ):  # the waiting page asks every few seconds; once it is done, it is loaded anew
        done = pdf is None or pdf.is_ready or bool(pdf.failed)
        return HttpResponse(status=204, headers={"HX-Refresh": "true"} if done else {})
    if pdf is not None and pdf.is_ready:
        queries.note_read(rendition.paper)
        name = queries.file_name(rendition.paper, rendition, ".pdf")
        return download(files.read(pdf.sha256), files.PDF, name, inline=True)
    return render(
        request,
        "papers/paper_pdf.html",
        {
            "paper": rendition.paper,
            "version": rendition,
            "pdf": pdf,
            "where": where(request, place=rendition.paper.place),
        },
    )


@require_POST
@requires(Permission.PAPER_READ)
def paper_pdf_ask(request: Request, pk: UUID, version: int) -> HttpResponse:
    rendition = _version(request, pk, version)
    actions.ask_for_pdf(rendition, by=request.actor)
    return redirect("paper_pdf", pk, version)


@require_GET
@requires(Permission.PAPER_READ)
def paper_signed(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    if not paper.signed_sha256:
        raise Http404
    queries.note_read(paper)
    suffix = files.SUFFIX[paper.signed_media_type]
    return download(
        files.read(paper.signed_sha256), paper.signed_media_type, f"ban-da-ky{suffix}", inline=True
    )


def _paper(request: Request, pk: UUID) -> Paper:
    papers = Paper.objects.visible_to(request.actor).select_related(
        "issuer",
        "place",
        "signed_recorded_by",
        "in_charge",
        "signing_capacity__user",
        "dispatch",
        "withdrawal__by_paper__issuer",
    )
    return get_object_or_404(papers, pk=pk)


def _paper_with(request: Request, pk: UUID, permission: Permission) -> Paper:
    """Whoever only reads it is answered as if it did not exist."""
    paper = _paper(request, pk)
    if not request.actor.may(permission, at=paper.place):
        raise Http404
    return paper


def _paper_to_sign(request: Request, pk: UUID) -> Paper:
    paper = _paper(request, pk)
    return _paper_with(request, pk, paper_kinds[paper.kind].signing_permission)


def _version(request: Request, pk: UUID, version: int) -> PaperVersion:
    versions = PaperVersion.objects.select_related("paper__issuer", "paper__place", "pdf")
    return get_object_or_404(
        versions, paper__in=Paper.objects.visible_to(request.actor), paper_id=pk, version=version
    )
