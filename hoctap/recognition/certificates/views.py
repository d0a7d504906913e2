"""Screens of the certificates of a round: HTTP and nothing else."""

from typing import Any
from uuid import UUID

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition.certificates import actions, contents, limits, queries, typesetting
from hoctap.recognition.certificates.forms import (
    ExemplaryForm,
    IssueForm,
    PatternForm,
    ReceiptForm,
    ReissueForm,
    RuleForm,
    SheetForm,
)
from hoctap.recognition.certificates.history import first_year_known
from hoctap.recognition.models import (
    Award,
    Certificate,
    CertificateBatch,
    CertificateBook,
    Dossier,
    RecognitionDecision,
    RecognitionRound,
)

MANY = 100
ISSUE = Permission.CERTIFICATE_ISSUE


def _season(request: Request, pk: UUID, permission: Permission) -> RecognitionRound:
    """A round of the commune where the right is held: what lies below it, not what lies above."""
    rounds = RecognitionRound.objects.filter(place__path__overlap=request.actor.places_with(permission))
    return get_object_or_404(rounds.select_related("place__parent__parent", "edition"), pk=pk)


def _page(
    request: Request, template: str, season: RecognitionRound, values: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    line = where(request, place=season.place, year=season.year)
    return render(request, template, {"season": season, "where": line, **values}, status=status)


# ── a round ──────────────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.DOSSIER_READ)
def certificate_round(request: Request, pk: UUID) -> HttpResponse:
    """Giấy công nhận của một đợt: cấp cho ai, đã cấp, bản in, lễ trao"""
    season = _season(request, pk, Permission.DOSSIER_READ)
    page = queries.certificate_round(season, by=request.actor)
    return _page(request, "recognition/certificate_round.html", season, {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_rule(request: Request, pk: UUID) -> HttpResponse:
    """Cấp giấy công nhận cho ai trong một đợt"""
    season = _season(request, pk, ISSUE)
    page = queries.certificate_round(season, by=request.actor)
    kept = page.rule
    initial = (
        {"award": kept.award, "every_years": kept.every_years, "with_qr": kept.with_qr}
        if kept
        else {"award": Award.FIRST}
    )
    form = RuleForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, ISSUE, at=season.place)
            actions.set_certificate_rule(season, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi cấp giấy cho ai.")
            return redirect("certificate_round", season.pk)
    values = {"form": form, "page": page}
    return _page(request, "recognition/certificate_rule.html", season, values, status=_status(form))


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_pattern(request: Request, pk: UUID) -> HttpResponse:
    """Mẫu số vào sổ cấp giấy"""
    season = _season(request, pk, ISSUE)
    issuer = queries.issuer_of(season.place)
    if issuer is None:
        raise Http404
    year = today().year
    pattern, digits = queries.pattern_of(issuer, year)
    form = PatternForm(posted(request), initial={"year": year, "pattern": pattern, "digits": digits})
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, ISSUE, at=season.place)
            actions.set_book_pattern(issuer, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi mẫu số vào sổ.")
            return redirect("certificate_round", season.pk)
    values = {"form": form, "issuer": issuer}
    return _page(request, "recognition/certificate_pattern.html", season, values, status=_status(form))


def _status(*forms: Any) -> int:
    return 422 if any(form.errors for form in forms) else 200


# ── tiêu biểu ────────────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.CERTIFICATE_ISSUE)
def exemplary_list(request: Request, pk: UUID) -> HttpResponse:
    """Ghi gia đình, công dân tiêu biểu của một đợt"""
    return _show_exemplary(request, _season(request, pk, ISSUE))


def _show_exemplary(
    request: Request, season: RecognitionRound, *, reasons: Any = (), typed: Any = None, status: int = 200
) -> HttpResponse:
    query, only = request.GET.get("q", "")[:120], request.GET.get("only") == "1"
    page = Paginator(queries.exemplary_lines(season, query, only_marked=only), MANY).get_page(
        request.GET.get("page")
    )
    rows = queries.exemplary_rows(season, list(page))
    values = {
        "page": page, "rows": rows, "query": query, "only": only, "reasons": reasons, "typed": typed,
        "first_year": first_year_known(season),
    }  # fmt: skip
    return _page(request, "recognition/exemplary_list.html", season, values, status=status)


def _dossier(request: Request, pk: UUID) -> Dossier:
    dossiers = Dossier.objects.filter(round__place__path__overlap=request.actor.places_with(ISSUE))
    return get_object_or_404(dossiers.select_related("round__place", "round__edition"), pk=pk)


@require_POST
@requires(Permission.CERTIFICATE_ISSUE)
def exemplary_mark(request: Request, pk: UUID) -> HttpResponse:
    """Ghi một hồ sơ là tiêu biểu"""
    dossier = _dossier(request, pk)
    form = ExemplaryForm(request.POST)
    try:
        by = acting_as(request, ISSUE, at=dossier.round.place)
        actions.mark_exemplary(dossier, reason=form.data.get("reason", "")[:300], by=by)
    except Refused as refusal:
        return _show_exemplary(request, dossier.round, reasons=refusal.reasons, typed=dossier.pk, status=422)
    messages.success(request, "Đã ghi tiêu biểu.")
    return redirect("exemplary_list", dossier.round_id)


@require_POST
@requires(Permission.CERTIFICATE_ISSUE)
def exemplary_unmark(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ ghi tiêu biểu"""
    dossier = _dossier(request, pk)
    try:
        actions.unmark_exemplary(dossier, by=acting_as(request, ISSUE, at=dossier.round.place))
    except Refused as refusal:
        return _show_exemplary(request, dossier.round, reasons=refusal.reasons, status=422)
    messages.success(request, "Đã bỏ ghi tiêu biểu.")
    return redirect("exemplary_list", dossier.round_id)


# ── giving ───────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
@once
def certificate_issue(request: Request, pk: UUID) -> HttpResponse:
    """Cấp giấy công nhận theo một quyết định"""
    decisions = RecognitionDecision.objects.filter(
        round__place__path__overlap=request.actor.places_with(ISSUE), effective_on__isnull=False
    )
    decision = get_object_or_404(
        decisions.select_related("round__place", "round__edition", "issuer__place", "paper__issuer"), pk=pk
    )
    season = decision.round
    on = _day_of(request) or decision.effective_on or today()
    form = IssueForm(
        posted(request),
        signers=queries.signers(decision, on),
        sheets=queries.sheets_for(season.place),
        on=on,
    )
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.issue_certificates(
                decision,
                dated_on=form.cleaned_data["dated_on"],
                capacity=form.chosen_capacity(),
                sheet=queries.sheet_named(season.place, form.cleaned_data["sheet"]),
                check_base=request.build_absolute_uri("/").rstrip("/"),
                by=acting_as(request, ISSUE, at=season.place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã cấp {batch.count} giấy và ghi vào sổ. Bản in đang được tạo.")
            return redirect("certificate_batch", batch.pk)
    values = {"form": form, "decision": decision, "page": queries.issue_page(decision, on)}
    return _page(request, "recognition/certificate_issue.html", season, values, status=_status(form))


def _day_of(request: Request) -> Any:
    form = ReceiptForm({"received_on": request.POST.get("dated_on", "")})
    return form.cleaned_data["received_on"] if form.is_valid() else None


def _batch(request: Request, pk: UUID) -> CertificateBatch:
    return get_object_or_404(
        CertificateBatch.objects.visible_to(request.actor).select_related(
            "book", "decision__round__place", "decision__paper__issuer"
        ),
        pk=pk,
    )


@require_GET
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_batch(request: Request, pk: UUID) -> HttpResponse:
    """Một lần cấp giấy: tiến độ và các tệp để in"""
    batch = _batch(request, pk)
    season = batch.decision.round
    form = SheetForm(sheets=queries.sheets_for(season.place))
    values = {"batch": batch, "page": queries.print_page(batch), "form": form}
    return _page(request, "recognition/certificate_batch.html", season, values)


@require_POST
@requires(Permission.CERTIFICATE_ISSUE)
@once
def certificate_print(request: Request, pk: UUID) -> HttpResponse:
    """Tạo lại bản in của một lần cấp, trên giấy khác hoặc phôi khác"""
    batch = _batch(request, pk)
    place = batch.decision.round.place
    form = SheetForm(request.POST, sheets=queries.sheets_for(place))
    if not form.is_valid():
        raise Refused("Hãy chọn in trên giấy nào.")
    by = acting_as(request, ISSUE, at=place)
    actions.print_certificates(batch, sheet=queries.sheet_named(place, form.cleaned_data["sheet"]), by=by)
    messages.success(request, "Đang tạo bản in mới. Số vào sổ không đổi.")
    return redirect("certificate_batch", batch.pk)


@require_GET
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_part(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Tệp PDF của một phần giấy công nhận"""
    batch = _batch(request, pk)
    part = queries.part_of(batch, number)
    if part is None:
        raise Http404
    queries.note_batch(batch, part)
    name = f"giay-cong-nhan-{part.first_number:04d}-{part.last_number:04d}-{batch.book.year}.pdf"
    return download(files.read(part.sha256), files.PDF, name, inline=True)


# ── handing over ─────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_receive(request: Request, pk: UUID) -> HttpResponse:
    """Ghi ký nhận giấy công nhận theo từng ấp, khóm"""
    season = _season(request, pk, ISSUE)
    hamlets = queries.hamlets_waiting(season)
    asked = request.POST.get("hamlet") or request.GET.get("hamlet", "")
    hamlet = asked if asked in dict(hamlets) else (hamlets[0][0] if hamlets else "")
    rows = list(queries.waiting_for_receipt(season, hamlet))
    queries.note_certificates(Certificate.objects.filter(pk__in=[row.pk for row in rows]))
    form = ReceiptForm(posted(request), initial={"received_on": today()})
    ticked = {
        row.pk: request.POST.get(f"by-{row.pk}", "") for row in rows if request.POST.get(f"got-{row.pk}")
    }
    if request.method == "POST" and form.is_valid():
        try:
            by = acting_as(request, ISSUE, at=season.place)
            count = actions.receive_certificates(season, ticked, on=form.cleaned_data["received_on"], by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi {count} giấy có người nhận.")
            return redirect("certificate_receive", season.pk)
    values = {
        "form": form,
        "hamlets": hamlets,
        "hamlet": hamlet,
        "rows": [
            (row, ticked.get(row.pk, row.holder_name), row.pk in ticked or request.method == "GET")
            for row in rows
        ],
    }
    return _page(request, "recognition/certificate_receive.html", season, values, status=_status(form))


# ── the book ─────────────────────────────────────────────────────────────────────────────────────


def _book(request: Request, pk: UUID) -> CertificateBook:
    books = CertificateBook.objects.visible_to(request.actor).select_related("issuer__place")
    return get_object_or_404(books, pk=pk)


@require_GET
@requires(Permission.DOSSIER_READ)
def certificate_book(request: Request, pk: UUID) -> HttpResponse:
    """Sổ theo dõi cấp giấy công nhận của một năm"""
    book = _book(request, pk)
    query, state = request.GET.get("q", "")[:120], request.GET.get("state", "")
    found = queries.found_in_book(queries.lines_of_book(book, by=request.actor), query, state)
    page = Paginator(found, MANY).get_page(request.GET.get("page"))
    queries.note_certificates(Certificate.objects.filter(pk__in=[row.pk for row in page]))
    values = {
        "book": book,
        "page": page,
        "query": query,
        "state": state,
        "states": queries.STATE_CHOICES,
        "years": CertificateBook.objects.filter(issuer=book.issuer).order_by("-year"),
        "gaps": queries.gaps(book),
        "where": where(request, place=book.issuer.place, year=book.year),
    }
    return render(request, "recognition/certificate_book.html", values)


@require_GET
@requires(Permission.DOSSIER_READ)
def certificate_book_file(request: Request, pk: UUID) -> HttpResponse:
    """Bản in của sổ theo dõi cấp giấy"""
    book = _book(request, pk)
    rows = list(queries.lines_of_book(book, by=request.actor))
    queries.note_certificates(Certificate.objects.filter(book=book))
    made = typesetting.pdf("book", contents.book(book, rows, on=today()), made_at=queries.moment())
    return download(made, files.PDF, f"so-cap-giay-{book.year}.pdf", inline=True)


def _certificate(request: Request, pk: UUID, *, to_issue: bool = False) -> Certificate:
    rows = Certificate.objects.visible_to(request.actor).select_related(
        "batch", "book", "standing", "replaces", "replaced_by", "line__decision__round__place",
        "line__decision__round__edition", "line__decision__paper__issuer", "line__decision__issuer__place",
    )  # fmt: skip
    if to_issue:
        rows = rows.filter(line__decision__round__place__path__overlap=request.actor.places_with(ISSUE))
    return get_object_or_404(rows, pk=pk)


@require_GET
@requires(Permission.DOSSIER_READ)
def certificate_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một giấy công nhận trong sổ"""
    row = _certificate(request, pk)
    queries.note_certificates(Certificate.objects.filter(pk=row.pk))
    season = row.line.decision.round
    values = {"certificate": row, "may_issue": request.actor.may(ISSUE, at=season.place)}
    return _page(request, "recognition/certificate_detail.html", season, values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
@once
def certificate_reissue(request: Request, pk: UUID) -> HttpResponse:
    """Cấp lại một giấy công nhận"""
    row = _certificate(request, pk, to_issue=True)
    queries.note_certificates(Certificate.objects.filter(pk=row.pk))
    decision, place = row.line.decision, row.line.decision.round.place
    on = _day_of(request) or today()
    form = ReissueForm(
        posted(request), signers=queries.signers(decision, on), sheets=queries.sheets_for(place), on=on
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.reissue_certificate(
                row,
                why=form.cleaned_data["why"],
                dated_on=form.cleaned_data["dated_on"],
                capacity=form.chosen_capacity(),
                sheet=queries.sheet_named(place, form.cleaned_data["sheet"]),
                by=acting_as(request, ISSUE, at=place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, f"Đã cấp lại: giấy mới số {new.number_text}, giấy số {row.number_text} bị hủy."
            )
            return redirect("certificate_batch", new.batch_id)
    values = {"form": form, "certificate": row}
    return _page(
        request, "recognition/certificate_reissue.html", decision.round, values, status=_status(form)
    )


@require_POST
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_receipt_undo(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ ghi ký nhận một giấy công nhận"""
    row = _certificate(request, pk, to_issue=True)
    actions.undo_receipt(row, by=acting_as(request, ISSUE, at=row.line.decision.round.place))
    messages.success(request, "Đã bỏ ghi ký nhận.")
    return redirect("certificate_detail", row.pk)


# ── the ceremony ─────────────────────────────────────────────────────────────────────────────────


@require_GET
@requires(Permission.DOSSIER_READ)
def certificate_ceremony(request: Request, pk: UUID) -> HttpResponse:
    """Danh sách đọc tại lễ trao, chữ lớn, theo từng ấp"""
    season = _season(request, pk, Permission.DOSSIER_READ)
    made = typesetting.pdf("ceremony", queries.ceremony(season), made_at=queries.moment())
    return download(made, files.PDF, f"danh-sach-doc-{season.year}.pdf", inline=True)


@require_GET
@requires(Permission.DOSSIER_READ)
def certificate_thanks(request: Request, pk: UUID) -> HttpResponse:
    """Thư cảm ơn từng ấp, từng Tổ"""
    season = _season(request, pk, Permission.DOSSIER_READ)
    data = queries.thanks(season, per_group=request.GET.get("per") == "group")
    made = typesetting.pdf("thanks", data, made_at=queries.moment())
    return download(made, files.PDF, f"thu-cam-on-{season.year}.pdf", inline=True)


# ── the check page ───────────────────────────────────────────────────────────────────────────────


@require_GET
@never_cache
def certificate_check(request: Request, token: str) -> HttpResponse:
    """OPEN to whoever holds the paper: what stands on it, and whether it is in force. A wrong code and none look the same."""
    if not limits.may_check(request):
        return respond_429(request)
    found = queries.checked(token)
    response = render(
        request, "recognition/certificate_check.html", {"found": found}, status=200 if found else 404
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
