"""A dossier takes evidence that is there already, or gives a piece back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.evidence.queries import shown
from hoctap.recognition import actions, evidence_queries
from hoctap.recognition.forms import DetachForm
from hoctap.recognition.models import Dossier, EvidenceUse


@require_http_methods(["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
@once
def dossier_reuse(request: Request, pk: UUID) -> HttpResponse:
    """Dùng lại minh chứng đã có, hoặc lấy dữ liệu có sẵn trong phần mềm làm minh chứng"""
    dossiers = Dossier.objects.visible_to(request.actor)
    related = ("round__place", "round__edition", "hamlet", "household__head", "person")
    dossier = get_object_or_404(dossiers.select_related(*related), pk=pk)
    request.actor.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    page = evidence_queries.reuse_page(dossier, by=request.actor)
    chosen, codes = request.POST.getlist("evidence"), request.POST.getlist("criterion")
    reasons: list[Any] = []
    if request.method == "POST":
        try:
            actions.use_chosen(
                dossier,
                evidence=page.chosen_evidence(chosen),
                records=page.chosen_records(chosen),
                criterion_codes=codes,
                by=request.actor,
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã dùng minh chứng cho tiêu chí đã chọn.")
            return redirect("dossier_detail", dossier.pk)
    context = {
        "dossier": dossier,
        "season": dossier.round,
        "page": page,
        "chosen": set(chosen),
        "codes": set(codes),
        "reasons": reasons,
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    return render(request, "recognition/dossier_reuse.html", context, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
def dossier_detach(request: Request, pk: UUID) -> HttpResponse:
    """Gỡ minh chứng khỏi một tiêu chí, có lý do"""
    dossiers = Dossier.objects.visible_to(request.actor)
    uses = EvidenceUse.objects.standing().filter(dossier__in=dossiers)
    related = (
        "dossier__round",
        "dossier__hamlet",
        "dossier__household__head",
        "dossier__person",
        "evidence__place",
    )
    use = get_object_or_404(uses.select_related(*related), pk=pk)
    form = DetachForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.detach_evidence(use, form.cleaned_data["why"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã gỡ minh chứng khỏi tiêu chí.")
            return redirect("dossier_detail", use.dossier_id)
    context = {
        "form": form,
        "use": use,
        "dossier": use.dossier,
        "item": shown([use.evidence], by=request.actor)[use.evidence_id],
    }
    return render(request, "recognition/dossier_detach.html", context, status=422 if form.errors else 200)
