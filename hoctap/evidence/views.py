"""Looking at a piece of evidence, withdrawing one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires, way_back
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.evidence import actions
from hoctap.evidence.forms import WithdrawForm
from hoctap.evidence.models import Evidence
from hoctap.evidence.subjects import note_read


@require_GET
@requires(Permission.EVIDENCE_READ)
def evidence_file(request: Request, pk: UUID) -> HttpResponse:
    """The photo or PDF, shown in the browser and kept by nobody on the way."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.actor).filter(withdrawn_at=None), pk=pk)
    if not evidence.sha256 or evidence.erased_on:
        raise Http404
    note_read(evidence)
    try:
        content = files.read(evidence.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=evidence.media_type)
    name = f"minh-chung-{evidence.pk}{files.SUFFIX.get(evidence.media_type, '')}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
def evidence_withdraw(request: Request, pk: UUID) -> HttpResponse:
    visible = Evidence.objects.visible_to(request.actor).select_related("place")
    evidence = get_object_or_404(visible.filter(withdrawn_at=None), pk=pk)
    note_read(evidence)
    follow = way_back(request)
    form = WithdrawForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw_evidence(evidence, form.cleaned_data["why"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã rút minh chứng.")
            return redirect(follow)
    values = {"form": form, "evidence": evidence, "next": follow}
    return render(request, "evidence/evidence_withdraw.html", values, status=422 if form.errors else 200)
