"""Screens of signed sheets: handing in, what came of it, filing one paper's pages."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import able, acting_as
from hoctap.accounts.context import where
from hoctap.accounts.models import Capacity
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import queries as paper_queries
from hoctap.papers import signing
from hoctap.papers.forms import OTHER, SignatureForm
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper, SignedPage
from hoctap.papers.sheets import actions, queries
from hoctap.papers.sheets.forms import AssignForm, HandInForm
from hoctap.papers.sheets.reading import ReadPage, read_file
from hoctap.papers.views import signing_actor


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def sheet_new(request: Request) -> HttpResponse:
    """Nộp bản đã ký: ảnh, bản quét của nhiều văn bản cùng lúc"""
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    if form.is_bound and form.is_valid():
        try:
            pages: list[ReadPage] = []
            for upload in form.handed:
                pages += read_file(upload.name or "tệp", upload.read())
            batch = actions.hand_in_pages(pages, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("sheet_batch", batch)
    values = {"form": form, "unfinished": queries.my_unfinished(request.actor)}
    return render(request, "papers/sheet_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.PAPER_FILE)
def sheet_batch(request: Request, batch: UUID) -> HttpResponse:
    """Các trang vừa nộp: thuộc văn bản nào, trang nào chưa rõ, trang nào không nhận"""
    return _show_batch(request, batch)


def _show_batch(
    request: Request,
    batch: UUID,
    *,
    form: AssignForm | None = None,
    at: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.batch(batch, by=request.actor)
    if (
        found.is_empty
        and status == 200
        and not SignedPage.objects.filter(batch=batch, uploaded_by=request.actor.user_id).exists()
    ):
        raise Http404
    unread = [
        (
            page,
            form
            if form is not None and page.pk == at
            else AssignForm(choices=found.choices, auto_id=f"id_{page.pk}_%s"),
        )
        for page in found.unread
    ]
    values = {"batch": found, "unread": unread, "form": form}
    return render(request, "papers/sheet_batch.html", values, status=status)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def sheet_assign(request: Request, pk: UUID) -> HttpResponse:
    page = _page(request, pk)
    form = AssignForm(request.POST, choices=queries.paper_choices(request.actor), auto_id=f"id_{page.pk}_%s")
    if form.is_valid():
        chosen = form.cleaned_data["paper"]
        try:
            actions.assign_page(
                page,
                paper_id=UUID(chosen) if chosen else None,
                typed_code=form.cleaned_data["code"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("sheet_batch", page.batch)
    return _show_batch(request, page.batch, form=form, at=page.pk, status=422)


@require_POST
@requires(Permission.PAPER_FILE)
def sheet_drop(request: Request, pk: UUID) -> HttpResponse:
    page = _page(request, pk)
    try:
        actions.drop_page(page, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã bỏ trang.")
    if page.paper_id and page.uploaded_by_id != request.actor.user_id:
        return redirect("paper_sheet", page.paper_id)
    return redirect("sheet_batch", page.batch)


@require_GET
@requires(Permission.PAPER_FILE)
def sheet_page(request: Request, pk: UUID) -> HttpResponse:
    """Một trang đã nộp: ảnh hoặc PDF"""
    page = _page(request, pk)
    if not page.sha256:
        raise Http404
    if page.paper is not None:
        paper_queries.note_read(page.paper)
    name = f"trang-{page.position + 1}{files.SUFFIX[page.media_type]}"
    return download(files.read(page.sha256), page.media_type, name, inline=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def paper_sheet(request: Request, pk: UUID) -> HttpResponse:
    """Ghi nhận bản đã ký vừa nộp của một văn bản: so với sổ, rồi số và ngày"""
    paper = _paper(request, pk)
    could_sign = [] if paper.is_signed else signing.could_sign(paper)
    if request.method == "GET":
        return _show_sheet(request, paper, could_sign, SignatureForm(
            could_sign=could_sign, initial=paper_queries.signature_defaults(paper)
        ))  # fmt: skip
    form = SignatureForm(request.POST, could_sign=could_sign)
    if form.is_valid():
        chosen = form.cleaned_data["signing_capacity"]
        chosen = "" if chosen == OTHER[0] else chosen
        try:
            signed = actions.file_sheet(
                paper,
                number=form.cleaned_data["number"],
                dated_on=form.cleaned_data["dated_on"],
                signer=form.cleaned_data["signer"],
                signer_capacity=form.cleaned_data["signer_capacity"],
                signing_capacity=Capacity.objects.get(pk=chosen) if chosen else None,
                by=signing_actor(request, paper, chosen),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi nhận văn bản đã ký {signed.full_number}".rstrip() + ".")
            return redirect("paper_detail", paper.pk)
    return _show_sheet(request, _paper(request, pk), could_sign, form, status=422)


def _show_sheet(
    request: Request, paper: Paper, could_sign: list[Capacity], form: SignatureForm, *, status: int = 200
) -> HttpResponse:
    kind = paper_kinds[paper.kind]
    sheet = queries.sheet_of(paper)
    paper_queries.note_read(paper)
    values = {
        "paper": paper,
        "kind": kind,
        "sheet": sheet,
        "form": form,
        "could_sign": could_sign,
        "able_to_sign": able(request, kind.signing_permission, at=paper.place),
        "may_sign": request.actor.may(kind.signing_permission, at=paper.place),
        "about_url": kind.about_url(paper) if kind.about_url else "",
        "where": where(request, place=paper.place, year=paper.year),
    }
    return render(request, "papers/paper_sheet.html", values, status=status)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_sheet_renew(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    try:
        actions.renew_sheet(paper, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("paper_sheet", paper.pk)
    messages.success(request, "Đã lập tờ mới theo sổ. In ra và trình ký lại; tờ đã ký cũ không dùng nữa.")
    return redirect("paper_detail", paper.pk)


@require_POST
@requires(Permission.PAPER_FILE)
@once
def paper_sheet_take_back(request: Request, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    try:
        actions.take_back_to_sheet(paper, by=acting_as(request, Permission.PAPER_FILE, at=paper.place))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Văn bản lấy lại nội dung của tờ đã ký.")
    return redirect("paper_sheet", paper.pk)


def _page(request: Request, pk: UUID) -> SignedPage:
    pages = SignedPage.objects.visible_to(request.actor).select_related("paper__place", "paper__issuer")
    return get_object_or_404(pages, pk=pk)


def _paper(request: Request, pk: UUID) -> Paper:
    papers = Paper.objects.visible_to(request.actor).filter(
        place__path__overlap=request.actor.places_with(Permission.PAPER_FILE)
    )
    return get_object_or_404(papers.select_related("issuer", "place", "signing_capacity__user"), pk=pk)
