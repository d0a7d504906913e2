"""Screens of what follows a file: phiếu on paper, certificates, phản ánh, khiếu nại, the folder to upload."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.assessments import actions, following_contents, queries
from hoctap.assessments.case_files import FILE
from hoctap.assessments.forms import CertificateForm, HandedForm, ObjectionForm
from hoctap.assessments.models import Assessment, FileCertificate, FileComplaint, FileObjection, Opinion
from hoctap.assessments.rows import holder_of, issuer_of_council, judged
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.papers.casefiles import actions as cases
from hoctap.papers.casefiles.queries import case_page
from hoctap.recognition.certificates.typesetting import pdf
from hoctap.recognition.complaints.forms import CloseForm, ComplaintForm, SettleForm, TakeUpForm
from hoctap.recognition.objecting.forms import AnswerForm
from hoctap.recognition.views.found import is_uuid, whole_number

ENTER, JUDGE, READ = Permission.ASSESSMENT_ENTER, Permission.ASSESSMENT_JUDGE, Permission.ASSESSMENT_READ


@require_POST
@requires(JUDGE)
@once
def opinion_paper(request: Request, pk: UUID) -> HttpResponse:
    """Lập phiếu thẩm định của một thành viên thành văn bản để ký"""
    opinions = Opinion.objects.filter(member__council__place__in=request.actor.places_only(JUDGE))
    opinion = get_object_or_404(opinions.select_related("member__council__place", "assessment"), pk=pk)
    by = acting_as(request, JUDGE, at=opinion.member.council.place)
    try:
        paper = actions.make_opinion_paper(opinion, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment_detail", opinion.assessment_id)
    messages.success(request, "Đã lập phiếu. In, thành viên ký, rồi ghi nhận đã ký.")
    return redirect("paper_detail", paper.pk)


@require_GET
@requires(JUDGE)
def opinion_blank(request: Request, pk: UUID) -> HttpResponse:
    """Phiếu thẩm định trống, mỗi thành viên hội đồng một tờ, in trước khi biểu quyết (PDF)"""
    assessment = _find(request, pk)
    at = assessment.authority_place
    if at is None:
        raise Http404
    request.actor.must(JUDGE, at=at)
    council = queries.open_council(assessment)
    if council is None:
        raise Refused("Chưa lập hội đồng cho danh hiệu và năm này: lập hội đồng rồi in phiếu.")
    sheets = following_contents.blank_opinions(
        assessment, issuer_of_council(at, assessment.year), list(council.members.all()), judged(assessment)
    )
    content = pdf("opinion", sheets, made_at=timezone.now())
    return download(content, files.PDF, f"phieu-tham-dinh-{assessment.year}.pdf", inline=True)


@require_GET
@requires(READ)
def filecertificate_list(request: Request) -> HttpResponse:
    """Sổ theo dõi cấp giấy công nhận theo hồ sơ, từng năm"""
    book = queries.certificate_book(request.actor, whole_number(request.GET.get("year", "")))
    page = Paginator(book.rows, 50).get_page(request.GET.get("page"))
    return render(request, "assessments/filecertificate_list.html", {"book": book, "page": page})


@require_GET
@requires(JUDGE)
def filecertificate_book(request: Request) -> HttpResponse:
    """Bản in của sổ cấp giấy theo hồ sơ của một cơ quan, một năm (PDF)"""
    issuer = request.GET.get("issuer", "")
    year = whole_number(request.GET.get("year", ""))
    book = queries.certificate_book(request.actor, year, UUID(issuer) if is_uuid(issuer) else None)
    if not is_uuid(issuer) or not book.rows.exists():
        raise Http404
    content = pdf("book", following_contents.book(list(book.rows), on=today()), made_at=timezone.now())
    return download(content, files.PDF, f"so-cap-giay-ho-so-{book.year}.pdf", inline=True)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
@once
def filecertificate_new(request: Request, pk: UUID) -> HttpResponse:
    """Cấp giấy công nhận theo hồ sơ, hoặc cấp lại"""
    assessment = _find(request, pk)
    at = assessment.authority_place
    if at is None:
        raise Http404
    request.actor.must(JUDGE, at=at)
    old = assessment.certificates.filter(ended_on=None).first()
    form = CertificateForm(
        posted(request),
        again=old is not None,
        initial={
            "dated_on": assessment.decided_on,
            "with_qr": old is not None and bool(old.check_base),
            **queries.signer_of(assessment),
        },
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        base = request.build_absolute_uri("/").rstrip("/") if said.pop("with_qr") else ""
        try:
            actions.give_certificate(assessment, **said, check_base=base, by=acting_as(request, JUDGE, at=at))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã cấp giấy và ghi vào sổ. Mở tờ giấy để in.")
            return redirect("assessment_detail", pk)
    values = {"assessment": assessment, "form": form, "old": old, "where": _where(request, assessment)}
    return _page(request, "assessments/filecertificate_new.html", values, form)


@require_GET
@requires(READ)
def filecertificate_pdf(request: Request, pk: UUID) -> HttpResponse:
    """Tờ giấy công nhận để in (PDF)"""
    certificate = get_object_or_404(FileCertificate.objects.visible_to(request.actor), pk=pk)
    content = pdf("certificate", following_contents.sheet(certificate), made_at=certificate.issued_at)
    return download(content, files.PDF, f"{certificate}.pdf", inline=True)


@require_http_methods(["GET", "POST"])
@requires(JUDGE)
def filecertificate_handed(request: Request, pk: UUID) -> HttpResponse:
    """Ghi ai đã nhận giấy công nhận"""
    certificates = FileCertificate.objects.visible_to(request.actor).filter(
        assessment__authority_place__in=request.actor.places_only(JUDGE)
    )
    certificate = get_object_or_404(
        certificates.select_related(
            "assessment__place", "assessment__authority_place", "assessment__unit", "assessment__clan"
        ),
        pk=pk,
    )
    assessment = certificate.assessment
    form = HandedForm(
        posted(request),
        initial={"received_by": certificate.received_by, "received_on": certificate.received_on or today()},
    )
    if request.method == "POST" and form.is_valid():
        by = acting_as(request, JUDGE, at=assessment.authority_place or assessment.place)
        try:
            actions.hand_over_certificate(certificate, **form.cleaned_data, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi người nhận giấy.")
            return redirect("assessment_detail", assessment.pk)
    values = {
        "certificate": certificate,
        "assessment": assessment,
        "form": form,
        "where": _where(request, assessment),
    }
    return _page(request, "assessments/filecertificate_handed.html", values, form)


# ── phản ánh, khiếu nại ─────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(READ)
@once
def fileobjection_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi phản ánh về một hồ sơ đánh giá, trước khi có quyết định"""
    assessment, place, permission = _held(request, pk)
    form = ObjectionForm(posted(request), initial={"received_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            objection = actions.take_file_objection(
                assessment, **form.cleaned_data, by=acting_as(request, permission, at=place)
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi phản ánh. Trả lời trước khi hồ sơ đi tiếp.")
            return redirect("fileobjection_detail", objection.pk)
    values = {"assessment": assessment, "form": form, "where": _where(request, assessment)}
    return _page(request, "assessments/fileobjection_new.html", values, form)


@require_http_methods(["GET", "POST"])
@requires(READ)
def fileobjection_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một phản ánh về hồ sơ đánh giá: trả lời, lập văn bản trả lời"""
    objections = FileObjection.objects.visible_to(request.actor)
    objection = get_object_or_404(
        objections.select_related(
            "place", "paper", "assessment__place", "assessment__unit", "assessment__clan"
        ),
        pk=pk,
    )
    do = request.POST.get("do", "")
    form = AnswerForm(posted(request) if do == "answer" else None)
    refused = Form(posted(request))
    try:
        if do == "answer" and form.is_valid():
            actions.answer_file_objection(objection, **form.cleaned_data, by=_handler(request, objection))
            messages.success(request, "Đã ghi trả lời.")
            return redirect("fileobjection_detail", pk)
        if do == "paper":
            paper = actions.make_answer_paper(objection, by=_handler(request, objection))
            messages.success(request, "Đã lập văn bản trả lời. In, ký, rồi ghi số, ngày.")
            return redirect("paper_detail", paper.pk)
    except Refused as refusal:
        if do == "paper":
            refused.is_valid()
        add_reasons(form if do == "answer" else refused, refusal.reasons)
    values = {
        "objection": objection,
        "assessment": objection.assessment,
        "form": form,
        "failed": form if form.errors else refused,
        "where": _where(request, objection.assessment),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/fileobjection_detail.html", values, status=status)


@require_http_methods(["GET", "POST"])
@requires(READ)
@once
def filecomplaint_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi khiếu nại về quyết định của một hồ sơ đánh giá"""
    assessment, place, permission = _held(request, pk)
    form = ComplaintForm(
        posted(request),
        initial={
            "received_on": today(),
            "complainant": assessment.subject_name,
            "authority": assessment.decides,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            complaint = actions.receive_file_complaint(
                assessment, **form.cleaned_data, by=acting_as(request, permission, at=place)
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi khiếu nại.")
            return redirect("filecomplaint_detail", complaint.pk)
    values = {"assessment": assessment, "form": form, "where": _where(request, assessment)}
    return _page(request, "assessments/filecomplaint_new.html", values, form)


@require_http_methods(["GET", "POST"])
@requires(READ)
def filecomplaint_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một khiếu nại về hồ sơ đánh giá: biên nhận, thụ lý, kết quả, việc phải làm tiếp"""
    complaints = FileComplaint.objects.visible_to(request.actor)
    complaint = get_object_or_404(
        complaints.select_related(
            "place",
            "receipt",
            "assessment__place",
            "assessment__unit",
            "assessment__clan",
            "assessment__authority_place",
        ),
        pk=pk,
    )
    do = request.POST.get("do", "")
    forms: dict[str, Form] = {
        "take_up": TakeUpForm(posted(request) if do == "take_up" else None, initial={"taken_up_on": today()}),
        "settle": SettleForm(posted(request) if do == "settle" else None),
        "close": CloseForm(
            posted(request) if do == "close" else None, initial={"ended_on": today()}, auto_id="close-%s"
        ),
        "receipt": Form(posted(request) if do == "receipt" else None),
    }
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "take_up": (actions.take_up_file_complaint, "Đã ghi thụ lý."),
        "settle": (actions.settle_file_complaint, "Đã ghi kết quả giải quyết khiếu nại."),
        "close": (actions.close_file_complaint, "Đã kết thúc khiếu nại."),
        "receipt": (actions.make_complaint_receipt, "Đã lập giấy biên nhận."),
    }
    form = forms.get(do)
    failed = request.method == "POST"
    if form is not None and form.is_valid():
        act, told = acts[do]
        try:
            act(complaint, **form.cleaned_data, by=_handler(request, complaint))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, told)
            return redirect("filecomplaint_detail", pk)
    assessment = complaint.assessment
    at = assessment.authority_place
    values = {
        "complaint": complaint,
        "assessment": assessment,
        "forms": forms,
        "failed": form,
        "may_revoke": at is not None and request.actor.may(JUDGE, at=at) and assessment.state == "recognised",
        "where": _where(request, assessment),
    }
    status = 422 if failed else 200
    return render(request, "assessments/filecomplaint_detail.html", values, status=status)


# ── the folder to upload ────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_READ)
@once
def assessment_case(request: Request, pk: UUID) -> HttpResponse:
    """Bộ hồ sơ để nộp: mục lục, văn bản, tệp minh chứng theo thứ tự; lập ZIP và PDF"""
    assessment = _find(request, pk)
    request.actor.must(Permission.PAPER_READ, at=assessment.place)
    reasons: list[Reason] = []
    if request.method == "POST":
        try:
            case = cases.ask_for_case(FILE, str(assessment.pk), by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("case_file", case.pk)
    page = case_page(FILE, str(assessment.pk), by=request.actor)
    if page is None:
        raise Http404
    values = {
        "assessment": assessment,
        "page": page,
        "reasons": reasons,
        "where": _where(request, assessment),
    }
    return render(request, "assessments/assessment_case.html", values, status=422 if reasons else 200)


def _find(request: Request, pk: UUID) -> Assessment:
    found = queries.find_file(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _held(request: Request, pk: UUID) -> tuple[Assessment, Any, Permission]:
    assessment = _find(request, pk)
    place, permission = holder_of(assessment, request.actor)
    request.actor.must(permission, at=place)
    return assessment, place, permission


def _handler(request: Request, one: FileObjection | FileComplaint) -> Actor:
    permission = ENTER if request.actor.may(ENTER, at=one.place) else JUDGE
    return acting_as(request, permission, at=one.place)


def _where(request: Request, assessment: Assessment) -> Any:
    return where(request, place=assessment.place, year=assessment.year)


def _page(request: Request, template: str, values: dict[str, Any], form: Form) -> HttpResponse:
    return render(request, template, values, status=422 if form.errors else 200)
