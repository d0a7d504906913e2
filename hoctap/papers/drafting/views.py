"""Screens of general papers: choosing the kind, writing, writing again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import queries as paper_queries
from hoctap.papers.drafting import actions, queries
from hoctap.papers.drafting.forms import DraftForm, initial_of
from hoctap.papers.drafting.rules import DRAFT_KINDS, typed_of
from hoctap.papers.models import Paper
from hoctap.places.models import Place


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def draft_new(request: Request) -> HttpResponse:
    """Soạn văn bản: kế hoạch, báo cáo, quyết định, thông báo, tờ trình, biên bản, danh sách, giấy mời"""
    kind = DRAFT_KINDS.get(request.GET.get("kind", ""))
    if kind is None:
        return render(request, "papers/draft_new.html", {"kinds": DRAFT_KINDS})
    issuers = queries.issuers_for(request.actor)
    form = DraftForm(posted(request), kind=kind, issuers=issuers)
    if form.is_bound and request.POST.get("issuer", "") not in ("", *form.issuers):
        raise Http404
    if form.is_bound and form.is_valid():
        issuer = form.issuers[form.cleaned_data["issuer"]]
        try:
            by = acting_as(request, Permission.PAPER_FILE, at=issuer.place)
            paper = actions.draft_paper(issuer, kind.content.kind, form.typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã lập bản nháp {kind.label.lower()}.")
            return redirect("paper_detail", paper.pk)
    values = {"form": form, "kind": kind, "has_issuer": bool(issuers)}
    return render(request, "papers/draft_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@once
def draft_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa lời văn của văn bản soạn ở đây, thành phiên bản mới"""
    places = Place.objects.reached_by(request.actor, Permission.PAPER_FILE)
    papers = Paper.objects.filter(place__in=places).select_related(
        "issuer__place", "place", "signing_capacity"
    )
    paper = get_object_or_404(papers, pk=pk)
    before = queries.drafted(paper)
    if before is None:
        raise Http404
    try:
        paper_queries.must_be_open(paper)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("paper_detail", paper.pk)
    kind, typed = DRAFT_KINDS[before.content.kind], typed_of(before.content)
    start = initial_of(typed) | {"issuer": str(paper.issuer_id), "seen_version": before.latest}
    form = DraftForm(
        posted(request), kind=kind, issuers=[paper.issuer], sections=len(typed.sections), initial=start
    )
    if form.is_bound and form.is_valid():
        try:
            by = acting_as(request, Permission.PAPER_FILE, at=paper.place)
            actions.redraft_paper(
                paper, form.typed, seen_version=form.cleaned_data["seen_version"] or 0, by=by
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập phiên bản mới.")
            return redirect("paper_detail", paper.pk)
    values = {
        "form": form,
        "kind": kind,
        "paper": paper,
        "before": before,
        "has_issuer": True,
        "where": where(request, place=paper.place, year=paper.year),
    }
    return render(request, "papers/draft_edit.html", values, status=422 if form.errors else 200)
