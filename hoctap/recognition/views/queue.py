"""Screens of the commune's desk: the queue over all hamlets, many accepted at once, samples, and what is undone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.paging import read_walk
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, bulk, queries, review_rules
from hoctap.recognition.models import RecognitionRound, RoundState, SampledDossier
from hoctap.recognition.review_forms import CheckForm, QueueForm, SharesForm
from hoctap.recognition.sampling import samples_of, shares_of
from hoctap.recognition.views.found import (
    find_dossier,
    find_hamlet,
    find_season,
    is_uuid,
    typed_text,
    whole_number,
)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
def review_queue(request: Request, pk: UUID) -> HttpResponse:
    """Hồ sơ chờ xã xét của mọi ấp, hồ sơ lạ đứng trước; ghi kết quả cả trang một lần"""
    season = find_season(request, pk)
    if request.method == "GET":
        return _show_queue(request, season)
    verdicts = _typed_verdicts(request)
    try:
        count = actions.review_page(
            season,
            verdicts,
            not_own={UUID(pk) for pk in request.POST.getlist("not-own") if is_uuid(pk)},
            by=acting_as(request, Permission.DOSSIER_REVIEW, at=season.place),
        )
    except Refused as refusal:
        typed = {str(verdict.dossier_id): verdict for verdict in verdicts}
        return _show_queue(request, season, typed=typed, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã ghi kết quả xét {count} {season.subject_word}.")
    return redirect(f"{reverse('review_queue', args=[season.pk])}?{_deciding(request)}")


def _typed_verdicts(request: Request) -> list[actions.TypedVerdict]:
    """The rows with a verdict; one that says nothing, or "Để sau", waits."""
    verdicts = []
    for key in request.POST.getlist("rows"):
        choice = request.POST.get(f"verdict-{key}", "")
        if choice not in ("accept", "return") or not is_uuid(key):
            continue
        verdicts.append(
            actions.TypedVerdict(
                UUID(key),
                whole_number(request.POST.get(f"version-{key}", "")),
                accept=choice == "accept",
                commune_total=request.POST.get(f"commune-{key}", ""),
                why=typed_text(request, f"why-{key}"),
            )
        )
    return verdicts


def _show_queue(
    request: Request,
    season: RecognitionRound,
    *,
    opened: UUID | None = None,
    typed: Mapping[str, actions.TypedVerdict] | None = None,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    form = _filter_form(request, season)
    asked = request.GET.get("open", "")
    if opened is None and is_uuid(asked):
        opened = UUID(asked)
    wanted = form.wanted()
    deciding = request.GET.get("decide") == "1" and wanted.is_waiting and season.state == RoundState.OPEN
    page = queries.queue_page(
        season,
        wanted,
        read_walk(request.GET, queries.is_queue_key),
        opened=opened,
        deciding=deciding,
        by=request.actor,
    )
    if page.opened is not None:
        for row in page.opened.criteria:
            row["typed"] = request.POST.get(f"why-{row['code']}", "")
    values = {
        "season": season,
        "queue": page,
        "form": form,
        "wanted": wanted,
        "query": _query(request),
        "here": _here(request),
        "deciding": deciding,
        "decide_query": _deciding(request),
        "rows": [
            (row, typed.get(row.key) if typed else None, typed is not None and row.key not in typed)
            for row in page.page
        ],
        "not_own": set(request.POST.getlist("not-own")),
        "typed": request.POST,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/review_queue.html", values, status=status)


def _filter_form(request: Request, season: RecognitionRound) -> QueueForm:
    hamlets = queries.reviewed_hamlets(season, request.actor)
    return QueueForm(request.GET, hamlets=hamlets, groups=queries.groups_of(season))


def _query(request: Request) -> str:
    """The filter alone, without the page, the open dossier and the form."""
    kept = request.GET.copy()
    for name in ("after", "before", "open", "decide"):
        kept.pop(name, None)
    return kept.urlencode()


def _deciding(request: Request) -> str:
    """The filter, with the form that decides a page at a time."""
    return "&".join(filter(None, [_query(request), "decide=1"]))


def _here(request: Request) -> str:
    """The filter and the page, for links that open another dossier."""
    kept = request.GET.copy()
    kept.pop("open", None)
    return kept.urlencode()


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def review_verdict(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    accept = request.POST.get("verdict") == "accept"
    verdict = actions.TypedVerdict(
        dossier.pk,
        whole_number(request.POST.get("version", "")),
        accept=accept,
        commune_total=request.POST.get("commune", ""),
        why=typed_text(request, "why"),
        by_criterion={
            name.removeprefix("why-"): typed_text(request, name)
            for name in request.POST
            if name.startswith("why-")
        },
    )
    try:
        actions.review_hamlet(
            dossier.round,
            dossier.hamlet,
            [verdict],
            not_own={dossier.pk} if request.POST.get("not_own") else (),
            by=acting_as(request, Permission.DOSSIER_REVIEW, at=dossier.hamlet),
        )
    except Refused as refusal:
        return _show_queue(request, dossier.round, opened=dossier.pk, reasons=refusal.reasons, status=422)
    done = "đồng ý" if accept else "trả lại ấp"
    messages.success(request, f"Đã {done}: {dossier.subject_name}.")
    return redirect(_back(request, dossier.round, request.POST.get("next", "")))


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def review_undo(request: Request, pk: UUID) -> HttpResponse:
    dossier = find_dossier(request, pk)
    try:
        actions.undo_acceptance(
            dossier,
            why=typed_text(request, "why"),
            by=acting_as(request, Permission.DOSSIER_REVIEW, at=dossier.hamlet),
        )
    except Refused as refusal:
        return _show_queue(request, dossier.round, opened=dossier.pk, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã bỏ đồng ý: {dossier.subject_name} chờ xét lại.")
    return redirect(_back(request, dossier.round))


def _back(request: Request, season: RecognitionRound, following: str = "") -> str:
    """To the list as it was filtered, with the next dossier open where there is one."""
    kept = request.GET.copy()
    kept.pop("open", None)
    if is_uuid(following):
        kept["open"] = following
    query = kept.urlencode()
    address = reverse("review_queue", args=[season.pk]) + (f"?{query}" if query else "")
    return f"{address}#open" if "open" in kept else address


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
def review_accept(request: Request, pk: UUID) -> HttpResponse:
    """Đồng ý mọi hồ sơ đang lọc: xem lại số hồ sơ và hồ sơ bị bỏ qua"""
    season = find_season(request, pk)
    request.actor.must(Permission.DOSSIER_REVIEW, at=season.place)
    wanted = _filter_form(request, season).wanted()
    versions = queries.versions_of(season, wanted, by=request.actor) if wanted.is_waiting else {}
    seal = review_rules.seal_of(versions.items())
    reasons: list[str] = []
    if request.method == "POST":
        if request.POST.get("seal") != seal:
            reasons.append("Danh sách đã đổi từ lúc ông/bà xem. Xem lại rồi đồng ý.")
        else:
            by = acting_as(request, Permission.DOSSIER_REVIEW, at=season.place)
            outcome = actions.accept_many(season, versions, by=by)
            skipped = f" Bỏ qua {len(outcome.skipped)}, xem từng hồ sơ." if outcome.skipped else ""
            messages.success(request, f"Đã đồng ý {outcome.accepted} {season.subject_word}.{skipped}")
            return redirect(_back(request, season))
    values = {
        "season": season,
        "count": len(versions),
        "outcome": bulk.would_accept(season, versions, by=request.actor),
        "seal": seal,
        "query": _query(request),
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/review_accept.html", values, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def review_sample(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Phúc tra một ấp: rút mẫu ngẫu nhiên, kết quả từng hồ sơ, trả lại danh sách"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_REVIEW)
    if request.method == "GET":
        return _show_sample(request, season, hamlet)
    by = acting_as(request, Permission.DOSSIER_REVIEW, at=hamlet)
    try:
        if request.POST.get("do") == "return":
            count = actions.return_list(season, hamlet, why=typed_text(request, "why"), by=by)
            messages.success(request, f"Đã trả lại {count} {season.subject_word} của {hamlet.full_name}.")
        else:
            sample = actions.draw_sample(season, hamlet, by=by)
            messages.success(request, f"Đã rút {sample.drawn.count()} {season.subject_word} để phúc tra.")
    except Refused as refusal:
        return _show_sample(request, season, hamlet, reasons=refusal.reasons, status=422)
    return redirect("review_sample", season.pk, hamlet.pk)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def review_check(request: Request, pk: UUID) -> HttpResponse:
    checked = get_object_or_404(
        SampledDossier.objects.select_related("dossier__round", "dossier__hamlet", "sample__hamlet"), pk=pk
    )
    season = find_season(request, checked.dossier.round_id)
    hamlet = find_hamlet(request, season, checked.sample.hamlet_id, Permission.DOSSIER_REVIEW)
    form = CheckForm(request.POST, checked=checked)
    if form.is_valid():
        try:
            actions.record_check(
                checked, **form.cleaned_data, by=acting_as(request, Permission.DOSSIER_REVIEW, at=hamlet)
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi kết quả phúc tra.")
            return redirect("review_sample", season.pk, hamlet.pk)
    return _show_sample(request, season, hamlet, form=form, form_of=checked.pk, status=422)


def _show_sample(
    request: Request,
    season: RecognitionRound,
    hamlet: Any,
    *,
    form: CheckForm | None = None,
    form_of: UUID | None = None,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    stands = samples_of(season, [hamlet.pk])[hamlet.pk]
    drawn = SampledDossier.objects.filter(sample__in=stands.samples).select_related(
        "dossier__household__head", "dossier__person"
    )
    rows: dict[UUID, list[Any]] = {}
    for one in drawn:
        rows.setdefault(one.sample_id, []).append(
            (one, form if one.pk == form_of else CheckForm(checked=one))
        )
    shares = shares_of(season)
    carried = stands.carried_share(stands.waiting)
    share = review_rules.share_of(shares, carried, after_errors=False)
    blockers = review_rules.sample_blockers(stands.facts) if stands.waiting else []
    values = {
        "season": season,
        "hamlet": hamlet,
        "facts": stands.facts,
        "shares": shares,
        "carried": carried,
        "is_raised": carried > shares.carried_from,
        "share": share,
        "size": review_rules.sample_size(shares, share, len(stands.waiting)),
        "may_draw": not review_rules.draw_reasons(stands.facts),
        "blocker": blockers[0].text if blockers else "",
        "draws": [(sample, rows.get(sample.pk, [])) for sample in stands.samples],
        "form": form,
        "reasons": reasons,
        "why": request.POST.get("why", ""),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/review_sample.html", values, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_OPEN)
def review_shares(request: Request, pk: UUID) -> HttpResponse:
    """Tỷ lệ phúc tra của một đợt, đổi có lý do"""
    season = find_season(request, pk)
    request.actor.must(Permission.ROUND_OPEN, at=season.place)
    shares = shares_of(season)
    form = SharesForm(
        posted(request),
        initial={
            "share": shares.share,
            "least": shares.least,
            "carried_from": shares.carried_from,
            "raised_share": shares.raised_share,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_review(
                season,
                form.shares(),
                why=form.cleaned_data["why"],
                by=acting_as(request, Permission.ROUND_OPEN, at=season.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi tỷ lệ phúc tra.")
            return redirect("review_queue", season.pk)
    values = {
        "season": season,
        "form": form,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/review_shares.html", values, status=422 if form.errors else 200)
