"""Looking at evidence, adding to what a household or person has, verifying, withdrawing, comparing photos."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires, way_back
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.evidence import actions, queries
from hoctap.evidence.forms import EvidenceForm, WithdrawForm
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, PairAnswer, PhotoPair, Subject
from hoctap.evidence.sending import is_one_by_one, refused_one, took_one
from hoctap.evidence.subjects import note_read
from hoctap.people.models import Household, Person
from hoctap.places.models import Place


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
    """Rút một minh chứng, có lý do"""
    evidence = _standing(request, pk)
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


@require_http_methods(["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
def evidence_verify(request: Request, pk: UUID) -> HttpResponse:
    """Người thứ hai ghi: đã đối chiếu bản gốc"""
    evidence = _standing(request, pk)
    follow = way_back(request)
    reasons: list[Reason] = []
    if request.method == "POST":
        try:
            by = acting_as(request, Permission.EVIDENCE_ADD, at=evidence)
            if "take_back" in request.POST:
                actions.unverify_evidence(evidence, by=by)
                done = "Đã bỏ ghi đối chiếu."
            else:
                actions.verify_evidence(evidence, by=by)
                done = "Đã ghi: minh chứng đã đối chiếu bản gốc."
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, done)
            return redirect(follow)
    values = {
        "evidence": evidence,
        "item": queries.shown([evidence], by=request.actor)[evidence.pk],
        "reasons": reasons,
        "next": follow,
    }
    return render(request, "evidence/evidence_verify.html", values, status=422 if reasons else 200)


# ── /evidence/of/ ────────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.EVIDENCE_READ)
def evidence_list(request: Request, word: str, pk: UUID) -> HttpResponse:
    """Minh chứng của một hộ, một người qua các năm: dùng ở đâu, ai đã đối chiếu"""
    return _show_list(request, word, pk)


def _show_list(
    request: Request, word: str, pk: UUID, form: EvidenceForm | None = None, status: int = 200
) -> HttpResponse:
    subject, owner, place = _subject(request, word, pk)
    values = {
        "page": queries.subject_page(subject, by=request.actor),
        "word": word,
        "subject": subject,
        "owner": owner,
        "place": place,
        "form": form or EvidenceForm(),
        "may_add": request.actor.may(Permission.EVIDENCE_ADD, at=place),
    }
    return render(request, "evidence/evidence_list.html", values, status=status)


@require_POST
@requires(Permission.EVIDENCE_ADD)
@once
def evidence_add(request: Request, word: str, pk: UUID) -> HttpResponse:
    subject, _, place = _subject(request, word, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_several(
                kind=form.cleaned_data["kind"],
                place=place,
                subject=subject,
                text=form.cleaned_data["text"],
                contents=form.contents(),
                confirmation=form.confirmation(),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
    if form.errors:
        return refused_one(form) if is_one_by_one(request) else _show_list(request, word, pk, form, 422)
    if is_one_by_one(request):
        return took_one()
    messages.success(request, "Đã thêm minh chứng.")
    return redirect("evidence_list", word, pk)


# ── /evidence/pairs/ ─────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.EVIDENCE_ADD)
def pair_list(request: Request) -> HttpResponse:
    """Ảnh minh chứng giống nhau của các hộ khác nhau, chờ người xem"""
    return render(request, "evidence/pair_list.html", {"rows": queries.pairs_to_answer(request.actor)})


@require_http_methods(["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
def pair_detail(request: Request, pk: UUID) -> HttpResponse:
    """So hai ảnh giống nhau: khác nhau, hay đúng là một ảnh"""
    pairs = PhotoPair.objects.visible_to(request.actor).standing()
    pair = get_object_or_404(pairs.select_related("earlier__place", "later__place"), pk=pk)
    names = queries.names_of([pair.earlier.subject, pair.later.subject], request.actor)
    if pair.earlier.subject not in names or pair.later.subject not in names:
        raise Http404
    reasons: list[Reason] = []
    if request.method == "POST":
        try:
            actions.answer_pair(pair, request.POST.get("answer", ""), by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã ghi, lần sau không hỏi lại hai ảnh này.")
            return redirect("pair_list")
    for one in (pair.earlier, pair.later):
        note_read(one)
    values = {
        "pair": pair,
        "photos": [(one, names[one.subject]) for one in (pair.earlier, pair.later)],
        "answers": [PairAnswer.DIFFERENT, PairAnswer.SAME],
        "reasons": reasons,
    }
    return render(request, "evidence/pair_detail.html", values, status=422 if reasons else 200)


# ── what the actor may see ───────────────────────────────────────────────────────────────────────


def _standing(request: Request, pk: UUID) -> Evidence:
    visible = Evidence.objects.visible_to(request.actor).select_related("place")
    evidence = get_object_or_404(visible.filter(withdrawn_at=None), pk=pk)
    note_read(evidence)
    return evidence


def _subject(request: Request, word: str, pk: UUID) -> tuple[Subject, Household | Person, Place]:
    """Who the evidence is about, and the place where it is added."""
    if word == "household":
        household = get_object_or_404(
            Household.objects.visible_to(request.actor).select_related("head", "hamlet__parent"), pk=pk
        )
        return Subject(HOUSEHOLD, household.pk), household, household.hamlet
    person = get_object_or_404(Person.objects.visible_to(request.actor).standing(), pk=pk)
    path = person.place_path
    return Subject(PERSON, person.pk), person, get_object_or_404(Place, pk=path[-1] if path else None)
