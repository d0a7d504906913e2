"""Screens of a season: HTTP and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.registries import nav_items
from hoctap.core.vietnamese import format_time
from hoctap.evidence.sending import is_one_by_one, refused_one, took_one
from hoctap.papers.rendering import render as render_docx
from hoctap.places.models import Level, Place
from hoctap.recognition import actions, contents, decision_queries, queries
from hoctap.recognition.forms import DossierEvidenceForm, MeetingNewForm, RoundForm
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    RecognitionDecision,
    RecognitionRound,
    Submission,
    VillageMeeting,
)
from hoctap.recognition.subjects import note_dossiers

# ── /recognition/rounds/ ─────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.DOSSIER_READ)
def round_list(request: Request) -> HttpResponse:
    """Các đợt công nhận"""
    rounds = RecognitionRound.objects.visible_to(request.actor).select_related("place", "edition")
    page = Paginator(rounds, 30).get_page(request.GET.get("page"))
    may_open = request.actor.may_anywhere(Permission.ROUND_OPEN)
    return render(request, "recognition/round_list.html", {"page": page, "may_open": may_open})


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUND_OPEN)
@once
def round_new(request: Request) -> HttpResponse:
    """Mở đợt công nhận"""
    places = Place.objects.visible_to(request.actor, Permission.ROUND_OPEN).filter(level=Level.COMMUNE)
    form = RoundForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, Permission.ROUND_OPEN, at=form.cleaned_data["place"])
            season = actions.open_round(by=by, **form.cleaned_data)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã mở {season} với {season.dossiers.count()} hộ.")
            return redirect("round_detail", season.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "recognition/round_new.html", {"form": form}, status=status)


@require_GET
@requires(Permission.DOSSIER_READ)
def round_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đợt công nhận: từng ấp, từng bước, văn bản"""
    return _show_round(request, _season(request, pk))


def _show_round(
    request: Request, season: RecognitionRound, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    page = queries.round_page(season, by=request.actor)
    context = {
        "round": page,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/round_detail.html", context, status=status)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def round_enrol(request: Request, pk: UUID) -> HttpResponse:
    season = _season(request, pk)
    try:
        count = actions.enrol_households(season, by=request.actor)
    except Refused as refusal:
        return _show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã thêm {count} hộ mới vào đợt.")
    return redirect("round_detail", season.pk)


@require_POST
@requires(Permission.ROUND_OPEN)
def round_close(request: Request, pk: UUID) -> HttpResponse:
    season = _season(request, pk)
    try:
        actions.close_round(season, by=acting_as(request, Permission.ROUND_OPEN, at=season.place))
    except Refused as refusal:
        return _show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, f"{season} đã kết thúc.")
    return redirect("round_detail", season.pk)


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
@once
def round_submission(request: Request, pk: UUID) -> HttpResponse:
    season = _season(request, pk)
    try:
        submission = actions.prepare_submission(
            season, by=acting_as(request, Permission.SUBMISSION_PREPARE, at=season.place)
        )
    except Refused as refusal:
        return _show_round(request, season, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã lập tờ trình. In, trình ký, rồi ghi số và ngày.")
    return redirect("paper_detail", submission.paper_id)


# ── a hamlet in a round ──────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
def entry_list(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Nhập theo danh sách: một hàng một hộ"""
    season = _season(request, pk)
    hamlet = _hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    if request.method == "GET":
        return _show_entry(request, season, hamlet)
    rows = _typed_rows(request)
    if request.headers.get("X-Hoctap-Entry"):
        return _save_rows_one_by_one(request, season, hamlet, rows)
    try:
        count = actions.save_list(season, hamlet, rows, by=request.actor)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, typed=rows, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã lưu {count} hộ lúc {format_time(timezone.now())}.")
    return redirect(request.get_full_path())


def _show_entry(
    request: Request,
    season: RecognitionRound,
    hamlet: Place,
    *,
    typed: Any = (),
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    group = request.GET.get("group", "")
    page = queries.entry_page(season, hamlet, group=group)
    rows = queries.with_typed(page.open_rows, typed, reasons)
    context = {
        "entry": page,
        "rows": rows,
        "group": group,
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/entry_list.html", context, status=status)


def _typed_rows(request: Request) -> list[actions.TypedRow]:
    rows = []
    for key in request.POST.getlist("rows"):
        if not _is_uuid(key):
            continue
        rows.append(
            actions.TypedRow(
                UUID(key),
                _whole_number(request.POST.get(f"row-{key}-version", "")),
                registered=request.POST.get(f"row-{key}-registered") == "1",
                self_total=request.POST.get(f"row-{key}-self", ""),
                hamlet_total=request.POST.get(f"row-{key}-hamlet", ""),
            )
        )
    return rows


def _save_rows_one_by_one(
    request: Request, season: RecognitionRound, hamlet: Place, rows: list[actions.TypedRow]
) -> JsonResponse:
    """Typed rows sent while typing: each is saved or refused for itself, so that one wrong row holds nobody up."""
    saved, errors = [], {}
    for row in rows:
        try:
            actions.save_list(season, hamlet, [row], by=request.actor)
        except Refused as refusal:
            errors[str(row.dossier_id)] = str(refusal)
        else:
            saved.append(row.dossier_id)
    versions = {
        str(pk): version for pk, version in Dossier.objects.filter(pk__in=saved).values_list("pk", "version")
    }
    return JsonResponse(
        {
            "saved": [str(pk) for pk in saved],
            "versions": versions,
            "errors": errors,
            "at": format_time(timezone.now()),
        }
    )


@require_POST
@requires(Permission.DOSSIER_ENTER)
def entry_register_all(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    season = _season(request, pk)
    hamlet = _hamlet(request, season, hamlet_pk, Permission.DOSSIER_ENTER)
    try:
        count = actions.register_all(season, hamlet, by=request.actor)
    except Refused as refusal:
        return _show_entry(request, season, hamlet, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã ghi {count} hộ là đã đăng ký.")
    return redirect("entry_list", season.pk, hamlet.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
@once
def meeting_new(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Ghi kết quả họp bình xét"""
    season = _season(request, pk)
    hamlet = _hamlet(request, season, hamlet_pk, Permission.MEETING_RECORD)
    form = MeetingNewForm(request.POST or None, initial=queries.meeting_defaults(hamlet))
    excepted = None
    if request.method == "POST":
        excepted = {UUID(key) for key in request.POST.getlist("excepted") if _is_uuid(key)}
    if request.method == "POST" and form.is_valid():
        typed = actions.MeetingForm(**form.cleaned_data, excepted=frozenset(excepted or ()))
        try:
            by = acting_as(request, Permission.MEETING_RECORD, at=hamlet)
            meeting = actions.record_meeting(season, hamlet, typed, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi cuộc họp. Biên bản đã điền sẵn, in ra cho mọi người ký.")
            return redirect("meeting_detail", meeting.pk)
    context = {
        "form": form,
        "season": season,
        "hamlet": hamlet,
        "scored": queries.scored_rows(season, hamlet, excepted),
        "where": where(request, place=season.place, year=season.year),
    }
    return render(
        request, "recognition/meeting_new.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
def review_list(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Xã xét danh sách ấp đề nghị"""
    season = _season(request, pk)
    hamlet = _hamlet(request, season, hamlet_pk, Permission.DOSSIER_REVIEW)
    reasons: list[Any] = []
    typed: dict[str, actions.TypedVerdict] = {}
    if request.method == "POST":
        typed = {str(verdict.dossier_id): verdict for verdict in _typed_verdicts(request)}
        try:
            by = acting_as(request, Permission.DOSSIER_REVIEW, at=hamlet)
            count = actions.review_hamlet(
                season,
                hamlet,
                list(typed.values()),
                not_own={UUID(pk) for pk in request.POST.getlist("not-own") if _is_uuid(pk)},
                by=by,
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã ghi kết quả xét {count} hộ của {hamlet.full_name}.")
            return redirect("round_detail", season.pk)
    context = {
        "season": season,
        "hamlet": hamlet,
        "not_own": set(request.POST.getlist("not-own")),
        "rows": [
            (row, typed.get(str(row.dossier.pk)), bool(reasons) and str(row.dossier.pk) not in typed)
            for row in queries.review_rows(season, hamlet, request.actor)
        ],
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/review_list.html", context, status=422 if reasons else 200)


def _typed_verdicts(request: Request) -> list[actions.TypedVerdict]:
    """The rows with a verdict; one that says nothing, or "Để sau", waits."""
    verdicts = []
    for key in request.POST.getlist("rows"):
        choice = request.POST.get(f"verdict-{key}", "")
        if choice not in ("accept", "return") or not _is_uuid(key):
            continue
        verdicts.append(
            actions.TypedVerdict(
                UUID(key),
                _whole_number(request.POST.get(f"version-{key}", "")),
                accept=choice == "accept",
                commune_total=request.POST.get(f"commune-{key}", ""),
                why=_text(request, f"why-{key}"),
            )
        )
    return verdicts


# ── /recognition/meetings/ ───────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.DOSSIER_READ)
def meeting_detail(request: Request, pk: UUID) -> HttpResponse:
    """Cuộc họp bình xét, biên bản, danh sách đề nghị"""
    return _show_meeting(request, _meeting(request, pk))


def _show_meeting(
    request: Request, meeting: VillageMeeting, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "nomination": queries.nomination_of(meeting),
        "excepted": meeting.excepted.select_related("household__head"),
        "may_nominate": request.actor.may(Permission.NOMINATE, at=meeting.hamlet),
        "reasons": reasons,
        "where": where(request, place=meeting.round.place, year=meeting.round.year),
    }
    return render(request, "recognition/meeting_detail.html", context, status=status)


@require_POST
@requires(Permission.NOMINATE)
@once
def meeting_nominate(request: Request, pk: UUID) -> HttpResponse:
    meeting = _meeting(request, pk)
    try:
        actions.nominate(meeting, by=acting_as(request, Permission.NOMINATE, at=meeting.hamlet))
    except Refused as refusal:
        return _show_meeting(request, meeting, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã gửi danh sách đề nghị lên xã. In danh sách để ký.")
    return redirect("meeting_detail", meeting.pk)


# ── /recognition/submissions/, /recognition/decisions/ ───────────────────────────────────────────


@require_POST
@requires(Permission.DECISION_PREPARE)
@once
def submission_decide(request: Request, pk: UUID) -> HttpResponse:
    submission = _submission(request, pk)
    try:
        by = acting_as(request, Permission.DECISION_PREPARE, at=submission.round.place)
        decision = actions.prepare_decision(submission, by=by)
    except Refused as refusal:
        return _show_round(request, submission.round, reasons=refusal.reasons, status=422)
    return redirect("decision_detail", decision.pk)


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def submission_withdraw(request: Request, pk: UUID) -> HttpResponse:
    submission = _submission(request, pk)
    try:
        by = acting_as(request, Permission.SUBMISSION_PREPARE, at=submission.round.place)
        actions.withdraw_submission(submission, by=by)
    except Refused as refusal:
        return _show_round(request, submission.round, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã rút tờ trình, các hộ trở lại bước xã đồng ý.")
    return redirect("round_detail", submission.round_id)


@require_GET
@requires(Permission.DOSSIER_READ)
def decision_detail(request: Request, pk: UUID) -> HttpResponse:
    """Trang của người ký: ký gì, có gì lạ, ai soạn"""
    return _show_decision(request, _decision(request, pk))


def _show_decision(
    request: Request, decision: RecognitionDecision, *, reasons: Any = (), status: int = 200
) -> HttpResponse:
    page = decision_queries.decision_page(decision, by=request.actor)
    lines = Paginator(page.lines, 50).get_page(request.GET.get("page"))
    note_dossiers(Dossier.objects.filter(pk__in=[line.dossier_id for line in lines]))
    context = {
        "page": page,
        "decision": decision,
        "lines": lines,
        "reasons": reasons,
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/decision_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_PREPARE)
@once
def decision_amend(request: Request, pk: UUID) -> HttpResponse:
    """Soạn quyết định sửa đổi: thu hồi danh hiệu của một số hộ"""
    decision = _decision(request, pk)
    request.actor.must(Permission.DECISION_PREPARE, at=decision.round.place)
    reasons: list[Any] = []
    revoked: dict[UUID, str] = {}
    if request.method == "POST":
        revoked = {
            UUID(key): _text(request, f"why-{key}") for key in request.POST.getlist("revoke") if _is_uuid(key)
        }
        try:
            by = acting_as(request, Permission.DECISION_PREPARE, at=decision.round.place)
            amendment = actions.amend_decision(decision, revoked, by=by)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("decision_detail", amendment.pk)
    query = request.GET.get("q", "")
    context = {
        "decision": decision,
        "lines": decision_queries.revocable_lines(decision, query, revoked),
        "query": query,
        "reasons": reasons,
        "where": where(request, place=decision.round.place, year=decision.round.year),
    }
    return render(request, "recognition/decision_amend.html", context, status=422 if reasons else 200)


@require_POST
@requires(Permission.DECISION_PREPARE)
def decision_drop(request: Request, pk: UUID) -> HttpResponse:
    decision = _decision(request, pk)
    try:
        by = acting_as(request, Permission.DECISION_PREPARE, at=decision.round.place)
        actions.drop_decision(decision, by=by)
    except Refused as refusal:
        return _show_decision(request, decision, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã bỏ bản soạn quyết định.")
    return redirect("round_detail", decision.round_id)


# ── /recognition/dossiers/ ───────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.DOSSIER_READ)
def dossier_list(request: Request) -> HttpResponse:
    """Những hồ sơ đứng sau một con số"""
    asked = request.GET.get("place", "")
    places = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    place = get_object_or_404(places, pk=asked if _is_uuid(asked) else None)
    year = _whole_number(request.GET.get("year", "")) or timezone.localdate().year
    part = request.GET.get("part", "")
    part = part if part in queries.PARTS else "denominator"
    page = Paginator(queries.dossiers_behind(place, year, part, by=request.actor), 50).get_page(
        request.GET.get("page")
    )
    context = {
        "place": place,
        "year": year,
        "part_label": queries.PARTS[part],
        **_way_back(),
        "page": page,
        "without_dossier": queries.households_without_dossier(place, year) if part == "denominator" else 0,
        "where": where(request, place=place, year=year),
    }
    return render(request, "recognition/dossier_list.html", context)


def _way_back() -> dict[str, str]:
    """To the results, a page of a higher app: found in the registry it put itself into."""
    results = nav_items.get("results")
    return {"results_label": results.label, "results_url": reverse(results.url_name)} if results else {}


@require_GET
@requires(Permission.DOSSIER_READ)
def dossier_detail(request: Request, pk: UUID) -> HttpResponse:
    """Hồ sơ của một hộ: ba cột điểm, minh chứng, diễn biến"""
    return _show_dossier(request, _dossier(request, pk))


def _show_dossier(
    request: Request,
    dossier: Dossier,
    *,
    reasons: Any = (),
    column: str = "",
    typed: dict[str, str] | None = None,
    evidence_form: DossierEvidenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    column = column or request.GET.get("column", "")
    page = queries.dossier_page(dossier, by=request.actor, column=column, typed=typed)
    if column not in page.editable:
        column = ""
    context = {
        "page": page,
        "dossier": dossier,
        "season": dossier.round,
        "columns": queries.columns_of(page),
        "column": column,
        "editable": {"self": "family"}.get(column, column),
        "why": request.POST.get("why", ""),
        "reasons": reasons,
        "evidence_form": evidence_form or DossierEvidenceForm(criteria=page.criteria),
        "RETURNED": DossierState.RETURNED,
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    return render(request, "recognition/dossier_detail.html", context, status=status)


@require_POST
@requires(Permission.DOSSIER_READ)
@once
def dossier_score(request: Request, pk: UUID) -> HttpResponse:
    dossier = _dossier(request, pk)
    column = request.POST.get("column", "")
    points = {
        name.removeprefix("points-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("points-")
    }
    try:
        actions.score_by_criteria(
            dossier,
            column=column,
            points=points,
            why=_text(request, "why"),
            version=_whole_number(request.POST.get("version", "")),
            by=request.actor,
        )
    except Refused as refusal:
        return _show_dossier(
            request,
            dossier,
            reasons=refusal.reasons,
            column=column,
            typed=points,
            status=422,
        )
    messages.success(request, f"Đã lưu điểm lúc {format_time(timezone.now())}.")
    return redirect("dossier_detail", dossier.pk)


@require_POST
@requires(Permission.EVIDENCE_ADD)
@once
def dossier_evidence(request: Request, pk: UUID) -> HttpResponse:
    dossier = _dossier(request, pk)
    form = DossierEvidenceForm(request.POST, request.FILES, criteria=queries.criteria_of(dossier))
    if form.is_valid():
        try:
            actions.attach_several(
                dossier,
                form.cleaned_data["criterion"],
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                contents=form.contents(),
                confirmation=form.confirmation(),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
    if form.errors:
        if is_one_by_one(request):
            return refused_one(form)
        return _show_dossier(request, dossier, evidence_form=form, status=422)
    if is_one_by_one(request):
        return took_one()
    messages.success(request, "Đã thêm minh chứng.")
    return redirect("dossier_detail", dossier.pk)


@require_GET
@requires(Permission.DOSSIER_READ)
def dossier_sheet(request: Request, pk: UUID) -> HttpResponse:
    dossier = _dossier(request, pk)
    return download(
        render_docx(contents.score_sheet(dossier)), files.DOCX, f"phieu-cham-diem-{str(dossier.pk)[-6:]}.docx"
    )


# ── what the actor may see ───────────────────────────────────────────────────────────────────────


def _season(request: Request, pk: UUID) -> RecognitionRound:
    return get_object_or_404(
        RecognitionRound.objects.visible_to(request.actor).select_related("place", "edition"), pk=pk
    )


def _hamlet(request: Request, season: RecognitionRound, pk: UUID, permission: Permission) -> Place:
    hamlets = Place.objects.visible_to(request.actor, permission).select_related("parent")
    return get_object_or_404(hamlets, pk=pk, parent=season.place)


def _meeting(request: Request, pk: UUID) -> VillageMeeting:
    hamlets = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    meetings = VillageMeeting.objects.select_related(
        "round__place", "round__edition", "hamlet__parent", "minutes"
    )
    return get_object_or_404(meetings, pk=pk, hamlet__in=hamlets)


def _submission(request: Request, pk: UUID) -> Submission:
    seasons = RecognitionRound.objects.visible_to(request.actor)
    return get_object_or_404(
        Submission.objects.select_related("round__place", "round__edition", "paper"), pk=pk, round__in=seasons
    )


def _decision(request: Request, pk: UUID) -> RecognitionDecision:
    decisions = RecognitionDecision.objects.visible_to(request.actor).select_related(
        "round__place",
        "round__edition",
        "issuer",
        "paper__issuer",
        "amends__paper__issuer",
        "submission__paper__issuer",
    )
    return get_object_or_404(decisions, pk=pk)


def _dossier(request: Request, pk: UUID) -> Dossier:
    dossiers = Dossier.objects.visible_to(request.actor).select_related(
        "round__place", "round__edition", "hamlet", "household__head"
    )
    return get_object_or_404(dossiers, pk=pk)


def _text(request: Request, name: str) -> str:
    """What was typed; PostgreSQL keeps no NUL, and no person types one."""
    return str(request.POST.get(name, "")).replace("\0", "")


def _whole_number(text: str) -> int:
    """0 when it is none, or larger than anything that is counted here."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
